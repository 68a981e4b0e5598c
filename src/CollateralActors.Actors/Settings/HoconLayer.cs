using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace CollateralActors.Actors.Settings;

/// <summary>Settings from a text in Akka's notation, HOCON, as pairs of full key and value.</summary>
internal static class HoconLayer
{
    /// <param name="text">The text; empty says nothing.</param>
    /// <param name="name">What problems call it.</param>
    /// <exception cref="SettingsException">It does not parse, or holds something else than single values.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text, string name)
    {
        if (Parse(text, name).Root is not { } root || !root.IsObject())
            return [];
        var pairs = new List<KeyValuePair<string, string>>();
        var problems = new List<string>();
        Collect(root, "", pairs, problems);
        return problems.Count == 0
            ? pairs
            : throw new SettingsException([.. problems.Select(problem => $"{problem} (from {name})")]);
    }

    /// <summary>A value as this notation writes it, whatever is in it.</summary>
    public static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static Config Parse(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Config.Empty;
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Where the parser trips over its own feet, what it says helps nobody.
            var detail = e is NullReferenceException ? "" : $": {e.Message}";
            throw new SettingsException(
                [$"{name} cannot be read as settings{detail}; write lines such as collateral.client.max-wait = 250ms"]);
        }
    }

    private static void Collect(
        HoconValue value, string path, List<KeyValuePair<string, string>> pairs, List<string> problems)
    {
        if (value.IsObject())
        {
            foreach (var (name, child) in value.GetObject().Items)
                Collect(child, path.Length == 0 ? name : $"{path}.{name}", pairs, problems);
        }
        else if (value.IsString())
        {
            pairs.Add(KeyValuePair.Create(path, value.GetString()));
        }
        else
        {
            problems.Add($"{path} is not a single value; expected one");
        }
    }
}
