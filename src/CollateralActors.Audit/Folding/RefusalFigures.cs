using System.Text.RegularExpressions;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Audit.Folding;

/// <summary>What of a stored refusal must come out again when it is decided again.</summary>
internal static partial class RefusalFigures
{
    /// <summary>
    /// Whether both are refusals of one kind with the same figures in the same order, in whatever words.
    /// </summary>
    public static bool AreSame(Rejection one, Rejection other) =>
        one.Code == other.Code
        && (one.Detail == other.Detail || Of(one.Detail).SequenceEqual(Of(other.Detail), StringComparer.Ordinal));

    private static IEnumerable<string> Of(string sentence) => Figure().Matches(sentence).Select(match => match.Value);

    [GeneratedRegex(@"[-−]?\d+(\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}
