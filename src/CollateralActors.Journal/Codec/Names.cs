using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace CollateralActors.Journal.Codec;

/// <summary>
/// The written names of an enumeration's cases: lower case with hyphens, such as <c>unknown-asset</c>.
/// </summary>
internal static class Names<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> ByCase =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Hyphenate(value.ToString()));

    private static readonly FrozenDictionary<string, T> ByName =
        ByCase.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Of(T value) => ByCase[value];

    public static T Read(string name) => ByName.TryGetValue(name, out var value)
        ? value
        : throw new JsonException(
            $"'{name}' is none of {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}");

    private static string Hyphenate(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
