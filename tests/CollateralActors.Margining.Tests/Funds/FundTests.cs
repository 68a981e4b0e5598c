using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Funds;

public sealed class FundTests
{
    private static readonly LiquidationId Id = LiquidationId.Of(Alice, 1);
    private static readonly EntityId Account = Entities.Account(Alice);
    private static readonly Rate Worst = new(1_000_000m);

    [Fact]
    public void The_venue_puts_money_in() =>
        New().When(new FundCommand.Contribute(Amount(100m))).Then(new FundEvent.Contributed(Amount(100m)))
            .ThenState(fund => Assert.Equal(Amount(100m), fund.Balance));

    [Fact]
    public void The_venue_puts_in_no_more_than_digits_are_kept_of() =>
        New().Given(new FundEvent.Contributed(Amount(1_000_000_000_000_000m)))
            .When(new FundCommand.Contribute(Amount(0.000001m)))
            .ThenRejected(RejectionCode.IllegalNumber, "balance of USDT 1000000000000000.000001 is not at most");

    [Fact]
    public void Fees_and_collateral_come_in() =>
        New().WhenOwed(Account, 1, new FundCommand.ReceiveFee(Id, Amount(2m))).Then(new FundEvent.FeeReceived(Id, Amount(2m)))
            .WhenOwed(Account, 2, new FundCommand.ReceiveCollateral(Id, Amount(3m))).Then(new FundEvent.CollateralReceived(Id, Amount(3m)))
            .ThenState(fund => Assert.Equal((Amount(5m), Amount(0m)), (fund.Balance, fund.Paid)));

    [Theory]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void A_claim_is_paid_as_far_as_there_is_money(int claimed, int paid) =>
        New().Given(new FundEvent.Contributed(Amount(100m)))
            .WhenOwed(Account, 1, new FundCommand.Claim(Id, Alice, Amount(claimed), Worst))
            .Then(new FundEvent.ClaimAnswered(Id, Alice, Amount(claimed), Amount(paid), Worst))
            .ThenOwes(Account, new AccountCommand.ReceiveFundPayment(Id, Usdt, Amount(claimed), Amount(paid)))
            .ThenState(fund => Assert.Equal((Amount(100m - paid), Amount(paid)), (fund.Balance, fund.Paid)));

    [Fact]
    public void An_empty_fund_answers_with_nothing() =>
        New().WhenOwed(Account, 1, new FundCommand.Claim(Id, Alice, Amount(1m), Worst))
            .ThenOwes(Account, new AccountCommand.ReceiveFundPayment(Id, Usdt, Amount(1m), Amount(0m)));

    [Fact]
    public void A_claim_that_comes_again_is_paid_once() =>
        New().Given(new FundEvent.Contributed(Amount(100m)))
            .WhenOwed(Account, 1, new FundCommand.Claim(Id, Alice, Amount(60m), Worst)).WhenAgain().ThenAlreadyApplied();

    [Property(MaxTest = 200)]
    public void A_fund_is_never_below_0_and_pays_only_what_came_in(int seed)
    {
        var random = new Random(seed);
        var fund = New();
        var paidIn = 0m;
        for (var i = 1; i <= 50; i++)
        {
            var amount = random.Next(1, 1_000) / 10m;
            var isClaim = random.Next(2) == 0;
            paidIn += isClaim ? 0m : amount;
            fund.WhenOwed(Account, i, isClaim
                ? new FundCommand.Claim(Id, Alice, Amount(amount), Worst)
                : new FundCommand.ReceiveFee(Id, Amount(amount)));
            Assert.True(fund.State.Balance.Value >= 0m, $"seed {seed}");
            Assert.Equal((seed, paidIn), (seed, (fund.State.Balance + fund.State.Paid).Value));
        }
    }

    [Fact]
    public void Contributions_that_cannot_be_are_refused()
    {
        New().When(new FundCommand.Contribute(Amount(0m))).ThenRejected(RejectionCode.IllegalNumber, "amount 0 is not more than 0");
        New().When(new FundCommand.Contribute(Amount(-1m))).ThenRejected(RejectionCode.IllegalNumber, "amount -1 is not more than 0");
        New().When(new FundCommand.Contribute(Amount(0.0000001m))).ThenRejected(RejectionCode.IllegalNumber, "at most 6 decimals");
        New().When(new FundCommand.Contribute(Amount(1e28m))).ThenRejected(RejectionCode.IllegalNumber, "at most 1000000000000");
        new Spec<FundState>(new FundDecider(), Entities.Fund(new AssetId("DOGE"))).At(Frame())
            .When(new FundCommand.Contribute(Amount(1m))).ThenRejected(RejectionCode.UnknownAsset, "'DOGE'");
        new Spec<FundState>(new FundDecider(), Entities.Fund(Usdt)).When(new FundCommand.Contribute(Amount(1m))).ThenNotYet("first frame");
    }

    [Fact]
    public void A_client_cannot_claim_or_pretend_to_pay_fees()
    {
        New().When(new FundCommand.Claim(Id, Alice, Amount(1m), Worst)).ThenRejected(RejectionCode.NotForClients, "Claim");
        New().When(new FundCommand.ReceiveFee(Id, Amount(-1m))).ThenRejected(RejectionCode.NotForClients, "ReceiveFee");
        New().When(new FundCommand.ReceiveCollateral(Id, Amount(-1m))).ThenRejected(RejectionCode.NotForClients, "ReceiveCollateral");
    }

    private static Spec<FundState> New() => new Spec<FundState>(new FundDecider(), Entities.Fund(Usdt)).At(Frame());
}
