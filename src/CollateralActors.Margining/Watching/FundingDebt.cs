using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;

namespace CollateralActors.Margining.Watching;

/// <summary>What a cross position owes for funding, as a function of its instrument's cumulative index.</summary>
internal readonly struct FundingDebt
{
    private const int MostDecimals = 28;

    private readonly double size;
    private readonly double settled;
    private readonly double doubt;

    /// <param name="position">A position of an instrument that has funding.</param>
    /// <param name="index">Number of the cumulative index among the account's variables.</param>
    /// <param name="market">The market that the account is arranged in.</param>
    public FundingDebt(BookPosition position, int index, MarketView market)
    {
        var instrument = position.Instrument;
        var mark = (double)MarginCalculator.MarkOf(instrument, position.Quantity.Sign, market).Value;
        Index = index;
        Unit = instrument.IsInverse ? 1d / mark : mark;
        size = position.Quantity.Sign * (double)instrument.SizeOf(position.Quantity);
        settled = (double)position.FundingValue.Value;
        var scale = market.Risk[instrument.Settle].Scale + TradeBooking.GuardDecimals;
        doubt = (double)new decimal(1, 0, 0, false, (byte)Math.Min(scale, MostDecimals));
    }

    /// <summary>Number of the cumulative index among the account's variables.</summary>
    public int Index { get; }

    /// <summary>Value of one unit of size when the account was arranged: what a funding rate is a share of.</summary>
    public double Unit { get; }

    /// <summary>Value of the position then, without sign.</summary>
    public double Value => Math.Abs(size) * Unit;

    /// <summary>What is settled, without sign: a scale of rounding errors.</summary>
    public double Settled => Math.Abs(settled);

    /// <summary>Which move of the index takes slack.</summary>
    public HurtBy Hurt => size > 0d ? HurtBy.Rise : HurtBy.Fall;

    /// <summary>The most that is owed in the box.</summary>
    /// <remarks>The exact debt is rounded to a guard decimal, which may be against the account.</remarks>
    public double Most(ReadOnlySpan<PriceRange> box) => (size * (size > 0d ? box[Index].High : box[Index].Low)) - settled + doubt;

    /// <summary>The least that is owed in the box; negative where it is owed to the position.</summary>
    public double Least(ReadOnlySpan<PriceRange> box) => (size * (size > 0d ? box[Index].Low : box[Index].High)) - settled - doubt;
}
