using CollateralActors.Margining.Recalibration;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>What a version of the risk book was computed from; absent where somebody wrote it.</summary>
internal sealed record RecalibrationV1(
    [property: JsonName("barsUntil")] long BarsUntil,
    [property: JsonName("levels")] CalibratedLevelV1[] Levels)
{
    public static RecalibrationV1? Of(RecalibrationInputs? inputs) => inputs is null
        ? null
        : new RecalibrationV1(inputs.BarsUntil.UnixMilliseconds, [.. inputs.Levels.Select(CalibratedLevelV1.Of)]);

    public RecalibrationInputs ToDomain() =>
        new(new Instant(BarsUntil), [.. Levels.Select(level => level.ToDomain())]);
}

/// <summary>How the level of an asset's haircuts or of an instrument's margin rates was decided.</summary>
internal sealed record CalibratedLevelV1(
    [property: JsonName("kind")] string Kind,
    [property: JsonName("name")] string Name,
    [property: JsonName("rule")] LevelRuleV1 Rule,
    [property: JsonName("initialFactor")] decimal InitialFactor,
    [property: JsonName("volatility")] decimal Volatility,
    [property: JsonName("holding")] decimal Holding,
    [property: JsonName("turnover")] decimal Turnover,
    [property: JsonName("correlation")] decimal Correlation,
    [property: JsonName("raw")] decimal Raw,
    [property: JsonName("target")] decimal Target,
    [property: JsonName("quietPeriods")] int QuietPeriods,
    [property: JsonName("before")] decimal Before,
    [property: JsonName("after")] decimal After)
{
    public static CalibratedLevelV1 Of(CalibratedLevel l) => new(
        Names<CalibratedKind>.Of(l.Kind),
        l.Name,
        LevelRuleV1.Of(l.Rule),
        l.InitialFactor.Value,
        l.Measured.Volatility.Value,
        l.Measured.Holding.Value,
        l.Measured.Turnover.Value,
        l.Measured.Correlation.Value,
        l.Raw.Value,
        l.Target.Value,
        l.QuietPeriods,
        l.Before.Value,
        l.After.Value);

    public CalibratedLevel ToDomain() => new(
        Names<CalibratedKind>.Read(Kind),
        Name,
        Rule.ToDomain(),
        new Rate(InitialFactor),
        new Measured(new Rate(Volatility), new Amount(Holding), new Amount(Turnover), new Rate(Correlation)),
        new Rate(Raw),
        new Rate(Target),
        QuietPeriods,
        new Rate(Before),
        new Rate(After));
}

/// <summary>How a level follows the market.</summary>
internal sealed record LevelRuleV1(
    [property: JsonName("deviations")] decimal Deviations,
    [property: JsonName("participation")] decimal Participation,
    [property: JsonName("leastDays")] decimal LeastDays,
    [property: JsonName("halfSpread")] decimal HalfSpread,
    [property: JsonName("impact")] decimal Impact,
    [property: JsonName("wrongWay")] decimal WrongWay,
    [property: JsonName("least")] decimal Least,
    [property: JsonName("most")] decimal Most,
    [property: JsonName("grid")] decimal Grid,
    [property: JsonName("rise")] decimal Rise,
    [property: JsonName("quietPeriods")] int QuietPeriods,
    [property: JsonName("fall")] decimal Fall)
{
    public static LevelRuleV1 Of(LevelRule r) => new(
        r.Deviations,
        r.Participation.Value,
        r.LeastDays,
        r.HalfSpread.Value,
        r.Impact.Value,
        r.WrongWay.Value,
        r.Least.Value,
        r.Most.Value,
        r.Grid.Value,
        r.Rise.Value,
        r.QuietPeriods,
        r.Fall.Value);

    public LevelRule ToDomain() => new(
        Deviations,
        new Rate(Participation),
        LeastDays,
        new Rate(HalfSpread),
        new Rate(Impact),
        new Rate(WrongWay),
        new Rate(Least),
        new Rate(Most),
        new Rate(Grid),
        new Rate(Rise),
        QuietPeriods,
        new Rate(Fall));
}
