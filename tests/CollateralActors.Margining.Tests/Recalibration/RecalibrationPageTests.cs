using System.Text.RegularExpressions;
using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Tests.Architecture;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Recalibration;

/// <summary>Every worked number of docs/recalibration.md.</summary>
public sealed partial class RecalibrationPageTests
{
    private static readonly LevelRule Rule = CalibratedDays.Rule with { WrongWay = new Rate(0.05m) };

    public static TheoryData<string> Lines =>
    [
        .. Block().Matches(File.ReadAllText(Path.Combine(Source.Root.FullName, "docs", "recalibration.md")))
            .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_says_what_comes_out(string line)
    {
        var (given, expected) = (line.Split(" : ")[0], line.Split(" : ")[1]);
        Assert.Equal(expected, given.Split(' ')[0] switch
        {
            "closes" => $"volatility {VolatilityOf(given["closes ".Length..].Split(", "))}",
            "level" => LevelsOf(Word(given, "level"), given.Split("targets ")[1].Split(' ')),
            "haircut:" => TargetOf(CalibratedKind.Haircut, given),
            "margin:" => TargetOf(CalibratedKind.Margin, given),
            _ => "no such example",
        });
    }

    private static Rate VolatilityOf(string[] closes) => closes.Aggregate(
        new CalibratedDays(), (days, close) => close == "–" ? days.Gap() : days.Closes(Number(close))).OfBtc.Measured.Volatility;

    private static string LevelsOf(decimal level, string[] targets)
    {
        var (now, quiet, levels) = (new Rate(level), 0, new List<Rate>());
        foreach (var target in targets.Select(text => new Rate(Number(text))))
        {
            quiet = Hysteresis.Quiet(now, target, quiet);
            levels.Add(now = Hysteresis.Next(Rule, now, target, quiet));
        }

        return string.Join(' ', levels);
    }

    private static string TargetOf(CalibratedKind kind, string given)
    {
        var rule = Rule with { Deviations = Word(given, "deviations") };
        var measured = new Measured(
            new Rate(Word(given, "volatility")), new Amount(Word(given, "holding")), new Amount(Word(given, "turnover")), new Rate(Word(given, "correlation")));
        var raw = LevelTarget.Raw(kind, rule, measured);
        return $"days {Decimals.Plain(LevelTarget.Days(rule, measured))}, raw {raw}, target {LevelTarget.Of(rule, raw)}";
    }

    private static decimal Word(string given, string name) =>
        Regex.Match(given, $@"\b{name} ([0-9.]+)") is { Success: true } found ? Number(found.Groups[1].Value.TrimEnd('.')) : 0m;

    [GeneratedRegex("```recalibration\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
