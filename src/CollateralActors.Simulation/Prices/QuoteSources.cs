using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Prices;

/// <summary>What the sources say at one tick.</summary>
public sealed record QuoteBatch(PriceTick Tick, ValueList<Quote> Quotes);

/// <summary>
/// Derives the quotes of several sources from one path of prices: near it, never quite the same, and sometimes at
/// fault.
/// </summary>
public static class QuoteSources
{
    // Noise comes in hundredths of a basis point; a basis point is a ten-thousandth.
    private const int NoiseScale = 2;
    private const decimal BasisPoint = 0.0001m;
    private const long MillisecondsAMinute = 60_000;

    /// <summary>One batch for each tick. The same parameters, ticks and seed give the same quotes.</summary>
    /// <param name="parameters">Without problems.</param>
    /// <param name="ticks">In order of time; minutes of faults count from the first.</param>
    /// <param name="seed">
    /// Each source draws from a stream of its own, also while it is stale: a fault shifts nobody's noise.
    /// </param>
    public static IEnumerable<QuoteBatch> Derive(
        QuoteSourceParameters parameters, IReadOnlyList<PriceTick> ticks, long seed)
    {
        if (parameters.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join("; ", problems), nameof(parameters));
        return Batches(parameters, ticks, seed);
    }

    private static IEnumerable<QuoteBatch> Batches(
        QuoteSourceParameters parameters, IReadOnlyList<PriceTick> ticks, long seed)
    {
        var sources = parameters.Sources.ToArray();
        var noise = Array.ConvertAll(
            sources, source => SeededRandom.For(seed, "quotes", parameters.Symbol.Value, source.Id.Value));
        var quotes = new List<Quote>(sources.Length);
        foreach (var tick in ticks)
        {
            quotes.Clear();
            var minute = (tick.Time.UnixMilliseconds - ticks[0].Time.UnixMilliseconds) / MillisecondsAMinute;
            for (var i = 0; i < sources.Length; i++)
            {
                var width = sources[i].NoiseBasisPoints;
                var spread = sources[i].OffsetBasisPoints + noise[i].NextDecimal(-width, width, NoiseScale);
                var fault = FaultOf(parameters, sources[i].Id, minute);
                var factor = (1m + (spread * BasisPoint)) * (1m + By(fault));
                if (fault?.Kind != SourceFaultKind.Stale)
                    quotes.Add(QuoteOf(parameters, sources[i], tick, factor));
            }

            yield return new QuoteBatch(tick, [.. quotes]);
        }
    }

    private static SourceFault? FaultOf(QuoteSourceParameters parameters, SourceId source, long minute) =>
        parameters.Faults.FirstOrDefault(fault =>
            fault.Source == source && fault.FromMinute <= minute && minute < fault.ToMinute);

    private static decimal By(SourceFault? fault) => fault?.By.Value ?? 0m;

    private static Quote QuoteOf(QuoteSourceParameters parameters, QuoteSource source, PriceTick tick, decimal factor)
    {
        var smallest = Decimals.Unit(parameters.PriceScale);
        var price = Math.Round(tick.Price.Value * factor, parameters.PriceScale, MidpointRounding.ToEven);
        return new Quote(parameters.Symbol, source.Id, new Price(Math.Max(price, smallest)), tick.Time)
        {
            Confidence = source.ConfidenceBasisPoints is { } share
                ? new Price(Decimals.Up(price * share * BasisPoint, parameters.PriceScale))
                : null,
        };
    }
}
