namespace CollateralActors.Actors.Hosting;

/// <summary>Spreads what many entities would otherwise do at the same moment.</summary>
internal static class Jitter
{
    /// <summary>Between 80 % and 120 % of <paramref name="time"/>.</summary>
    public static TimeSpan Of(TimeSpan time) => time * (0.8 + (0.4 * Random.Shared.NextDouble()));
}
