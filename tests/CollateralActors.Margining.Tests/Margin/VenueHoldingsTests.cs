using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Totals;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Margin;

/// <summary>What all accounts hold of an asset makes it count less in each, except for maintenance.</summary>
public sealed class VenueHoldingsTests
{
    // 3 BTC at 50,000 with a haircut of 0.1 count 135,000. At 200 BTC all holdings are worth 10,000,000.
    [Theory]
    [InlineData(0, 135_000)]
    [InlineData(100, 135_000)]
    [InlineData(200, 67_500)]
    [InlineData(400, 33_750)]
    [InlineData(300, 44_999.999999955)]
    public void Beyond_its_start_concentration_cuts_by_start_over_the_value_of_all_holdings(double holdings, double equity) =>
        Assert.Equal((decimal)equity, Equity(At((decimal)holdings, new() { ConcentrationStart = Amount(5_000_000m) })));

    [Theory]
    [InlineData(50, 135_000)]
    [InlineData(200, 33_750)]
    public void Beyond_the_venues_cap_the_share_of_the_cap_counts(double holdings, double equity) =>
        Assert.Equal((decimal)equity, Equity(At((decimal)holdings, new() { VenueCap = Amount(50m) })));

    [Theory]
    [InlineData(50, 33_750)]
    [InlineData(100, 67_500)]
    [InlineData(150, 67_500)]
    public void Of_both_the_smaller_share_counts(double cap, double equity) => Assert.Equal(
        (decimal)equity, Equity(At(200m, new() { ConcentrationStart = Amount(5_000_000m), VenueCap = Amount((decimal)cap) })));

    [Fact]
    public void What_is_cut_as_wrong_way_is_only_what_still_counts()
    {
        var rules = new CollateralRules { ConcentrationStart = Amount(5_000_000m), WrongWayHaircut = Rate.One };
        Assert.Equal(67_500m - 22_500m, Equity(At(200m, rules), Account.Holding(1m, 0m)));
        Assert.Equal(0m, Equity(At(200m, rules), Account.Holding(4m, 0m)));
    }

    [Fact]
    public void Neither_bears_on_maintenance_or_status()
    {
        var (market, account) = (At(1_000m, new() { ConcentrationStart = Amount(1m), VenueCap = Amount(1m) }), Holding(Account.New()));
        Assert.Equal(135_000m, MarginCalculator.Evaluate(account.ToMarginBook(market), market).Equity.Value);
        Assert.Equal(135_000m, Equity(market, purpose: CollateralPurpose.Maintenance));
    }

    [Theory]
    [InlineData(CollateralPurpose.Initial)]
    [InlineData(CollateralPurpose.Borrowing)]
    [InlineData(CollateralPurpose.Withdrawal)]
    public void Both_bear_on_every_other_purpose(CollateralPurpose purpose) =>
        Assert.Equal(67_500m, Equity(At(200m, new() { VenueCap = Amount(100m) }), purpose: purpose));

    [Fact]
    public void An_account_whose_collateral_is_cut_is_refused_and_told_why()
    {
        var rules = new CollateralRules { ConcentrationStart = Amount(5_000_000m), VenueCap = Amount(50m) };
        Account.With(0m).Given(new AccountEvent.Deposited(Btc, Amount(3m)), Reported(3m)).At(At(200m, rules))
            .When(Reserve("o-1", 14m, 50_000m)).ThenRejected(
                RejectionCode.InsufficientFreeCollateral,
                "for initial margin 67500 USD because the venue holds much of the asset and 33750 USD beyond what the venue may count do not count")
            .When(Reserve("o-1", 13m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e13)]
    public void Limits_that_cannot_be_are_refused_with_their_book(double limit)
    {
        var rules = new CollateralRules { ConcentrationStart = Amount((decimal)limit), VenueCap = Amount((decimal)limit) };
        var problems = RiskBookRules.Problems(Counted.Of(rules), null);
        Assert.Contains(problems, problem => problem.Contains("concentration of BTC starts at", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("venue cap", StringComparison.Ordinal) && problem.Contains("of BTC is not above 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_assets_with_a_rule_are_counted()
    {
        Assert.Empty(Rules.CountedAssets);
        Assert.Equal([Btc], Counted.Of(new() { VenueCap = Amount(1m) }).CountedAssets);
        Assert.Equal([Btc], Counted.Of(new() { ConcentrationStart = Amount(1m) }).CountedAssets);
    }

    private static AccountEvent.HoldingsReported Reported(decimal btc) => new(Counted.Held(btc));

    private static MarketView At(decimal holdings, CollateralRules rules) => Counted.Frame(Counted.Of(rules), holdings);

    private static decimal Equity(
        MarketView market, Specs.Spec<AccountState>? account = null, CollateralPurpose purpose = CollateralPurpose.Initial) =>
        PurposeMargin.Evaluate(Holding(account ?? Account.New()).ToMarginBook(market), market, purpose).Equity.Value;

    private static AccountState Holding(Specs.Spec<AccountState> account) =>
        account.Given(new AccountEvent.Deposited(Btc, Amount(3m))).State;
}
