using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace CollateralActors.Actors.Settings;

/// <summary>Settings are wrong; the message names each key and what would be right.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("settings: " + string.Join("; ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>Reads keys one by one and remembers what is wrong with them, so that all of it is told at once.</summary>
internal sealed class SettingsReader(Config config)
{
    public const string Root = "collateral";

    private static readonly (string Unit, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    private readonly List<string> problems = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public string Text(string key) => Raw(key) ?? string.Empty;

    public string OneOf(string key, params IReadOnlyList<string> choices)
    {
        if (Raw(key) is not { } raw)
            return string.Empty;
        if (!choices.Contains(raw, StringComparer.Ordinal))
            problems.Add($"{Root}.{key} is '{raw}'; expected one of {string.Join(", ", choices)}");
        return raw;
    }

    public int Whole(string key, int min, int max)
    {
        if (Raw(key) is not { } raw)
            return 0;
        if (int.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
            return value;
        problems.Add($"{Root}.{key} is '{raw}'; expected a whole number from {min} to {max}");
        return 0;
    }

    public TimeSpan Time(string key)
    {
        if (Raw(key) is not { } raw)
            return default;
        foreach (var (unit, milliseconds) in Units)
        {
            if (raw.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(raw[..^unit.Length].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n)
                && n > 0 && n * milliseconds <= TimeSpan.FromDays(1).TotalMilliseconds)
                return TimeSpan.FromMilliseconds(n * milliseconds);
        }

        problems.Add($"{Root}.{key} is '{raw}'; expected a time of more than 0 up to 24h, such as 250ms, 10s, 5m or 1h");
        return default;
    }

    /// <exception cref="SettingsException">Something was wrong, or a key is there that nobody reads.</exception>
    public void ThrowIfWrong()
    {
        foreach (var key in Leaves(config, Root).Where(key => !known.Contains(key)).Order(StringComparer.Ordinal))
            problems.Add($"{key} is unknown; did you mean {Nearest(key)}?");
        if (problems.Count > 0)
            throw new SettingsException(problems);
    }

    /// <summary>Full names of all keys below <paramref name="path"/>, whichever layer sets them.</summary>
    public static IReadOnlyList<string> Leaves(Config config, string path)
    {
        var leaves = new SortedSet<string>(StringComparer.Ordinal);
        for (var layer = config; layer is not null; layer = layer.Fallback)
        {
            if (layer.GetValue(path) is { } value)
                Collect(value, path, leaves);
        }

        return [.. leaves];
    }

    private static void Collect(HoconValue value, string path, SortedSet<string> leaves)
    {
        if (!value.IsObject())
        {
            leaves.Add(path);
            return;
        }

        foreach (var (name, child) in value.GetObject().Items)
            Collect(child, $"{path}.{name}", leaves);
    }

    private string? Raw(string key)
    {
        var path = $"{Root}.{key}";
        known.Add(path);
        if (config.HasPath(path) && config.GetValue(path) is { } value && value.IsString())
            return value.GetString();
        problems.Add(config.HasPath(path) ? $"{path} is not a single value; expected one" : $"{path} is missing; reference.conf has it");
        return null;
    }

    private string Nearest(string key) => known.MinBy(candidate => (Distance(key, candidate), candidate)) ?? Root;

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
