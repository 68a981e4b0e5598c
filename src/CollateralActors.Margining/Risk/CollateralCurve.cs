namespace CollateralActors.Margining.Risk;

/// <summary>
/// What a positive net amount counts, in floating point: a continuous concave function, for bounds that allow for its
/// rounding.
/// </summary>
internal sealed class CollateralCurve
{
    private readonly double[] ends;
    private readonly double[] weights;
    private readonly double[] offsets;

    public CollateralCurve(IReadOnlyList<HaircutSlice> slices)
    {
        var isEndless = slices is [.., var last] && last.UpTo == CollateralSchedule.Endless;
        var count = isEndless ? slices.Count : slices.Count + 1;
        ends = new double[count];
        weights = new double[count];
        offsets = new double[count];
        for (var i = 0; i < count; i++)
        {
            ends[i] = i == count - 1 ? double.PositiveInfinity : (double)slices[i].UpTo.Value;
            weights[i] = i < slices.Count ? 1d - (double)slices[i].Haircut.Value : 0d;
            offsets[i] = i == 0 ? 0d : offsets[i - 1] + (ends[i - 1] * (weights[i - 1] - weights[i]));
        }
    }

    /// <summary>What an amount counts beyond every finite slice.</summary>
    public double LastWeight => weights[^1];

    /// <summary>What a positive amount counts.</summary>
    public double At(double positive)
    {
        var slice = SliceOf(positive);
        return (positive * weights[slice]) + offsets[slice];
    }

    /// <summary>How much what it counts grows with the amount, at the amount and to the right of it.</summary>
    public double SlopeAt(double positive) => weights[SliceOf(positive)];

    private int SliceOf(double positive)
    {
        var slice = 0;
        while (slice < ends.Length - 1 && positive >= ends[slice])
            slice++;
        return slice;
    }
}
