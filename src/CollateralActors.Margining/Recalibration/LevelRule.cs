using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Recalibration;

/// <summary>How the level of one haircut or margin rate follows the market: docs/recalibration.md.</summary>
/// <param name="Deviations">z: how many standard deviations of the price it covers; more than 0.</param>
/// <param name="Participation">Share of the turnover in which the holding could be sold; above 0, at most 1.</param>
/// <param name="LeastDays">Time to sell that is counted at least, in days; more than 0.</param>
/// <param name="HalfSpread">What selling costs at once, as a share of the price.</param>
/// <param name="Impact">k: what selling as much as a day's turnover would cost more, as a share of the price.</param>
/// <param name="WrongWay">c: added where the asset falls whenever accounts lose.</param>
/// <param name="Least">Lower bound of the level.</param>
/// <param name="Most">Upper bound of the level.</param>
/// <param name="Grid">Targets are rounded up to a whole multiple of it; more than 0.</param>
/// <param name="Rise">Most that the level rises in a period; more than 0.</param>
/// <param name="QuietPeriods">How many periods in a row the target was below the level before it falls.</param>
/// <param name="Fall">Most that the level falls in a period; more than 0.</param>
public sealed record LevelRule(
    decimal Deviations,
    Rate Participation,
    decimal LeastDays,
    Rate HalfSpread,
    Rate Impact,
    Rate WrongWay,
    Rate Least,
    Rate Most,
    Rate Grid,
    Rate Rise,
    int QuietPeriods,
    Rate Fall)
{
    /// <summary>Largest number of deviations.</summary>
    public const decimal MostDeviations = 20m;

    /// <summary>Longest time to sell that is counted, and largest of <see cref="LeastDays"/>: ten years.</summary>
    public const decimal LongestDays = 3650m;

    /// <summary>Most quiet periods.</summary>
    public const int MostQuietPeriods = 10_000;

    /// <summary>Every number, in one form.</summary>
    /// <remarks>Fingerprints of stored commands rest on it, so it knows no culture.</remarks>
    public override string ToString() =>
        $"{{ {Decimals.Plain(Deviations)} deviations, {Participation} of turnover, {Decimals.Plain(LeastDays)} days, "
        + $"costs {HalfSpread}/{Impact}/{WrongWay}, {Least} to {Most} by {Grid}, up {Rise}, down {Fall} after "
        + FormattableString.Invariant($"{QuietPeriods} }}");

    /// <summary>What is wrong, a sentence each that says what would be right; empty where nothing is.</summary>
    internal IEnumerable<string> Problems(string name)
    {
        if (Deviations is <= 0m or > MostDeviations)
            yield return $"{Decimals.Plain(Deviations)} deviations of {name} are not above 0 and at most "
                + Decimals.Plain(MostDeviations);
        if (LeastDays is <= 0m or > LongestDays)
            yield return $"{Decimals.Plain(LeastDays)} days of {name} are not above 0 and at most "
                + Decimals.Plain(LongestDays);
        (string What, Rate Rate)[] positive =
            [("participation", Participation), ("grid", Grid), ("rise", Rise), ("fall", Fall)];
        foreach (var (what, rate) in positive)
        {
            if (rate.Value is <= 0m or > 1m)
                yield return $"{what} {rate} of {name} is not above 0 and at most 1";
        }

        foreach (var (what, rate) in new[] { ("half spread", HalfSpread), ("impact", Impact), ("wrong way", WrongWay) })
        {
            if (rate.Value is < 0m or > 1m)
                yield return $"{what} {rate} of {name} is not 0 to 1";
        }

        foreach (var rate in new[] { Participation, HalfSpread, Impact, WrongWay, Least, Most, Grid, Rise, Fall })
        {
            if (!Decimals.FitsScale(rate.Value, Figures.Scale))
                yield return $"{rate} of {name} has more than {Figures.Scale} decimals";
        }

        if (!Decimals.FitsScale(Deviations, Figures.Scale) || !Decimals.FitsScale(LeastDays, Figures.Scale))
            yield return $"deviations or days of {name} have more than {Figures.Scale} decimals";
        if (Least.Value < 0m || Most.Value > 1m || Least > Most)
            yield return $"bounds {Least} and {Most} of {name} are not 0 to 1 in order";
        if (QuietPeriods is < 1 or > MostQuietPeriods)
            yield return FormattableString.Invariant(
                $"{QuietPeriods} quiet periods of {name} are not 1 to {MostQuietPeriods}");
    }
}
