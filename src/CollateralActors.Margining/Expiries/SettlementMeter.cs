using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Expiries;

/// <summary>What held of an index since the last look.</summary>
/// <param name="Index">Base's index price by that of the asset that the instrument is quoted in; null where there is
/// none yet.</param>
/// <param name="LiveUntil">When the first of its prices goes stale unless it is quoted again; null where one is not
/// live.</param>
public readonly record struct IndexReading(Price? Index, Instant? LiveUntil);

/// <summary>Measures the mean of an index over the settlement window.</summary>
/// <remarks>
/// Between two looks prices stand still, so the mean is exact. Time in which a price was halted, held back or stale
/// does not count; where none counts, the last accepted price does.
/// </remarks>
public static class SettlementMeter
{
    // An index is taken with 20 digits at most: times the milliseconds of a day, sums stay exact in decimals of 28.
    private const decimal FewerDecimalsFrom = 100_000_000m;

    /// <summary>Moves an instrument's settlement on to <paramref name="now"/>.</summary>
    /// <param name="terms">The rules in force.</param>
    /// <param name="before">How it stood at the last look; null before the first.</param>
    /// <param name="reading">What held since then.</param>
    /// <param name="now">Not before the last look.</param>
    /// <returns>Null before the window, and where there is no price yet to settle at.</returns>
    public static SettlementState? Advance(
        SettlementTerms terms, SettlementState? before, IndexReading reading, Instant now)
    {
        var end = terms.Rules.At;
        if (now < end && now <= terms.Rules.WindowStart)
            return null;
        var state = See(
            before ?? new SettlementState(terms.Rules.WindowStart, TimeSpan.Zero, 0m), reading, now < end ? now : end);
        if (now < end)
            return state;
        var mean = state.Active > TimeSpan.Zero
            ? state.WeightedIndex / (long)state.Active.TotalMilliseconds
            : reading.Index?.Value;
        return mean is { } price ? state with { Price = terms.PriceAt(price) } : null;
    }

    private static SettlementState See(SettlementState state, IndexReading reading, Instant until)
    {
        if (until <= state.SeenUntil)
            return state;
        var seen = state with { SeenUntil = until };
        if (reading is not { Index: { } index, LiveUntil: { } live })
            return seen;
        var active = (live < until ? live : until) - state.SeenUntil;
        return active <= TimeSpan.Zero ? seen : seen with
        {
            Active = state.Active + active,
            WeightedIndex = Decimals.Normal(
                state.WeightedIndex + (Sample(index.Value) * (long)active.TotalMilliseconds)),
        };
    }

    private static decimal Sample(decimal index)
    {
        var scale = SettlementTerms.PriceScale;
        for (var whole = decimal.Truncate(index); whole >= FewerDecimalsFrom && scale > 0; whole /= 10m)
            scale--;
        return Math.Round(index, scale, MidpointRounding.ToEven);
    }
}
