using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>Loan mode: what is owed against what is held, by loan-to-value and liquidation threshold.</summary>
public sealed class LoanMarginTests
{
    private static readonly AssetId Usd = new("USD");
    private static readonly AssetParameters Btc = Lent("BTC", 0.75m, 0.8m);
    private static readonly AssetParameters Eth = Lent("ETH", 0.7m, 0.78m);
    private static readonly AssetParameters Doge =
        new(new AssetId("DOGE"), 8, CollateralSchedule.Full, Rate.Zero);

    // One BTC at 50,000 and 4 ETH at 2,500 against 46,000: 40,000 + 7,800 = 47,800 may be owed, 37,500 + 7,000 lent.
    [Fact]
    public void Requirements_are_what_no_debt_may_be_held_against()
    {
        var figures = MarginCalculator.Evaluate(Loan([(Btc, 1m), (Eth, 4m)], 46_000m), Market());
        Assert.Equal((14_000m, 14_000m), (figures.Value.Value, figures.Equity.Value));
        Assert.Equal((15_500m, 12_200m), (figures.Initial.Value, figures.Maintenance.Value));
        Assert.Equal(MarginStatus.MarginCall, figures.Status);
        Assert.Equal(-1_500m, figures.FreeCollateral.Value);
    }

    // 40,000 may be owed against one BTC: not a cent more.
    [Theory]
    [InlineData(40_000, MarginStatus.MarginCall, "1")]
    [InlineData(40_000.01, MarginStatus.Liquidation, "0.99999975")]
    [InlineData(38_000, MarginStatus.Healthy, "1.05263157")]
    [InlineData(50_000, MarginStatus.Liquidation, "0.8")]
    [InlineData(50_000.01, MarginStatus.Bankrupt, "0.79999984")]
    public void The_health_factor_is_below_1_exactly_where_it_is_liquidated(
        double debt, MarginStatus status, string health)
    {
        var report = MarginReport.Of(Loan([(Btc, 1m)], (decimal)debt), Market());
        Assert.Equal((status, health), (report.Status, report.HealthFactor.ToString()));
    }

    [Fact]
    public void Slices_and_surcharges_do_not_bear_on_loans()
    {
        var sliced = Btc with { Collateral = CollateralSchedule.None };
        var report = MarginReport.Of(Loan([(sliced, 1m)], 20_000m), Market());
        Assert.Equal(("50000", "30000", "30000"), Texts(report.CollateralValue, report.Equity, report.Value));
        Assert.Equal(("2", "0.4"), (report.HealthFactor.ToString(), report.LoanToValue.ToString()));
    }

    [Fact]
    public void What_has_no_terms_is_worth_something_and_backs_nothing()
    {
        var report = MarginReport.Of(Loan([(Doge, 100_000m)], 100m), Market());
        Assert.Equal(("10000", "9900", "10000"), Texts(report.CollateralValue, report.Equity, report.Maintenance));
        Assert.Equal((MarginStatus.Liquidation, "0"), (report.Status, report.HealthFactor.ToString()));
    }

    [Fact]
    public void Without_debts_there_is_no_health_factor_and_without_collateral_no_loan_to_value()
    {
        var idle = MarginReport.Of(Loan([(Btc, 1m)], 0m), Market());
        Assert.Equal((null, "0"), (idle.HealthFactor, idle.LoanToValue.ToString()));
        var bare = MarginReport.Of(Loan([], 1m), Market());
        Assert.Equal((MarginStatus.Bankrupt, "0", null), (bare.Status, bare.HealthFactor.ToString(), bare.LoanToValue));
        var empty = MarginReport.Of(Loan([], 0m), Market());
        Assert.Equal((MarginStatus.Healthy, null), (empty.Status, empty.HealthFactor));
    }

    [Fact]
    public void Ratios_are_rounded_against_the_account()
    {
        var report = MarginReport.Of(Loan([(Btc, 3m)], 70_000m), Market());
        Assert.Equal(("1.71428571", "0.46666667"), (report.HealthFactor.ToString(), report.LoanToValue.ToString()));
    }

    [Fact]
    public void Neither_efficiency_nor_a_plan_belongs_to_a_loan()
    {
        var report = MarginReport.Of(Loan([(Btc, 1m)], 45_000m), Market());
        Assert.Equal((MarginStatus.Liquidation, null, null), (report.Status, report.Efficiency, report.Liquidation));
    }

    [Fact]
    public void A_price_that_a_debt_needs_is_missed() => Assert.Equal(
        [new MissingPrice.OfAsset(new AssetId("SOL"))],
        MarginCalculator.MissingPrices(
            new MarginBook([], [], [])
            {
                Mode = MarginMode.Loan,
                Debts = [new Holding(Lent("SOL", 0m, 0m), new Amount(1m))],
            },
            Market()));

    // The decimals of the hot path and the exact fractions of reports say the same, thresholds met to the last digit too.
    [Property(MaxTest = 200)]
    public void Both_ways_to_compute_agree(int btc, int eth, int owed, bool atThreshold)
    {
        var (coins, ethers) = (Math.Abs(btc % 100_000) / 10_000m, Math.Abs(eth % 100_000) / 1_000m);
        var limit = (coins * 50_000m * 0.8m) + (ethers * 2_500m * 0.78m);
        var book = Loan([(Btc, coins), (Eth, ethers)], atThreshold ? limit : Math.Abs(owed % 1_000_000));
        var (figures, exact) = (MarginCalculator.Evaluate(book, Market()), MarginReport.Of(book, Market()));
        Assert.Equal(exact.Status, figures.Status);
        Assert.Equal(exact.Maintenance.ToString(), Decimals.Plain(figures.Maintenance.Value));
        Assert.Equal(exact.Initial.ToString(), Decimals.Plain(figures.Initial.Value));
        Assert.Equal(exact.HealthFactor?.Steps < 100_000_000, figures.Status >= MarginStatus.Liquidation);
    }

    private static (string?, string?, string?) Texts(Figure a, Figure b, Figure c) =>
        (a.ToString(), b.ToString(), c.ToString());

    private static AssetParameters Lent(string asset, decimal loanToValue, decimal threshold) =>
        new(new AssetId(asset), 8, CollateralSchedule.Full, Rate.Zero)
        {
            Loan = new LoanTerms(new Rate(loanToValue), new Rate(threshold), new Rate(0.05m), new Rate(0.5m)),
        };

    private static MarginBook Loan((AssetParameters Asset, decimal Amount)[] balances, decimal debt) =>
        new([.. balances.Select(held => new Holding(held.Asset, new Amount(held.Amount)))], [], [])
        {
            Mode = MarginMode.Loan,
            Debts = [new Holding(new AssetParameters(Usd, 2, CollateralSchedule.Full, Rate.Zero), new Amount(debt))],
        };

    private static MarketView Market() => new(
        FrameNumber.None,
        new Instant(0),
        new RiskBook(
            new RiskBookVersion(1),
            Usd,
            new Rate(1.2m),
            Rate.One,
            [new AssetParameters(Usd, 2, CollateralSchedule.Full, Rate.Zero), Btc, Eth, Doge],
            []),
        new Dictionary<AssetId, Price>
        {
            [Btc.Id] = new(50_000m),
            [Eth.Id] = new(2_500m),
            [Doge.Id] = new(0.1m),
        }.ToImmutableSortedDictionary(),
        ImmutableSortedDictionary<InstrumentId, Price>.Empty,
        ImmutableSortedDictionary<InstrumentId, OptionQuote>.Empty);
}
