using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>
/// What one position takes from the slack of an account: its maintenance requirement, exactly, as one variable moves.
/// </summary>
/// <param name="Schedule">The instrument's margin rules.</param>
/// <param name="Size">Contracts × contract size.</param>
/// <param name="ValuePerSize">Value on the schedule's basis ÷ size; it stands still where size moves, and the other way
/// round.</param>
/// <param name="SettlePrice">Price of the settle asset, 1 for an isolated position.</param>
internal readonly record struct PositionTerm(MarginSchedule Schedule, Curve Size, Curve ValuePerSize, Curve SettlePrice)
{
    private Curve Measure => Schedule.TierOf == TierMeasure.Value ? Size * ValuePerSize : Size;

    /// <summary>The requirement of a position that stands still, settle units.</summary>
    public static Fraction Maintenance(MarginSchedule schedule, Fraction size, Fraction valuePerSize) =>
        new PositionTerm(schedule, size, valuePerSize, Fraction.One).Around(Fraction.One).Fixed;

    public bool IsFixed => Size.IsFixed && ValuePerSize.IsFixed && SettlePrice.IsFixed;

    /// <summary>Maintenance × settle price on the stretch without kinks that holds <paramref name="x"/>.</summary>
    public Curve Around(Fraction x)
    {
        var (measure, value) = (Measure, Size * ValuePerSize);
        var at = measure.At(x);
        var (from, sliced) = (Fraction.Zero, (Curve)Fraction.Zero);
        foreach (var tier in Schedule.Tiers)
        {
            Fraction rate = tier.Maintenance.Value;
            if (tier.UpTo == MarginSchedule.Endless || at <= tier.UpTo)
            {
                sliced += (measure - from) * rate;
                break;
            }

            sliced += (tier.UpTo - from) * rate;
            from = tier.UpTo;
        }

        if (Schedule.TierOf == TierMeasure.Size)
            sliced *= ValuePerSize;
        return (sliced + (Size * value * Schedule.SizeSlope.Value) + (value * Schedule.ClosingFee.Value)) * SettlePrice;
    }

    /// <summary>Where the position passes from one tier to the next.</summary>
    public IEnumerable<Fraction> Kinks()
    {
        var measure = Measure;
        return Schedule.Tiers.SkipLast(1).SelectMany(tier => measure.Reaches(tier.UpTo));
    }
}

/// <summary>What the net amount of one asset adds to the slack of an account, exactly, as one variable moves.</summary>
/// <param name="Parameters">How the asset counts; null where it counts in full: the valuation currency, an isolated
/// margin.</param>
/// <param name="Net">Balance plus profit and loss.</param>
/// <param name="Price">Price of the asset.</param>
internal readonly record struct AssetTerm(AssetParameters? Parameters, Curve Net, Curve Price)
{
    /// <summary>
    /// What a positive net amount is multiplied by below a peg that holds for maintenance; null without one.
    /// </summary>
    public Fraction? PegWeight { get; init; }

    public bool IsFixed => Net.IsFixed && Price.IsFixed;

    /// <summary>Adjusted amount × price on the stretch without kinks that holds <paramref name="x"/>.</summary>
    public Curve Around(Fraction x) => Adjusted(Net.At(x)) * Price;

    /// <summary>Where the net amount passes 0 or the end of a slice.</summary>
    public IEnumerable<Fraction> Kinks()
    {
        if (Parameters is null)
            return [];
        var net = Net;
        return Parameters.Collateral.Slices
            .Where(slice => slice.UpTo != CollateralSchedule.Endless)
            .SelectMany(slice => net.Reaches(slice.UpTo.Value))
            .Concat(net.Reaches(Fraction.Zero));
    }

    private Curve Adjusted(Fraction at)
    {
        if (Parameters is null)
            return Net;
        if (at.Sign < 0)
            return Net * (1m + Parameters.LiabilitySurcharge.Value);
        var (from, sum) = (Fraction.Zero, Fraction.Zero);
        foreach (var slice in Parameters.Collateral.Slices)
        {
            Fraction weight = 1m - slice.Haircut.Value;
            if (slice.UpTo == CollateralSchedule.Endless || at <= slice.UpTo.Value)
                return Weighted(((Net - from) * weight) + sum);
            sum += (slice.UpTo.Value - from) * weight;
            from = slice.UpTo.Value;
        }

        return Weighted(sum);
    }

    private Curve Weighted(Curve counted) => PegWeight is { } weight ? counted * weight : counted;
}
