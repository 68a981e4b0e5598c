using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// A cross position as a function of its value V: profit and loss is <c>Sign × V + Offset</c>, maintenance is convex
/// and does not fall in V. Value rises with the mark (linear) or falls with it (inverse), so an interval of marks is
/// one of values.
/// </summary>
internal readonly struct Exposure
{
    private readonly MarginCurve? curve;
    private readonly MarkSource mark;
    private readonly double size;
    private readonly double fixedMaintenance;
    private readonly double ratePerValue;
    private readonly bool isInverse;

    /// <param name="position">The position.</param>
    /// <param name="mark">Where its mark comes from.</param>
    /// <param name="isScanned">Whether portfolio mode requires what it does, and not the position's own rules.</param>
    public Exposure(BookPosition position, MarkSource mark, bool isScanned)
    {
        var instrument = position.Instrument;
        var schedule = instrument.Margin;
        var exactSize = instrument.SizeOf(position.Quantity);
        this.mark = mark;
        isInverse = instrument.IsInverse;
        size = (double)exactSize;
        Sign = isInverse ? -position.Quantity.Sign : position.Quantity.Sign;
        Offset = (double)(isInverse ? position.EntryValue.Value : -position.EntryValue.Value);
        if (isScanned)
            return;
        if (instrument.IsOption)
        {
            // A long requires its value; a short a share of the base's price, which is charged apart from its value.
            ratePerValue = Sign > 0 ? 1d : 0d;
            return;
        }

        if (schedule.Basis == MarginBasis.Entry)
        {
            fixedMaintenance = (double)schedule.Maintenance(position.EntryValue.Abs(), exactSize).Value;
        }
        else if (schedule.TierOf == TierMeasure.Value)
        {
            curve = schedule.Curve;
            ratePerValue = (double)((schedule.SizeSlope.Value * exactSize) + schedule.ClosingFee.Value);
        }
        else
        {
            ratePerValue = (double)schedule.Maintenance(new Amount(1m), exactSize).Value;
        }
    }

    /// <summary>+1 where profit rises with value (linear long, inverse short), −1 where it falls.</summary>
    public int Sign { get; }

    /// <summary>Contracts × contract size, without sign.</summary>
    public double Size => size;

    /// <summary>Profit and loss at a value of 0.</summary>
    public double Offset { get; }

    /// <summary>Where the mark comes from.</summary>
    public MarkSource Mark => mark;

    /// <summary>Whether the position gains when its mark rises.</summary>
    public bool GainsWithMark => isInverse ? Sign < 0 : Sign > 0;

    /// <summary>How much maintenance grows with value where it grows most.</summary>
    public double SteepestMaintenance => ratePerValue + (curve?.Steepest ?? 0d);

    /// <summary>The least value in the box.</summary>
    public double LeastValue(ReadOnlySpan<PriceRange> box) => isInverse ? size / mark.High(box) : size * mark.Low(box);

    /// <summary>The greatest value in the box.</summary>
    public double GreatestValue(ReadOnlySpan<PriceRange> box) =>
        isInverse ? size / mark.Low(box) : size * mark.High(box);

    /// <summary>Profit and loss at a value.</summary>
    public double Profit(double value) => Sign > 0 ? Offset + value : Offset - value;

    /// <summary>Maintenance requirement at a value.</summary>
    public double Maintenance(double value) => fixedMaintenance + (ratePerValue * value) + (curve?.At(value) ?? 0d);

    /// <summary>How much maintenance grows with value, at the value and to the right of it.</summary>
    public double MarginalMaintenance(double value) => ratePerValue + (curve?.SlopeAt(value) ?? 0d);
}
