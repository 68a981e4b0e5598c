using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>
/// A long option requires its value V: slack adj(n) − ρ V rises with V where what is owed counts more than it requires,
/// and falls with it elsewhere.
/// </summary>
public sealed class LongOptionBoundsTests
{
    // Bought for 100 on credit: owed USDT counts one and a half, held USDT half. At 110 slack is 115 + 5 − 110 = 10, at 50 it is 115 − 75 − 50.
    [Fact]
    public void A_value_at_which_slack_rises_below_and_falls_above_is_taken_at_both_ends()
    {
        var usdt = Sample.Asset(Sample.Usdt, 0.5m, (CollateralSchedule.Endless.Value, 0.5m));
        var (book, risk) = Long(usdt, 115m, Rate.One);
        Assert.Equal(MarginStatus.Healthy, StatusAt(110m));
        Assert.Equal(MarginStatus.Liquidation, StatusAt(50m));
        Assert.False(Proves(book, At(risk, 110m), 50m, 110m));
        Assert.True(Proves(book, At(risk, 110m), 101m, 110m));

        MarginStatus StatusAt(decimal mark) => MarginCalculator.Evaluate(book, At(risk, mark)).Status;
    }

    // Slack to the margin call is 141 + (V − 100) − 1.2 V: what the option gains is required one and a fifth.
    [Fact]
    public void Where_slack_falls_with_the_value_the_high_end_bounds_it_for_both()
    {
        var (book, risk) = Long(Sample.Asset(Sample.Usdt, 0m, (CollateralSchedule.Endless.Value, 0m)), 141m, new Rate(1.2m));
        Assert.Equal(MarginStatus.Healthy, MarginCalculator.Evaluate(book, At(risk, 204m)).Status);
        Assert.Equal(MarginStatus.MarginCall, MarginCalculator.Evaluate(book, At(risk, 206m)).Status);
        Assert.True(Proves(book, At(risk, 100m), 10m, 204m));
        Assert.False(Proves(book, At(risk, 100m), 10m, 206m));
    }

    // Portfolio mode is in force from then on, if the account has it.
    [Fact]
    public void A_volatility_that_appears_ends_the_band_of_an_option_that_has_a_mark_of_its_own()
    {
        var (book, risk) = Long(Sample.Asset(Sample.Usdt, 0m, (CollateralSchedule.Endless.Value, 0m)), 141m, Rate.One);
        var market = At(risk, 100m);
        var quoted = new MarketView(
            new FrameNumber(2), market.Time, risk, market.IndexPrices, market.Marks,
            market.OptionQuotes.Add(new InstrumentId("O"), new OptionQuote(new Rate(0.6m))));
        var band = BandMaker.Make(book, market, MarginCalculator.Evaluate(book, market));
        Assert.True(band.Contains(market));
        Assert.False(band.Contains(quoted));
        Assert.True(WatchedBook.Of(book, market).Fits(market));
        Assert.False(WatchedBook.Of(book, market).Fits(quoted));
    }

    private static (MarginBook Book, RiskBook Risk) Long(AssetParameters usdt, decimal dollars, Rate marginCallRatio)
    {
        var option = Sample.Option("O", OptionRight.Call, 50_000m, settle: Sample.Usdt);
        var risk = new RiskBook(new RiskBookVersion(1), Sample.Usd, marginCallRatio, Rate.One, [Sample.Valuation, usdt], [option]);
        return (Sample.Book([Sample.Hold(Sample.Valuation, dollars)], [Sample.Position(option, 1m, 100m)]), risk);
    }

    private static MarketView At(RiskBook risk, decimal mark) =>
        Sample.MarketAt(risk, [(Sample.Btc, 50_000m), (Sample.Usdt, 1m)], [("O", mark)]);

    private static bool Proves(MarginBook book, MarketView market, decimal low, decimal high)
    {
        var arranged = WatchedBook.Of(book, market);
        Assert.Equal(["volatility O", "mark O", "index USDT"], arranged.Variables.ToArray().Select(variable => variable.ToString()));
        return BandCertificates.Prove(
            arranged, MarginStatus.Healthy, [PriceInterval.Absent, new(new Price(low), new Price(high)), new(Price.One, Price.One)]);
    }
}
