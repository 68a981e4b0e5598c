using CollateralActors.Margining.Options;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>A mean of something over time in which the past fades: docs/prices.md.</summary>
/// <param name="Value">The mean, to <see cref="Decimals.LargestScale"/> decimals.</param>
/// <param name="Weight">Milliseconds that it rests on, faded like the values; 0 before any time has passed.</param>
/// <param name="At">Up to when it is made.</param>
/// <remarks>
/// Numerator and denominator fade by e^(−Δt ÷ τ), and value × Δt and Δt are added: a start has no bias, gaps need no
/// filling. The exponential has the same digits on every machine (docs/decisions/deterministic-floating-point.md) and
/// enters as a decimal.
/// </remarks>
public sealed record TimeAverage(decimal Value, decimal Weight, Instant At)
{
    /// <summary>Longest time constant.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    /// <summary>Beyond so many time constants nothing of the past is left.</summary>
    private const decimal Forgotten = 40m;

    /// <summary>The mean before any time has passed: the value itself.</summary>
    public static TimeAverage Begin(decimal value, Instant at) => new(value, 0m, at);

    /// <summary>Moves the mean on.</summary>
    /// <param name="value">What held since <see cref="At"/>.</param>
    /// <param name="counted">For how long it did; 0 where it was not known.</param>
    /// <param name="window">The time constant τ, more than 0.</param>
    /// <param name="now">Not before <see cref="At"/> + <paramref name="counted"/>.</param>
    public TimeAverage Advance(decimal value, TimeSpan counted, TimeSpan window, Instant now)
    {
        var length = (decimal)counted.TotalMilliseconds;
        var weight = Rounded(Weight * Fading((now - At).TotalMilliseconds, window.TotalMilliseconds)) + length;
        var mean = length > 0m ? Rounded(Value + ((value - Value) * (length / weight))) : Value;
        return new TimeAverage(mean, Decimals.Normal(weight), now);
    }

    private static decimal Fading(double elapsed, double window)
    {
        var exponent = (decimal)elapsed / (decimal)window;
        return exponent >= Forgotten ? 0m : Rounded(Quantum.Down(Elementary.Exp(-Wide.Of(exponent))));
    }

    private static decimal Rounded(decimal value) =>
        Decimals.Normal(Math.Round(value, Decimals.LargestScale, MidpointRounding.ToEven));
}
