using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>Up at once, down late: how a level follows its target from period to period.</summary>
internal static class Hysteresis
{
    /// <summary>Periods in a row, this one among them, in which the target was below the level.</summary>
    public static int Quiet(Rate level, Rate target, int before) => target < level ? before + 1 : 0;

    /// <summary>
    /// The next level: towards a higher target at once, by at most the rule's rise; towards a lower one in every quiet
    /// period from the rule's number on, by at most its fall.
    /// </summary>
    public static Rate Next(LevelRule rule, Rate level, Rate target, int quiet) =>
        target > level ? new Rate(Decimals.Normal(Math.Min(target.Value, level.Value + rule.Rise.Value)))
        : target < level && quiet >= rule.QuietPeriods
            ? new Rate(Decimals.Normal(Math.Max(target.Value, level.Value - rule.Fall.Value)))
        : level;
}
