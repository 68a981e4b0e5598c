using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// A cross position as a function of its value V: profit and loss is <c>Sign × V + Offset</c>, maintenance is convex and does not
/// fall in V. Value rises with the mark (linear) or falls with it (inverse), so an interval of marks is one of values.
/// </summary>
internal readonly struct Exposure
{
    private readonly MarginSchedule schedule;
    private readonly decimal fixedMaintenance;
    private readonly bool isInverse;
    private readonly MarkSource mark;

    public Exposure(BookPosition position, MarkSource mark)
    {
        var instrument = position.Instrument;
        this.mark = mark;
        isInverse = instrument.IsInverse;
        schedule = instrument.Margin;
        Size = instrument.SizeOf(position.Quantity);
        Sign = isInverse ? -position.Quantity.Sign : position.Quantity.Sign;
        Offset = isInverse ? position.EntryValue.Value : -position.EntryValue.Value;
        HasFixedMaintenance = schedule.Basis == MarginBasis.Entry;
        fixedMaintenance = HasFixedMaintenance ? schedule.Maintenance(position.EntryValue.Abs(), Size).Value : 0m;
    }

    /// <summary>Contracts × contract size.</summary>
    public decimal Size { get; }

    /// <summary>+1 where profit rises with value (linear long, inverse short), −1 where it falls.</summary>
    public int Sign { get; }

    /// <summary>Profit and loss at a value of 0.</summary>
    public decimal Offset { get; }

    /// <summary>Whether maintenance rests on the entry and no price moves it.</summary>
    public bool HasFixedMaintenance { get; }

    /// <summary>Where the mark comes from.</summary>
    public MarkSource Mark => mark;

    /// <summary>Whether the position gains when its mark rises.</summary>
    public bool GainsWithMark => isInverse ? Sign < 0 : Sign > 0;

    /// <summary>The least value in the box.</summary>
    public decimal LeastValue(ReadOnlySpan<PriceInterval> box) => isInverse ? Size / mark.High(box) : Size * mark.Low(box);

    /// <summary>The greatest value in the box.</summary>
    public decimal GreatestValue(ReadOnlySpan<PriceInterval> box) => isInverse ? Size / mark.Low(box) : Size * mark.High(box);

    /// <summary>Profit and loss at a value.</summary>
    public decimal Profit(decimal value) => Sign > 0 ? Offset + value : Offset - value;

    /// <summary>Maintenance requirement at a value.</summary>
    public decimal Maintenance(decimal value) =>
        HasFixedMaintenance ? fixedMaintenance : schedule.Maintenance(new Amount(value), Size).Value;

    /// <summary>How much maintenance grows with value, at the value and to the right of it.</summary>
    public decimal MarginalMaintenance(decimal value) => HasFixedMaintenance ? 0m : Slopes.OfMaintenance(schedule, value, Size);

    /// <summary>How much maintenance grows with value where it grows most.</summary>
    public decimal SteepestMaintenance() => MarginalMaintenance(decimal.MaxValue);
}

/// <summary>Where an instrument's mark comes from: a variable of its own, or the quotient of two index prices.</summary>
/// <param name="Own">Number of the mark's own variable; negative where it has none.</param>
/// <param name="Absent">Number of the own variable that has no price yet, so that the mark derives; negative where it has one.</param>
/// <param name="Base">Number of the base's index price; negative where that is 1.</param>
/// <param name="Per">Number of the index price that the base's is divided by; negative where that is 1.</param>
internal readonly record struct MarkSource(int Own, int Absent, int Base, int Per)
{
    public decimal Low(ReadOnlySpan<PriceInterval> box) =>
        Own >= 0 ? box[Own].Low.Value : LowOf(Base, box) / HighOf(Per, box);

    public decimal High(ReadOnlySpan<PriceInterval> box) =>
        Own >= 0 ? box[Own].High.Value : HighOf(Base, box) / LowOf(Per, box);

    private static decimal LowOf(int variable, ReadOnlySpan<PriceInterval> box) => variable < 0 ? 1m : box[variable].Low.Value;

    private static decimal HighOf(int variable, ReadOnlySpan<PriceInterval> box) => variable < 0 ? 1m : box[variable].High.Value;
}
