using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>How one level was decided, with all that it was decided from.</summary>
/// <param name="Kind">What it is the level of.</param>
/// <param name="Name">The asset or the instrument.</param>
/// <param name="Rule">How it follows the market.</param>
/// <param name="InitialFactor">Initial rates move so many times as far; 1 for haircuts.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Raw">Target before rounding and bounds.</param>
/// <param name="Target">Target after them.</param>
/// <param name="QuietPeriods">Periods in a row, this one among them, with a target below the level.</param>
/// <param name="Before">The level in the version before.</param>
/// <param name="After">The level in this version.</param>
public sealed record CalibratedLevel(
    CalibratedKind Kind,
    string Name,
    LevelRule Rule,
    Rate InitialFactor,
    Measured Measured,
    Rate Raw,
    Rate Target,
    int QuietPeriods,
    Rate Before,
    Rate After)
{
    /// <summary>Every number, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it, so it knows no culture.</remarks>
    public override string ToString() =>
        $"{Kind} {Name} {Rule} factor {InitialFactor} {Measured} raw {Raw} target {Target} "
        + FormattableString.Invariant($"quiet {QuietPeriods} {Before} to {After}");

    /// <summary>Decides a level.</summary>
    /// <param name="kind">What it is the level of.</param>
    /// <param name="name">The asset or the instrument.</param>
    /// <param name="rule">How it follows the market.</param>
    /// <param name="initialFactor">Initial rates move so many times as far.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="quiet">Quiet periods before this one.</param>
    /// <param name="level">The level now.</param>
    internal static CalibratedLevel Decide(
        CalibratedKind kind, string name, LevelRule rule, Rate initialFactor, Measured measured, int quiet, Rate level)
    {
        var raw = LevelTarget.Raw(kind, rule, measured);
        var target = LevelTarget.Of(rule, raw);
        var periods = Hysteresis.Quiet(level, target, quiet);
        var next = Hysteresis.Next(rule, level, target, periods);
        return new CalibratedLevel(kind, name, rule, initialFactor, measured, raw, target, periods, level, next);
    }
}

/// <summary>What a version of the risk book was computed from: docs/recalibration.md.</summary>
/// <param name="BarsUntil">The end of the last period that was measured.</param>
/// <param name="Levels">Every level that was decided, also those that stayed; assets, then instruments.</param>
public sealed record RecalibrationInputs(Instant BarsUntil, ValueList<CalibratedLevel> Levels)
{
    /// <summary>
    /// The version that follows from <paramref name="before"/>, the version before, by these inputs alone.
    /// </summary>
    internal RiskBook AppliedTo(RiskBook before)
    {
        var byName = Levels.ToDictionary(level => (level.Kind, level.Name));
        return before.WithCurves(
            asset => byName.TryGetValue((CalibratedKind.Haircut, asset.Id.Value), out var level)
                ? CurveShift.Moved(asset, level.After - level.Before)
                : asset,
            instrument => byName.TryGetValue((CalibratedKind.Margin, instrument.Id.Value), out var level)
                ? CurveShift.Moved(instrument, level.After - level.Before, level.InitialFactor)
                : instrument);
    }

    /// <summary>
    /// Decides everything again: what does not come out as it is written here, or in <paramref name="book"/>, a
    /// sentence each; empty where all of it does, to the last digit.
    /// </summary>
    /// <param name="before">The version before.</param>
    /// <param name="book">The version that these inputs are given for. Parameters that they do not name may be
    /// other ones.</param>
    public IReadOnlyList<string> Problems(RiskBook before, RiskBook book)
    {
        List<string> problems =
        [
            .. Levels.GroupBy(level => (level.Kind, level.Name)).Where(same => same.Count() > 1)
                .Select(same => $"{same.Key.Name} was recalibrated twice in one version"),
            .. Levels.SelectMany(level => OfLevel(level, before)),
        ];
        if (problems.Count > 0)
            return problems;
        var expected = AppliedTo(before);
        foreach (var level in Levels)
        {
            if (!SameCurves(level, expected, book))
                problems.Add($"parameters of {level.Name} are not what the inputs give: its level goes from "
                    + $"{level.Before} to {level.After}, and the whole curve with it");
        }

        return problems;
    }

    private static IEnumerable<string> OfLevel(CalibratedLevel level, RiskBook before)
    {
        if (LevelIn(before, level) is not { } now)
        {
            yield return $"{level.Name} has no level in version {before.Version}";
            yield break;
        }

        if (now != level.Before)
            yield return $"level of {level.Name} is {now} in version {before.Version}, not {level.Before}";
        var wrong = level.Rule.Problems(level.Name).ToList();
        foreach (var problem in wrong)
            yield return problem;
        if (wrong.Count > 0)
            yield break;
        if (level.QuietPeriods < 0 || !IsPossible(level.Measured))
        {
            yield return $"what was measured of {level.Name} is impossible: {level.Measured}";
            yield break;
        }

        var quiet = Math.Max(0, level.QuietPeriods - 1);
        var again = CalibratedLevel.Decide(
            level.Kind, level.Name, level.Rule, level.InitialFactor, level.Measured, quiet, level.Before);
        if (again != level)
            yield return $"level of {level.Name} comes out as {again.After} (raw {again.Raw}, target {again.Target}, "
                + FormattableString.Invariant($"quiet {again.QuietPeriods}), not as {level.After} (raw {level.Raw}, ")
                + FormattableString.Invariant($"target {level.Target}, quiet {level.QuietPeriods})");
    }

    private static bool IsPossible(Measured m) =>
        m.Volatility.Value >= 0m && m.Holding.Value >= 0m && m.Turnover.Value >= 0m
        && m.Correlation.Value is >= -1m and <= 1m;

    private static Rate? LevelIn(RiskBook book, CalibratedLevel level) => level.Kind == CalibratedKind.Haircut
        ? book.Find(new AssetId(level.Name)) is { Collateral.Slices.Count: > 0 } asset
            ? CurveShift.LevelOf(asset)
            : null
        : book.Find(new InstrumentId(level.Name)) is { Margin.Tiers.Count: > 0 } instrument
            ? CurveShift.LevelOf(instrument)
            : null;

    private static bool SameCurves(CalibratedLevel level, RiskBook expected, RiskBook book)
    {
        if (level.Kind == CalibratedKind.Margin)
            return book.Find(new InstrumentId(level.Name))?.Margin.Equals(
                expected[new InstrumentId(level.Name)].Margin) ?? false;
        if (book.Find(new AssetId(level.Name)) is not { } asset)
            return false;
        var rules = expected[asset.Id];
        return Enum.GetValues<CollateralPurpose>().All(
            purpose => asset.CollateralFor(purpose).Equals(rules.CollateralFor(purpose)));
    }
}
