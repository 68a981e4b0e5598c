namespace CollateralActors.Margining.Watching;

/// <summary>The ends of all bands on one side of one variable, in the order in which a price that moves that way meets them.</summary>
/// <remarks>Ends of bands that are gone stay until they are met, or thrown out together once there may be as many of them as of the others:
/// to search for each would cost more.</remarks>
internal sealed class LadderSide
{
    private const int AlwaysTolerated = 32;

    /// <summary>More than decimals can lose when they become distances: ends this near are met, and then compared exactly.</summary>
    private const double Rounding = 1e-12;

    private readonly PriorityQueue<LadderEnd, double> ends = new();
    private int purgeAbove = AlwaysTolerated;

    /// <summary>Puts an end in.</summary>
    /// <param name="end">Whose end it is.</param>
    /// <param name="distance">Rises in the order in which ends are met: the price on the way up, its negative on the way down.</param>
    /// <param name="isLive">Says whether an end's band is still there.</param>
    public void Add(LadderEnd end, decimal distance, Predicate<LadderEnd> isLive)
    {
        ends.Enqueue(end, (double)distance);
        if (ends.Count > purgeAbove)
            Purge(isLive);
    }

    /// <summary>Takes off the next end that a price at <paramref name="distance"/> has passed or nearly reached.</summary>
    public bool TryTake(double distance, out LadderEnd end, out double at) =>
        ends.TryPeek(out end, out at) && at <= distance + (Math.Abs(distance) * Rounding) && ends.TryDequeue(out end, out at);

    /// <summary>Puts an end back that was only nearly reached.</summary>
    public void PutBack(LadderEnd end, double at) => ends.Enqueue(end, at);

    /// <summary>Throws out the ends of bands that are gone.</summary>
    public void Purge(Predicate<LadderEnd> isLive)
    {
        var kept = new List<(LadderEnd, double)>();
        foreach (var (end, distance) in ends.UnorderedItems)
        {
            if (isLive(end))
                kept.Add((end, distance));
        }

        ends.Clear();
        ends.EnqueueRange(kept);
        purgeAbove = (2 * kept.Count) + AlwaysTolerated;
    }
}

/// <summary>One end of a band.</summary>
/// <param name="Slot">Number of the account in the ladder.</param>
/// <param name="Stamp">The account's stamp when its band was set: a later one means that the band is gone.</param>
internal readonly record struct LadderEnd(int Slot, uint Stamp);
