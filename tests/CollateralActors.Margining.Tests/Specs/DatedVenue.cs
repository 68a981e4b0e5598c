using System.Collections.Immutable;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>The venue of the specifications with contracts that end: at 8, 6 and 10 seconds.</summary>
internal static class DatedVenue
{
    public static readonly InstrumentId BtcDec = new("BTC-DEC");
    public static readonly InstrumentId BtcUsdDec = new("BTCUSD-DEC");
    public static readonly InstrumentId BtcCall = new("BTC-50000-C");
    public static readonly InstrumentId BtcPut = new("BTC-50000-P");

    public static InstrumentParameters Future { get; } = Linear(BtcDec, Btc, 0.001m, 0.1m) with
    {
        Kind = InstrumentKind.LinearFuture,
        Expiry = At(8_000),
    };

    public static InstrumentParameters InverseFuture { get; } = Inverse with
    {
        Id = BtcUsdDec,
        Kind = InstrumentKind.InverseFuture,
        Expiry = At(6_000, fee: 0.0001m),
    };

    public static InstrumentParameters Call { get; } = Option(BtcCall, OptionRight.Call);

    public static InstrumentParameters Put { get; } = Option(BtcPut, OptionRight.Put);

    public static RiskBook Rules { get; } = With(Venue.Rules, Future, InverseFuture, Call, Put);

    public static ExpiryTerms At(long milliseconds, decimal fee = 0m, decimal threshold = 0m) =>
        new(new Instant(milliseconds), TimeSpan.FromSeconds(4), new Rate(fee), new Price(threshold));

    public static RiskBook With(RiskBook risk, params InstrumentParameters[] more) => new(
        risk.Version,
        risk.Valuation,
        risk.MarginCallRatio,
        risk.LiquidationTarget,
        risk.Assets,
        more.UnionBy(risk.Instruments, instrument => instrument.Id))
    {
        Portfolio = risk.Portfolio,
    };

    /// <summary>The same market where these contracts have been settled at a mean of the index; options at a volatility of 60 %.</summary>
    public static MarketView Settled(this MarketView view, params ReadOnlySpan<(InstrumentId Instrument, decimal Mean)> settled)
    {
        var terms = SettlementTerms.Of(view.Risk).ToDictionary(each => each.Instrument);
        return new MarketView(view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks, Quotes(view.Risk))
        {
            FundingIndices = view.FundingIndices,
            InterestIndices = view.InterestIndices,
            Settlements = settled.ToArray().ToImmutableSortedDictionary(s => s.Instrument, s => terms[s.Instrument].PriceAt(s.Mean)),
        };
    }

    public static MarketView Frame(long number, decimal btc = 50_000m, params ReadOnlySpan<(InstrumentId Instrument, decimal Mean)> settled) =>
        Venue.Frame(number, btc, risk: Rules).Settled(settled);

    private static ImmutableSortedDictionary<InstrumentId, OptionQuote> Quotes(RiskBook risk) => risk.Instruments
        .Where(instrument => instrument.IsOption)
        .ToImmutableSortedDictionary(instrument => instrument.Id, _ => new OptionQuote(new Rate(0.6m)));

    private static InstrumentParameters Option(InstrumentId id, OptionRight right) => Linear(id, Btc, 0.01m, 0.1m) with
    {
        Kind = InstrumentKind.Option,
        Margin = MarginSchedule.None,
        Option = new OptionTerms(right, new Price(50_000m), new OptionRates(new Rate(0.15m), new Rate(0.1m), new Rate(0.075m))),
        Expiry = At(10_000),
    };
}
