using System.Globalization;

namespace CollateralActors.Margining.Units;

/// <summary>A point in time, in whole milliseconds since 1970-01-01T00:00:00Z without leap seconds.</summary>
/// <param name="UnixMilliseconds">0 is the epoch; negative times do not occur in a journal.</param>
public readonly record struct Instant(long UnixMilliseconds) : IComparable<Instant>
{
    /// <summary>The time <paramref name="b"/> after <paramref name="a"/>.</summary>
    public static Instant operator +(Instant a, TimeSpan b) => new(a.UnixMilliseconds + (long)b.TotalMilliseconds);

    /// <summary>How long <paramref name="a"/> is after <paramref name="b"/>; negative if it is before.</summary>
    public static TimeSpan operator -(Instant a, Instant b) =>
        TimeSpan.FromMilliseconds(a.UnixMilliseconds - b.UnixMilliseconds);

    /// <summary>Whether <paramref name="a"/> is before <paramref name="b"/>.</summary>
    public static bool operator <(Instant a, Instant b) => a.UnixMilliseconds < b.UnixMilliseconds;

    /// <summary>Whether <paramref name="a"/> is after <paramref name="b"/>.</summary>
    public static bool operator >(Instant a, Instant b) => a.UnixMilliseconds > b.UnixMilliseconds;

    /// <summary>Whether <paramref name="a"/> is not after <paramref name="b"/>.</summary>
    public static bool operator <=(Instant a, Instant b) => a.UnixMilliseconds <= b.UnixMilliseconds;

    /// <summary>Whether <paramref name="a"/> is not before <paramref name="b"/>.</summary>
    public static bool operator >=(Instant a, Instant b) => a.UnixMilliseconds >= b.UnixMilliseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>ISO 8601 in UTC with milliseconds; outside of the years 1 to 9999 the number of milliseconds.</summary>
    public override string ToString() =>
        UnixMilliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : UnixMilliseconds.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Number of a market frame. The first frame is 1; 0 is before any frame.</summary>
/// <param name="Value">Counts up by one, without gaps.</param>
public readonly record struct FrameNumber(long Value) : IComparable<FrameNumber>
{
    /// <summary>Before any frame.</summary>
    public static FrameNumber None => default;

    /// <summary>The frame after this one.</summary>
    public FrameNumber Next => new(Value + 1);

    /// <summary>Whether <paramref name="a"/> came before <paramref name="b"/>.</summary>
    public static bool operator <(FrameNumber a, FrameNumber b) => a.Value < b.Value;

    /// <summary>Whether <paramref name="a"/> came after <paramref name="b"/>.</summary>
    public static bool operator >(FrameNumber a, FrameNumber b) => a.Value > b.Value;

    /// <summary>Whether <paramref name="a"/> did not come after <paramref name="b"/>.</summary>
    public static bool operator <=(FrameNumber a, FrameNumber b) => a.Value <= b.Value;

    /// <summary>Whether <paramref name="a"/> did not come before <paramref name="b"/>.</summary>
    public static bool operator >=(FrameNumber a, FrameNumber b) => a.Value >= b.Value;

    /// <inheritdoc/>
    public int CompareTo(FrameNumber other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Under what every parameter is the same: a version of the risk book, its phase, lost collateral, and the version that
/// it comes from.
/// </summary>
/// <param name="Version">The version.</param>
/// <param name="Phase">How many steps of phase-outs lie behind; 0 before the first.</param>
/// <param name="WeakenedAt">The frame that last changed what lost assets count; 0 before any.</param>
public readonly record struct RiskEdition(RiskBookVersion Version, int Phase, FrameNumber WeakenedAt = default)
{
    /// <summary>The version that it comes from, on a grace path; 0 without one.</summary>
    public RiskBookVersion From { get; init; }

    /// <summary>The phase of that version.</summary>
    public int FromPhase { get; init; }
}

/// <summary>Number of a version of the risk book. The first is 1; 0 is before any.</summary>
/// <param name="Value">Counts up by one, without gaps.</param>
public readonly record struct RiskBookVersion(int Value) : IComparable<RiskBookVersion>
{
    /// <inheritdoc/>
    public int CompareTo(RiskBookVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
