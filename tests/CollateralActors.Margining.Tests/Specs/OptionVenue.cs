using System.Collections.Immutable;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Specs;

/// <summary>
/// The venue of the specifications with portfolio mode and with options that end in ninety days: a call struck at 50,000
/// with margin rates, and a put struck at 40,000 without. Volatilities move by −25 % and +50 %; a coin that is short in
/// options needs 1 % of its price at least.
/// </summary>
internal static class OptionVenue
{
    public static readonly InstrumentId FarCall = new("BTC-FAR-C");
    public static readonly InstrumentId BarePut = new("BTC-BARE-P");

    public static InstrumentParameters Call { get; } =
        Option(FarCall, OptionRight.Call, 50_000m, new OptionRates(new Rate(0.15m), new Rate(0.1m), new Rate(0.075m)));

    public static InstrumentParameters Put { get; } = Option(BarePut, OptionRight.Put, 40_000m, null);

    public static RiskBook Listed { get; } = With(Scanned);

    public static RiskBook With(RiskBook risk) => DatedVenue.With(risk, DatedVenue.Future, Call, Put);

    /// <summary>A frame; options have volatilities of 60 % unless it says otherwise.</summary>
    public static MarketView At(long number, decimal btc = 50_000m, RiskBook? risk = null, decimal volatility = 0.6m) =>
        Quoted(number, btc, risk, (FarCall, volatility), (BarePut, volatility));

    /// <summary>A frame with these volatilities and no others.</summary>
    public static MarketView Quoted(
        long number, decimal btc, RiskBook? risk, params (InstrumentId Option, decimal Volatility)[] quotes)
    {
        var view = Frame(number, btc, risk: risk ?? Listed);
        return new MarketView(
            view.Frame, view.Time, view.Risk, view.IndexPrices, view.Marks,
            quotes.ToImmutableSortedDictionary(quote => quote.Option, quote => new OptionQuote(new Rate(quote.Volatility))));
    }

    /// <summary>The same frame where contracts have marks of their own.</summary>
    public static MarketView Marked(this MarketView view, params (InstrumentId Instrument, decimal Mark)[] marks) => new(
        view.Frame, view.Time, view.Risk, view.IndexPrices,
        view.Marks.SetItems(marks.Select(mark => KeyValuePair.Create(mark.Instrument, Price(mark.Mark)))), view.OptionQuotes);

    private static InstrumentParameters Option(InstrumentId id, OptionRight right, decimal strike, OptionRates? rates) =>
        Linear(id, Btc, 0.01m, 0.1m) with
        {
            Kind = InstrumentKind.Option,
            Margin = MarginSchedule.None,
            Option = new OptionTerms(right, new Price(strike), rates),
            Expiry = DatedVenue.At(90L * 86_400_000L),
        };
}
