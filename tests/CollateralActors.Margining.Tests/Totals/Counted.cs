using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Totals;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Totals;

/// <summary>The venue of the specifications with rules that look at what all accounts hold: of BTC and of BTC-PERP.</summary>
internal static class Counted
{
    /// <summary>Limits so wide that nothing but the counting follows from them.</summary>
    public static RiskBook Wide { get; } = Of(
        new CollateralRules { VenueCap = Amount(1_000_000m) }, new OpenInterestRules(null, null, 1_000_000m));

    /// <param name="btc">Rules on BTC, whose haircut is 0.1.</param>
    /// <param name="openInterest">Rules on BTC-PERP.</param>
    public static RiskBook Of(CollateralRules? btc = null, OpenInterestRules? openInterest = null)
    {
        var book = btc is null ? Rules : Book(1, instead: Asset(Btc, 8, 0.1m) with { Rules = btc });
        return new RiskBook(
            book.Version, book.Valuation, book.MarginCallRatio, book.LiquidationTarget, book.Assets,
            book.Instruments.Select(i => i.Id == BtcPerp ? i with { OpenInterest = openInterest } : i));
    }

    /// <summary>The frame with the venue's prices, and these totals.</summary>
    public static MarketView Frame(RiskBook risk, decimal btc = 0m, decimal longs = 0m, long number = 2)
    {
        var frame = Venue.Frame(number, risk: risk);
        return new MarketView(frame.Frame, frame.Time, risk, frame.IndexPrices, frame.Marks) { Totals = Tally.Empty.With(Held(btc, longs)) };
    }

    /// <summary>Units of BTC and long contracts of BTC-PERP; what is left out is not named.</summary>
    public static HeldAmounts Held(decimal? btc = null, decimal? longs = null) => new(
        btc is { } amount ? [new Money(Amount(amount), Btc)] : [],
        longs is { } quantity ? [new LongContracts(BtcPerp, Contracts(quantity))] : []);
}
