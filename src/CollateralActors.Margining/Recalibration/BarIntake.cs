using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>Which bars of one asset count: each step of the grid once, in order of time.</summary>
/// <param name="Length">The grid's step, more than 0.</param>
/// <param name="Recent">The last bars that counted, in order: what a repeated bar is known by.</param>
/// <remarks>A step without a bar is a gap, not a fault: docs/recalibration.md.</remarks>
public sealed record BarIntake(TimeSpan Length, ValueList<Bar> Recent)
{
    /// <summary>How many bars a repetition may lie behind the last one and still be known for one.</summary>
    public const int Remembered = 32;

    /// <summary>Before any bar.</summary>
    public static BarIntake Begin(TimeSpan length) => new(length, []);

    /// <summary>Looks at the next bar.</summary>
    /// <remarks>
    /// A bar that is behind the last one is refused, also if its step had none: the return over that gap counts
    /// already, and what was decided since rests on it.
    /// </remarks>
    public BarVerdict Offer(Bar bar)
    {
        if (bar.Problem(Length) is { } wrong)
            return new BarVerdict.Refused(wrong.Found, wrong.Expected);
        if (Recent.Count == 0 || bar.Start > Recent[^1].Start)
            return new BarVerdict.Accepted(this with { Recent = [.. Recent.TakeLast(Remembered - 1), bar] });
        var same = Recent.FirstOrDefault(known => known.Start == bar.Start);
        if (same is null)
            return new BarVerdict.Refused(
                $"the bar of {bar.Start} comes after that of {Recent[^1].Start}", "bars in order of time");
        return same == bar
            ? new BarVerdict.Ignored()
            : new BarVerdict.Refused(
                $"the bar of {bar.Start} is not the one before", "each bar once, or repeated as it was");
    }
}

/// <summary>What becomes of a bar.</summary>
public abstract record BarVerdict
{
    private BarVerdict()
    {
    }

    /// <summary>It counts.</summary>
    /// <param name="Intake">The intake with it.</param>
    public sealed record Accepted(BarIntake Intake) : BarVerdict;

    /// <summary>It is there already, to the last digit.</summary>
    public sealed record Ignored : BarVerdict;

    /// <summary>It cannot be, or comes too late.</summary>
    /// <param name="Found">What is wrong.</param>
    /// <param name="Expected">What would be right.</param>
    public sealed record Refused(string Found, string Expected) : BarVerdict;
}
