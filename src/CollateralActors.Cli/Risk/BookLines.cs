using System.Text.Json;
using CollateralActors.Journal.States;
using CollateralActors.Margining.Risk;

namespace CollateralActors.Cli.Risk;

/// <summary>Every parameter of a risk book by its path, as journals store it: docs/journal-format.md.</summary>
internal static class BookLines
{
    /// <summary>The book as the object that journals store.</summary>
    public static JsonElement JsonOf(RiskBook book)
    {
        var text = StateText.Write(new RiskBookState(book));
        using var document = JsonDocument.Parse(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        return document.RootElement.GetProperty("book").Clone();
    }

    /// <summary>Path and value of every parameter, in the order of storing.</summary>
    /// <remarks>
    /// Members of lists are told apart by their names, so that a new asset is not a change of those behind it. What has
    /// its default is not stored and not here.
    /// </remarks>
    public static IReadOnlyList<(string Path, string Value)> Of(RiskBook book)
    {
        var lines = new List<(string, string)>();
        Add(JsonOf(book), "", lines);
        return lines;
    }

    private static void Add(JsonElement value, string path, List<(string, string)> lines)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().Where(m => path.Length == 0 || m.Name != "id"))
                    Add(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", lines);
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in value.EnumerateArray().Index())
                    Add(item, $"{path}{NameOf(item, i)}", lines);
                break;
            default:
                lines.Add((path, value.ToString()));
                break;
        }
    }

    private static string NameOf(JsonElement item, int index) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id)
            ? $".{id}"
            : FormattableString.Invariant($"[{index}]");
}
