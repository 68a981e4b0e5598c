using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How much the insurance fund of an asset pays, whatever it has.</summary>
public sealed record FundRules
{
    /// <summary>The longest window: a year.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(366);

    /// <summary>At most this for one claim; null without a limit.</summary>
    public Amount? PerClaim { get; init; }

    /// <summary>At most this in a window; null without a limit.</summary>
    public Amount? PerWindow { get; init; }

    /// <summary>How long a window is, from the first payment in it; zero without <see cref="PerWindow"/>.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Everything that is wrong with them, a sentence each; empty where nothing is.</summary>
    /// <param name="scale">Decimals of the asset.</param>
    public IEnumerable<string> Problems(int scale)
    {
        foreach (var limit in new[] { PerClaim, PerWindow })
        {
            if (limit is { } amount
                && (amount < Amount.Zero || amount.Value > Limits.Largest || !Decimals.FitsScale(amount.Value, scale)))
                yield return $"limit {amount} is not 0 or more with at most {scale} decimals";
        }

        if ((PerWindow is null) != (Window == TimeSpan.Zero))
            yield return "a limit by window and the window's length belong together; give both, or none";
        else if (PerWindow is not null && (Window < TimeSpan.FromMilliseconds(1) || Window > LongestWindow))
            yield return FormattableString.Invariant(
                $"window {Window.TotalMilliseconds} ms is not 1 to {LongestWindow.TotalMilliseconds}, a year");
    }

    /// <summary>What is set, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it: what has its default is not in it.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (PerClaim is { } claim)
            text.Append(CultureInfo.InvariantCulture, $" {claim} a claim");
        if (PerWindow is { } window)
            text.Append(CultureInfo.InvariantCulture, $" {window} in {Window.TotalMilliseconds} ms");
        return $"{{{text} }}";
    }
}
