using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>What an asset's bars say about its price and its trade.</summary>
/// <param name="Last">The last bar; null before any.</param>
/// <param name="Squares">Fading mean of squared logarithmic returns of one bar each.</param>
/// <param name="Returns">How many returns were measured.</param>
/// <param name="Turnovers">Value traded in each of the last steps, in order; 0 where there was no bar.</param>
public sealed record AssetMeasure(Bar? Last, FadingMean Squares, int Returns, ValueList<Amount> Turnovers)
{
    private const decimal MillisecondsADay = 86_400_000m;

    /// <summary>Before any bar.</summary>
    public static AssetMeasure None { get; } = new(null, default, 0, []);

    /// <summary>Standard deviation of the logarithmic return of a day, rounded up to 12 decimals.</summary>
    public Rate VolatilityADay(TimeSpan bar) => new(Figures.Root(Squares.Value * BarsADay(bar)));

    /// <summary>Mean value traded a day, rounded down to 12 decimals; 0 before any bar.</summary>
    public Amount TurnoverADay(TimeSpan bar) => new(Turnovers.Count == 0
        ? 0m
        : Decimals.Normal(Decimals.Down(Turnovers.Sum(t => t.Value) / Turnovers.Count * BarsADay(bar), Figures.Scale)));

    /// <summary>The measure with the next bar.</summary>
    /// <param name="bar">Later than the last one.</param>
    /// <param name="calibration">λ, and over how many bars turnover is averaged.</param>
    /// <remarks>
    /// A return over a gap is taken as made in equal independent parts: with n steps between the closes, r² ÷ n comes
    /// n times. The steps without a bar had no trade.
    /// </remarks>
    internal AssetMeasure Add(Bar bar, Calibration calibration)
    {
        var steps = Last is null ? 1 : calibration.StepsBetween(Last.Start, bar.Start);
        var gap = Enumerable.Repeat(Amount.Zero, (int)Math.Min(steps - 1, calibration.TurnoverBars));
        var turnovers = Turnovers.Concat(gap).Append(bar.Turnover).TakeLast(calibration.TurnoverBars).ToValueList();
        if (Last is null)
            return this with { Last = bar, Turnovers = turnovers };
        var change = Figures.LogReturn(Last.Close, bar.Close);
        return new AssetMeasure(
            bar, Squares.Add(change * change / steps, calibration.Fading, steps), Returns + 1, turnovers);
    }

    private static decimal BarsADay(TimeSpan bar) => MillisecondsADay / (decimal)bar.TotalMilliseconds;
}
