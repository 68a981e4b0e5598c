using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Calibrations;

namespace CollateralActors.Cli.Risk;

/// <summary>A level that moved in a period.</summary>
/// <param name="At">The end of the period.</param>
/// <param name="Level">How it was decided.</param>
internal sealed record LevelMove(Instant At, CalibratedLevel Level)
{
    /// <summary>Every move of a run, in order of time.</summary>
    public static IReadOnlyList<LevelMove> Of(RecalibrationRun run) =>
    [
        .. run.Periods.SelectMany(
            period => period.Levels.Where(level => level.Before != level.After),
            (period, level) => new LevelMove(period.End, level)),
    ];

    /// <summary>Why a level moves, or does not.</summary>
    public static string Reason(CalibratedLevel level) =>
        level.Target > level.Before
            ? level.After == level.Target ? "rises at once" : $"rises at once, by at most {level.Rule.Rise}"
        : level.Target == level.Before ? "is at its target"
        : level.QuietPeriods >= level.Rule.QuietPeriods
            ? FormattableString.Invariant($"falls after {level.QuietPeriods} quiet periods, ")
                + $"by at most {level.Rule.Fall}"
            : FormattableString.Invariant($"stays: {level.QuietPeriods} of {level.Rule.QuietPeriods} quiet periods");
}
