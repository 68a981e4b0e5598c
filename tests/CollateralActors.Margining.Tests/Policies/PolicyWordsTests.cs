using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Policies;

public sealed class PolicyWordsTests
{
    [Fact]
    public void Every_policy_has_words_and_says_why_it_rests()
    {
        var account = AccountState.Initial(Alice) with
        {
            Policies =
            [
                new AccountPolicy.TargetRatio(new Rate(1.5m), new Rate(2m)),
                new AccountPolicy.AutoRepay(),
                new AccountPolicy.Convert(Usd),
                new AccountPolicy.TopUp(new AccountId("alice.spare"), Usdt, Amount(5m)),
                new AccountPolicy.StopLoss(Btc, Price(40_000m), new Rate(0.5m), Usdt),
                new AccountPolicy.ConversionOrder([Eth, Btc]),
                new AccountPolicy.ConversionOrder([]),
            ],
        };
        account = account
            .WithIdle(1, new PolicyIdle(PolicyIdleness.TooLittle, null))
            .WithIdle(2, new PolicyIdle(PolicyIdleness.WouldNotHelp, new Instant(3_600_000)))
            .WithIdle(3, new PolicyIdle(PolicyIdleness.Answered, new Instant(7_200_000)))
            .WithIdle(4, new PolicyIdle(PolicyIdleness.Spent, null));
        Assert.Equal(
            [
                "keeps equity at 1.5 × maintenance: below that it is raised to 2 ×.",
                "repays debts and loans out of what is spare; what was spare was too little.",
                "exchanges collateral for USD when there is too little equity; what it could do would not have helped, it rests "
                    + "until 1970-01-01T01:00:00.000Z.",
                "asks alice.spare for up to 5 USDT when there is too little equity; not enough was given, it rests until "
                    + "1970-01-01T02:00:00.000Z.",
                "exchanges 50 % of the BTC for USDT, once, when BTC is at 40000 or less; it is done.",
                "gives ETH, then BTC first.",
                "gives assets in the venue's order.",
            ],
            AccountReport.Of(account, Frame()).Policies);
        Assert.Empty(AccountReport.Of(account with { Policies = [] }, Frame()).Policies);
    }
}
