namespace CollateralActors.Margining.Watching;

/// <summary>
/// The ends of all bands on one side of one variable, in buckets in the order in which a price that moves that way
/// meets them.
/// </summary>
/// <remarks>
/// Ends of bands that are gone stay until they are met, or thrown out together once there may be as many of them as of
/// the others: to search for each would cost more. An end's bucket rises with its distance, whatever floating point
/// makes of it, so that a bucket before the price's own is passed as a whole and only that one needs comparing. Beyond
/// the first and the last bucket's edges everything goes into these two; before the price comes near, the buckets are
/// laid out anew around it.
/// </remarks>
internal sealed class LadderSide
{
    private const int FewestBuckets = 16, MostBuckets = 2_048, MostInABucket = 32;

    private const int AlwaysTolerated = 32, FirstCapacity = 8;

    /// <summary>
    /// The buckets reach from this share of a price behind it to that share ahead of it; ends lie 50 % ahead at most.
    /// </summary>
    private const double Behind = 0.25, Ahead = 0.75;

    private Bucket[] buckets = [];
    private double middle;
    private double origin;
    private double bucketsPerDistance;
    private double nearest = double.PositiveInfinity;
    private int first;
    private int count;
    private int purgeAbove = AlwaysTolerated;

    /// <summary>Puts an end in.</summary>
    /// <param name="end">The end.</param>
    /// <param name="isLive">Says whether an end's band is still there.</param>
    public void Add(LadderEnd end, Predicate<LadderEnd> isLive)
    {
        if (count == 0)
            LayOut(end.At, 1);
        Put(end);
        if (count > purgeAbove)
            Purge(isLive);
    }

    /// <summary>Takes off all ends at or before a distance, in no order.</summary>
    /// <param name="distance">
    /// Rises in the order in which ends are met: the price on the way up, its negative on the way down.
    /// </param>
    /// <param name="taken">Gets them.</param>
    public void Take(double distance, List<LadderEnd> taken)
    {
        if (distance < nearest)
            return;
        var last = BucketOf(distance);
        if (last == 0 || last == buckets.Length - 1)
        {
            Rearrange(distance);
            last = BucketOf(distance);
        }

        for (; first < last; first++)
        {
            ref var passed = ref buckets[first];
            taken.AddRange(passed.Ends.AsSpan(0, passed.Count));
            count -= passed.Count;
            passed.Count = 0;
        }

        ref var reached = ref buckets[last];
        for (var i = reached.Count - 1; i >= 0; i--)
        {
            if (reached.Ends[i].At > distance)
                continue;
            taken.Add(reached.Ends[i]);
            reached.Ends[i] = reached.Ends[--reached.Count];
            count--;
        }

        nearest = FindNearest();
    }

    /// <summary>Throws out the ends of bands that are gone.</summary>
    public void Purge(Predicate<LadderEnd> isLive)
    {
        count = 0;
        for (var i = first; i < buckets.Length; i++)
        {
            ref var bucket = ref buckets[i];
            var kept = 0;
            for (var j = 0; j < bucket.Count; j++)
            {
                if (isLive(bucket.Ends[j]))
                    bucket.Ends[kept++] = bucket.Ends[j];
            }

            bucket.Count = kept;
            count += kept;
        }

        purgeAbove = (2 * count) + AlwaysTolerated;
        if (count > MostInABucket * buckets.Length && buckets.Length < MostBuckets)
            Rearrange(middle);
    }

    private void Put(in LadderEnd end)
    {
        var number = BucketOf(end.At);
        ref var bucket = ref buckets[number];
        bucket.Ends ??= new LadderEnd[FirstCapacity];
        if (bucket.Count == bucket.Ends.Length)
            Array.Resize(ref bucket.Ends, 2 * bucket.Count);
        bucket.Ends[bucket.Count++] = end;
        count++;
        first = Math.Min(first, number);
        nearest = Math.Min(nearest, end.At);
    }

    private void Rearrange(double around)
    {
        var all = new List<LadderEnd>(count);
        for (var i = first; i < buckets.Length; i++)
        {
            all.AddRange(buckets[i].Ends.AsSpan(0, buckets[i].Count));
            buckets[i].Count = 0;
        }

        LayOut(around, all.Count);
        count = 0;
        foreach (var end in all)
            Put(end);
    }

    private void LayOut(double around, int ends)
    {
        var length = FewestBuckets;
        while (length < MostBuckets && ends > MostInABucket / 2 * length)
            length *= 2;
        if (buckets.Length != length)
            buckets = new Bucket[length];
        var price = Math.Abs(around);
        middle = around;
        origin = around - (Behind * price);
        bucketsPerDistance = length / ((Behind + Ahead) * price);
        first = length - 1;
        nearest = double.PositiveInfinity;
    }

    /// <summary>
    /// Never falls as <paramref name="distance"/> rises: each operation rounds upwards or downwards but keeps the
    /// order.
    /// </summary>
    private int BucketOf(double distance)
    {
        var number = (distance - origin) * bucketsPerDistance;
        return number >= buckets.Length - 1 ? buckets.Length - 1 : number > 0d ? (int)number : 0;
    }

    private double FindNearest()
    {
        while (first < buckets.Length - 1 && buckets[first].Count == 0)
            first++;
        var least = double.PositiveInfinity;
        foreach (ref readonly var end in buckets[first].Ends.AsSpan(0, buckets[first].Count))
            least = Math.Min(least, end.At);
        return least;
    }

    private struct Bucket
    {
        public LadderEnd[] Ends;
        public int Count;
    }
}

/// <summary>One end of a band.</summary>
/// <param name="At">
/// Its distance in floating point. Rises in the order in which ends are met: the end on the way up, its negative on the
/// way down.
/// </param>
/// <param name="Number">Number of the account in the ladder.</param>
/// <param name="Stamp">The account's stamp when its band was set: a later one means that the band is gone.</param>
internal readonly record struct LadderEnd(double At, int Number, uint Stamp);
