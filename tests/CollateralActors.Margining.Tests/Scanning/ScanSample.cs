using System.Collections.Immutable;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Margin.Sample;

namespace CollateralActors.Margining.Tests.Scanning;

/// <summary>Coins at 100 and 10 dollars, what is traded on them, and short names for portfolio rules.</summary>
internal static class ScanSample
{
    public static readonly AssetId Eth = new("ETH");

    public static readonly MarginSchedule FivePercent = Tiers((MarginSchedule.Endless, 0.1m, 0.05m));

    public static readonly InstrumentParameters Perpetual = Linear("PERP", FivePercent);
    public static readonly InstrumentParameters Future = Linear("FUTURE", FivePercent) with { Kind = InstrumentKind.LinearFuture };
    public static readonly InstrumentParameters Coin = Inverse("COIN", FivePercent, face: 100m);
    public static readonly InstrumentParameters Quanto = Coin with { Id = new InstrumentId("QUANTO"), Settle = Usd };
    public static readonly InstrumentParameters EthPerpetual = Perpetual with { Id = new InstrumentId("ETH-PERP"), Base = Eth };

    public static ScanParameters Scan(
        decimal[] prices, decimal[]? volatilities = null, decimal initial = 1m, decimal maintenance = 1m, decimal minimum = 0m, decimal basis = 0m) =>
        new(
            prices.Select(Rate).ToValueList(), (volatilities ?? [0m]).Select(Rate).ToValueList(),
            Rate(initial), Rate(maintenance), Rate(minimum), Rate(basis));

    public static ScanOffset Offset(decimal credit, params AssetId[] bases) => new(bases.ToValueList(), Rate(credit));

    public static MarketView Ruled(
        ScanParameters btc,
        ScanParameters? eth = null,
        ScanOffset? offset = null,
        (string Option, decimal Volatility, decimal Years)[]? quotes = null,
        (string Instrument, decimal Price)[]? marks = null)
    {
        var scans = ImmutableSortedDictionary<AssetId, ScanParameters>.Empty.Add(Btc, btc);
        var rules = new PortfolioRules(eth is null ? scans : scans.Add(Eth, eth), offset is null ? [] : [offset]);
        var risk = new RiskBook(
            new RiskBookVersion(1), Usd, Rate(1.2m), Rate(1m), [Valuation, Asset(Btc, 0m, (CollateralSchedule.Endless.Value, 0m))], [])
        {
            Portfolio = rules,
        };
        return MarketAt(risk, [(Btc, 100m), (Eth, 10m)], marks, quotes);
    }

    /// <summary>A position opened at its mark, or for nothing if it is an option.</summary>
    public static BookPosition At(InstrumentParameters instrument, decimal quantity, decimal entry = 100m) =>
        Position(instrument, quantity, instrument.IsOption ? 0m : entry) with
        {
            EntryPrice = new Price(instrument.IsOption ? 0m : entry),
        };

    public static MarginBook Portfolio(params BookPosition[] positions) =>
        Book([Hold(Valuation, 1000m)], positions) with { Mode = MarginMode.Portfolio };

    /// <summary>Initial and maintenance requirement as printed; the fast figures have to be the same to many digits.</summary>
    public static (string Initial, string Maintenance) Required(MarginBook book, MarketView market)
    {
        var (report, fast) = (MarginReport.Of(book, market), MarginCalculator.Evaluate(book, market));
        Assert.Equal(decimal.Parse(report.Initial.ToString(), System.Globalization.CultureInfo.InvariantCulture), fast.Initial.Value, 7);
        Assert.Equal(decimal.Parse(report.Maintenance.ToString(), System.Globalization.CultureInfo.InvariantCulture), fast.Maintenance.Value, 7);
        Assert.Equal(report.Status, fast.Status);
        return (report.Initial.ToString(), report.Maintenance.ToString());
    }
}
