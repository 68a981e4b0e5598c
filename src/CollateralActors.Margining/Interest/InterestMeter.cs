using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Interest;

/// <summary>
/// Lets interest indices grow: by an hour's rate at the end of each hour, on what they have grown to.
/// </summary>
/// <remarks>
/// Hours end at multiples of an hour since 1970, whoever looks when; one that has begun costs nothing before it ends.
/// What an index grows by is rounded up to <see cref="IndexScale"/> decimals, against who owes.
/// </remarks>
public static class InterestMeter
{
    /// <summary>Decimals of an index. Its product with an hour's rate is exact in a decimal.</summary>
    public const int IndexScale = 15;

    /// <summary>
    /// An index that has got there stands still: a debt has grown a millionfold, and decimals hold what it is worth.
    /// </summary>
    public const decimal LargestIndex = 1_000_000m;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The index after one more hour, at most <see cref="LargestIndex"/>.</summary>
    public static Rate Grown(Rate index, Rate hourlyRate) => new(Math.Min(
        LargestIndex, Decimals.Normal(index.Value + Decimals.Up(index.Value * hourlyRate.Value, IndexScale))));

    /// <summary>Moves an asset's interest on to <paramref name="now"/>.</summary>
    /// <param name="hourlyRate">In force; 0 where debts cost nothing any more, and the index stands still.</param>
    /// <param name="before">How it stood at the last look; null before the first.</param>
    /// <param name="now">Not before the last look.</param>
    public static InterestState Advance(Rate hourlyRate, InterestState? before, Instant now)
    {
        var state = before ?? new InterestState(Rate.One, EndOfHour(now));
        if (hourlyRate == Rate.Zero)
            return now < state.To ? state : new InterestState(state.Index, EndOfHour(now));
        while (now >= state.To)
            state = new InterestState(Grown(state.Index, hourlyRate), state.To + Hour);
        return state;
    }

    /// <summary>
    /// The same for an asset that is lent: each hour is charged at its beginning, whole, so that nobody borrows for
    /// nothing between the ends of two hours.
    /// </summary>
    /// <param name="hourlyRate">Of the hour that begins; of all that began since the last look.</param>
    /// <param name="before">How it stood at the last look; null before the first.</param>
    /// <param name="now">Not before the last look.</param>
    public static InterestState AdvanceLent(Rate hourlyRate, InterestState? before, Instant now)
    {
        var state = before ?? new InterestState(Rate.One, EndOfHour(now)) { Before = Rate.One };
        if (hourlyRate == Rate.Zero)
            return now < state.To ? state : new InterestState(state.Index, EndOfHour(now)) { Before = state.Index };
        while (now >= state.To)
            state = new InterestState(Grown(state.Index, hourlyRate), state.To + Hour) { Before = state.Index };
        return state;
    }

    private static Instant EndOfHour(Instant at)
    {
        var length = (long)Hour.TotalMilliseconds;
        return new Instant(at.UnixMilliseconds - (at.UnixMilliseconds % length)) + Hour;
    }
}
