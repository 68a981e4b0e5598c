using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>A time that may be absent, in Unix milliseconds.</summary>
internal static class TimeV1
{
    public static Instant? Read(long? milliseconds) => milliseconds is { } at ? new Instant(at) : null;
}
