using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Policies;

public sealed class PolicyProblemsTests
{
    private static readonly AccountPolicy.TargetRatio Target = new(new Rate(1.5m), new Rate(2m));
    private static readonly AccountPolicy.TopUp TopUp = new(new AccountId("alice.spare"), Usdt, Amount(1_000m));
    private static readonly AccountPolicy.StopLoss Stop = new(Btc, Price(40_000m), Rate.One, Usd);
    private static readonly AccountPolicy.StopLoss Back = new(Eth, Price(2_000m), Rate.One, Btc);

    public static TheoryData<AccountPolicy, string, string> Wrong => new()
    {
        { Target with { Below = new Rate(1.1m) }, "policies[0].below", "1.1 is not the margin-call ratio 1.2 to 100" },
        { Target with { Target = new Rate(1.4m) }, "policies[0].target", "1.4 is not 1.5, where it begins, to 100" },
        { TopUp with { From = Alice }, "policies[0].from", "'alice' would ask itself" },
        { TopUp with { From = Bob }, "policies[0].from", "'bob' is not of 'alice'" },
        { TopUp with { Asset = new AssetId("DOGE") }, "policies[0].asset", "'DOGE' is not in the risk book" },
        { TopUp with { Most = Amount(0m) }, "policies[0].most", "0 is not more than 0" },
        { TopUp with { Most = Amount(0.0000001m) }, "policies[0].most", "more than the 6 decimals of USDT" },
        { Stop with { Asset = Usd, Into = Usdt }, "policies[0].asset", "1 by definition" },
        { Stop with { Asset = new AssetId("DOGE") }, "policies[0].asset", "'DOGE' is not in the risk book" },
        { Stop with { Into = new AssetId("DOGE") }, "policies[0].into", "'DOGE' is not in the risk book" },
        { Stop with { Into = Btc }, "policies[0].into", "exchanged for itself" },
        { Stop with { At = Price(0m) }, "policies[0].at", "0 is not more than 0" },
        { Stop with { Share = new Rate(1.01m) }, "policies[0].share", "1.01 is not more than 0 and at most 1" },
        { Stop with { Share = Rate.Zero }, "policies[0].share", "0 is not more than 0 and at most 1" },
        { TopUp with { Most = Amount(2_000_000_000_000m) }, "policies[0].most", "at most 1000000000000" },
        { new AccountPolicy.Convert(new AssetId("DOGE")), "policies[0].into", "'DOGE' is not in the risk book" },
        { new AccountPolicy.ConversionOrder([Eth, Btc, Eth]), "policies[0].assets[2]", "ETH is named twice" },
        { new AccountPolicy.ConversionOrder([new AssetId("DOGE")]), "policies[0].assets[0]", "'DOGE' is not in" },
    };

    public static TheoryData<AccountPolicy, AccountPolicy, string> Conflicting => new()
    {
        { Target, Target with { Target = new Rate(3m) }, "one target ratio" },
        { new AccountPolicy.AutoRepay(), new AccountPolicy.AutoRepay(), "repaid already" },
        { new AccountPolicy.Convert(Usd), new AccountPolicy.Convert(Usdc), "exchanged for USD already" },
        { new AccountPolicy.Convert(Btc), Stop, "one buys BTC, the other sells it at 40000" },
        { Stop, new AccountPolicy.Convert(Btc), "one buys BTC, the other sells it at 40000" },
        { TopUp, TopUp with { Most = Amount(1m) }, "'alice.spare' is asked for USDT already" },
        { Stop, Stop with { Into = Usdt }, "BTC is sold at 40000 already" },
        { Stop with { Into = Eth }, Back, "one sells BTC for ETH, the other ETH for BTC" },
        { new AccountPolicy.ConversionOrder([Eth]), new AccountPolicy.ConversionOrder([Btc]), "one order of conversion" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_policy_that_cannot_be_is_refused_with_place_and_reason(AccountPolicy policy, string place, string says)
    {
        var problem = Assert.Single(PolicyProblems.Of(Alice, [policy, new AccountPolicy.AutoRepay()], Rules));
        Assert.Equal(place, problem.Place);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Conflicting))]
    public void Conflicting_policies_are_refused_by_the_place_of_the_second(AccountPolicy first, AccountPolicy second, string says)
    {
        var problem = Assert.Single(PolicyProblems.Of(Alice, [new AccountPolicy.StopLoss(Usdt, Price(0.5m), Rate.One, Usdc), first, second, TopUp with { Asset = Usdc }], Rules));
        Assert.Equal("policies[2]", problem.Place);
        Assert.StartsWith("conflicts with policies[1]: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_set_has_nothing_wrong_and_too_many_are_too_many()
    {
        ValueList<AccountPolicy> sound =
        [
            Target, TopUp, TopUp with { Asset = Btc }, Stop, Stop with { At = Price(30_000m) }, Back with { Into = Usd },
            new AccountPolicy.AutoRepay(), new AccountPolicy.ConversionOrder([Eth, Usdc]),
        ];
        Assert.Empty(PolicyProblems.Of(Alice, sound, Rules));
        var many = Enumerable.Range(1, 17).Select(i => (AccountPolicy)(Stop with { At = Price(i) })).ToValueList();
        Assert.Equal(["policies: 17 policies are more than 16"], PolicyProblems.Of(Alice, many, Rules).Select(p => p.ToString()));
    }
}
