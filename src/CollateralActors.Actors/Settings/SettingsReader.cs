using System.Globalization;

namespace CollateralActors.Actors.Settings;

/// <summary>Settings are wrong; the message names each key and what would be right.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("settings: " + string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>Reads keys one by one and remembers what is wrong with them, so that all of it is told at once.</summary>
internal sealed class SettingsReader(NodeConfig config)
{
    private const string Root = "collateral";

    private static readonly (string Unit, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    private readonly List<string> problems = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>A text that is not empty.</summary>
    public string Text(string key)
    {
        if (Find(key) is not { } setting)
            return string.Empty;
        if (string.IsNullOrWhiteSpace(setting.Value))
            Wrong(key, setting, "a text");
        return setting.Value;
    }

    public string OneOf(string key, params IReadOnlyList<string> choices)
    {
        if (Find(key) is not { } setting)
            return string.Empty;
        if (!choices.Contains(setting.Value, StringComparer.Ordinal))
            Wrong(key, setting, $"one of {string.Join(", ", choices)}");
        return setting.Value;
    }

    public int Whole(string key, int min, int max)
    {
        if (Find(key) is not { } setting)
            return 0;
        if (int.TryParse(setting.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
            return value;
        Wrong(key, setting, $"a whole number from {min} to {max}");
        return 0;
    }

    public TimeSpan Time(string key)
    {
        if (Find(key) is not { } setting)
            return default;
        foreach (var (unit, milliseconds) in Units)
        {
            if (setting.Value.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(
                    setting.Value[..^unit.Length].Trim(),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var count)
                && count > 0 && count * milliseconds <= TimeSpan.FromDays(1).TotalMilliseconds)
                return TimeSpan.FromMilliseconds(count * milliseconds);
        }

        Wrong(key, setting, "a time of more than 0 up to 24h, such as 250ms, 10s, 5m or 1h");
        return default;
    }

    /// <exception cref="SettingsException">Something was wrong, or a key is there that nobody reads.</exception>
    public void ThrowIfWrong()
    {
        foreach (var (key, setting) in config.Settings.Where(setting => !known.Contains(setting.Key)))
            problems.Add($"{key} is unknown; did you mean {Nearest(key)}?{From(setting)}");
        if (problems.Count > 0)
            throw new SettingsException(problems);
    }

    private Setting? Find(string key)
    {
        var path = $"{Root}.{key}";
        known.Add(path);
        if (config.Settings.TryGetValue(path, out var setting))
            return setting;
        problems.Add($"{path} is missing; reference.conf has it");
        return null;
    }

    private void Wrong(string key, Setting setting, string expected) =>
        problems.Add($"{Root}.{key} is '{setting.Value}'; expected {expected}{From(setting)}");

    private static string From(Setting setting) => $" (from {setting.From})";

    // A key that others begin with was meant as the beginning of one of them.
    private string Nearest(string key) =>
        known.MinBy(candidate => (
            candidate.StartsWith($"{key}.", StringComparison.Ordinal) ? 0 : Distance(key, candidate),
            candidate)) ?? Root;

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
