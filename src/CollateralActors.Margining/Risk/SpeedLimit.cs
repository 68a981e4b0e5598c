using System.Globalization;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How fast liquidations of one account may close a position.</summary>
/// <param name="Most">Contracts in a window; a multiple above 0 of the lot.</param>
/// <param name="Window">From the first step that counts in it; 1 ms to a day.</param>
public readonly record struct SpeedLimit(Quantity Most, TimeSpan Window)
{
    /// <summary>The longest window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Most} in {Window.TotalMilliseconds} ms");
}
