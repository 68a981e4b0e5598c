using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CollateralActors.Benchmarks;

/// <summary>What one round of a benchmark took.</summary>
internal readonly record struct Round(double Baseline, double Ours);

/// <summary>The rounds of a benchmark, in one unit.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Unit of the figures.</param>
/// <param name="LessIsBetter">Whether the figures are times rather than throughputs.</param>
/// <param name="Rounds">At least five.</param>
/// <param name="Further">Other figures worth knowing.</param>
internal sealed record Measurement(
    string Name, string Unit, bool LessIsBetter, IReadOnlyList<Round> Rounds, params (string Name, double Value)[] Further)
{
    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var ratios = Ratios();
        var further = string.Concat(Further.Select(figure => string.Create(CultureInfo.InvariantCulture, $"  {figure.Name} {figure.Value:G4}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} ratio {Median(ratios):G4} ({ratios.Min():G4}–{ratios.Max():G4})  ours {Ours:G4} {Unit}  baseline {Baseline:G4} {Unit}{further}");
    }

    /// <summary>One line of JSON.</summary>
    public string ToJson()
    {
        var ratios = Ratios();
        var json = new JsonObject
        {
            ["name"] = Name,
            ["ratio"] = Rounded(Median(ratios)),
            ["min"] = Rounded(ratios.Min()),
            ["max"] = Rounded(ratios.Max()),
            ["ours"] = Rounded(Ours),
            ["baseline"] = Rounded(Baseline),
            ["unit"] = Unit,
        };
        foreach (var (name, value) in Further)
            json[name] = Rounded(value);
        return json.ToJsonString(JsonSerializerOptions.Default);
    }

    private double Ours => Median([.. Rounds.Select(round => round.Ours)]);

    private double Baseline => Median([.. Rounds.Select(round => round.Baseline)]);

    private double[] Ratios() =>
        [.. Rounds.Select(round => LessIsBetter ? round.Baseline / round.Ours : round.Ours / round.Baseline)];

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Rounded(double value) => double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
