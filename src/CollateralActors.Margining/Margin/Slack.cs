using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// Equity − target × maintenance as one variable moves, exactly; continuous, and smooth between its kinks.
/// </summary>
internal sealed class Slack
{
    private readonly List<PositionTerm> positions = [];
    private readonly List<AssetTerm> assets = [];
    private readonly Fraction target;
    private Curve still;

    /// <param name="target">How many times maintenance equity has to cover.</param>
    public Slack(Fraction target) => this.target = target;

    /// <summary>Adds what does not move.</summary>
    public void Add(Fraction equity, Fraction maintenance) => still += equity - (maintenance * target);

    /// <summary>Adds a requirement that follows the variable without kinks.</summary>
    public void AddRequirement(Curve maintenance) => still -= maintenance * target;

    public void Add(PositionTerm term)
    {
        if (term.IsFixed)
            still -= term.Around(Fraction.One) * target;
        else
            positions.Add(term);
    }

    public void Add(AssetTerm term)
    {
        if (term.IsFixed)
            still += term.Around(Fraction.One);
        else
            assets.Add(term);
    }

    /// <summary>The slack on the stretch without kinks that holds <paramref name="x"/>.</summary>
    public Curve Around(Fraction x)
    {
        var sum = still;
        foreach (var asset in assets)
            sum += asset.Around(x);
        foreach (var position in positions)
            sum -= position.Around(x) * target;
        return sum;
    }

    public Fraction At(Fraction x) => Around(x).At(x);

    /// <summary>
    /// The nearest x above <paramref name="start"/> and at most <paramref name="end"/> (null: without end) where the
    /// sign changes.
    /// </summary>
    /// <param name="start">Where to start; the slack there tells which change is looked for.</param>
    /// <param name="end">Where to stop.</param>
    /// <returns>
    /// From 0 or more: where it is 0 and beyond it negative. From below 0: where it reaches 0. Null where neither
    /// happens.
    /// </returns>
    public Crossing? Above(Fraction start, Fraction? end = null)
    {
        var sought = At(start).Sign >= 0;
        var from = start;
        foreach (var kink in Kinks().Where(k => k > start && (end is null || k < end)).Distinct().Order())
        {
            if (CrossingBetween(from, kink, Around((from + kink) / 2m).Sign(), sought) is { } crossing)
                return crossing;
            from = kink;
        }

        var last = Around(end is { } limit ? (from + limit) / 2m : from + 1m).Sign();
        return CrossingBetween(from, end ?? Fraction.Max(from + 1m, last.AboveAllRoots()), last, sought);
    }

    /// <summary>As <see cref="Above"/>, between 0 and <paramref name="start"/>, nearest to it.</summary>
    public Crossing? Below(Fraction start)
    {
        var sought = At(start).Sign >= 0;
        var from = start;
        foreach (var kink in Kinks().Where(k => k < start).Distinct().OrderDescending())
        {
            if (CrossingBetween(from, kink, Around((from + kink) / 2m).Sign(), sought) is { } crossing)
                return crossing;
            from = kink;
        }

        var last = Around(from / 2m).Sign();
        return CrossingBetween(from, Fraction.Min(from / 2m, last.BelowAllRoots()), last, sought);
    }

    private static Crossing? CrossingBetween(Fraction from, Fraction to, Polynomial slack, bool falls)
    {
        var turns = slack.TurnsBetween(Fraction.Min(from, to), Fraction.Max(from, to));
        foreach (var stop in (from < to ? turns : turns.Reverse()).Append(to))
        {
            var sign = slack.At(stop).Sign;
            if (falls ? sign < 0 : sign >= 0)
                return new Crossing(slack, Fraction.Min(from, stop), Fraction.Max(from, stop));
            from = stop;
        }

        return null;
    }

    private IEnumerable<Fraction> Kinks() =>
        assets.SelectMany(asset => asset.Kinks()).Concat(positions.SelectMany(position => position.Kinks()));
}
