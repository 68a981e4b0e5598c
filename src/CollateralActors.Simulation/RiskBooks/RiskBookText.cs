using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CollateralActors.Simulation.RiskBooks;

/// <summary>Writes other haircuts and margin rates into a risk officer's file, and leaves all else as it was.</summary>
/// <remarks>Comments, order and layout stay, so that a comparison of two files shows the rates that changed.</remarks>
public static class RiskBookText
{
    private static readonly (string Member, Func<AssetParameters, CollateralSchedule?> Of)[] Schedules =
    [
        ("collateral", asset => asset.Collateral),
        ("initialCollateral", asset => asset.Rules.Initial),
        ("borrowingCollateral", asset => asset.Rules.Borrowing),
        ("withdrawalCollateral", asset => asset.Rules.Withdrawal),
    ];

    /// <summary>The text with the haircuts and margin rates of <paramref name="book"/>.</summary>
    /// <param name="text">A file that <see cref="RiskBookReader"/> reads without problems.</param>
    /// <param name="book">The same book with other rates in the same slices and tiers.</param>
    /// <exception cref="ArgumentException">The book differs in more than that.</exception>
    public static string WithRates(string text, RiskBook book)
    {
        text = text.ReplaceLineEndings("\n");
        using var reader = new PlacedJsonReader(text);
        var root = JObject.Load(reader, new JsonLoadSettings { LineInfoHandling = LineInfoHandling.Load });
        int[] lines = [0, .. text.Index().Where(c => c.Item == '\n').Select(c => c.Index + 1)];
        foreach (var (token, rate) in Rates(root, book).OrderByDescending(each => Start(each.Token)))
            text = Replaced(text, Start(token), rate);
        return RiskBookReader.Parse("", text, book.Version).Content is { } read && read.Equals(book)
            ? text
            : throw new ArgumentException("the book differs from the text in more than haircuts and margin rates");

        int Start(JToken token)
        {
            IJsonLineInfo place = token;
            return lines[place.LineNumber - 1] + place.LinePosition - 1;
        }
    }

    private static IEnumerable<(JToken Token, Rate Rate)> Rates(JObject root, RiskBook book)
    {
        foreach (var asset in book.Assets)
        {
            foreach (var (member, of) in Schedules)
            {
                if (of(asset) is not { } schedule || root["assets"]?[asset.Id.Value]?[member] is not JArray slices)
                    continue;
                foreach (var (slice, token) in schedule.Slices.Zip(slices))
                    yield return (token["haircut"]!, slice.Haircut);
            }
        }

        foreach (var instrument in book.Instruments)
        {
            if (root["instruments"]?[instrument.Id.Value]?["margin"]?["tiers"] is not JArray tiers)
                continue;
            foreach (var (tier, token) in instrument.Margin.Tiers.Zip(tiers))
            {
                yield return (token["initial"]!, tier.Initial);
                yield return (token["maintenance"]!, tier.Maintenance);
            }
        }
    }

    // A number is written as before, with or without quotes; one that is the same stays as it was written.
    private static string Replaced(string text, int start, Rate rate)
    {
        var quoted = text[start] == '"';
        var from = quoted ? start + 1 : start;
        var end = from;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-' or '+'))
            end++;
        return NumberText.Parse(text[from..end], out var before) is null && before == rate.Value
            ? text
            : $"{text[..from]}{rate}{text[end..]}";
    }
}
