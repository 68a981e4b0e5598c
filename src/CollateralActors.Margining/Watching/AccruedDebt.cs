using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Watching;

/// <summary>
/// What an account owes beside its balances, as a function of a cumulative index: size × index − settled. Funding of a
/// position, interest on a debt, a loan; what was supplied to be lent is owed to the account.
/// </summary>
internal readonly struct AccruedDebt
{
    private const int MostDecimals = 28;

    private const decimal Step = 0.000000000000001m;

    private readonly double size;
    private readonly double settled;
    private readonly double doubt;

    private AccruedDebt(int index, double size, double settled, double doubt, HurtBy hurt) =>
        (Index, this.size, this.settled, this.doubt, Hurt) = (index, size, settled, doubt, hurt);

    /// <summary>Number of the cumulative index among the account's variables.</summary>
    public int Index { get; }

    /// <summary>
    /// Value of one unit of a position's size when the account was arranged: what a funding rate is a share of. 0 for
    /// an interest index, which is above 0 and moves by shares of itself.
    /// </summary>
    public double Unit { get; private init; }

    /// <summary>What a move of the index by 1 unit, or by all of itself, is worth, without sign.</summary>
    public double Value { get; private init; }

    /// <summary>The index up to which the debt is within its limit; 0 where that does not matter.</summary>
    public Price Cap { get; private init; }

    /// <summary>What is settled, without sign: a scale of rounding errors.</summary>
    public double Settled => Math.Abs(settled);

    /// <summary>Which move of the index takes slack.</summary>
    public HurtBy Hurt { get; }

    /// <summary>What a position owes for funding.</summary>
    /// <param name="position">A position of an instrument that has funding.</param>
    /// <param name="index">Number of the cumulative index among the account's variables.</param>
    /// <param name="market">The market that the account is arranged in.</param>
    public static AccruedDebt OfFunding(BookPosition position, int index, MarketView market)
    {
        var instrument = position.Instrument;
        var mark = (double)MarginCalculator.MarkOf(instrument, position.Quantity.Sign, market).Value;
        var size = position.Quantity.Sign * (double)instrument.SizeOf(position.Quantity);
        var unit = instrument.IsInverse ? 1d / mark : mark;
        var doubt = UnitOf(TradeBooking.ValueScale(market.Risk[instrument.Settle].Scale));
        return new AccruedDebt(
            index, size, (double)position.FundingValue.Value, doubt, size > 0d ? HurtBy.Rise : HurtBy.Fall)
        {
            Unit = unit,
            Value = Math.Abs(size) * unit,
        };
    }

    /// <summary>What a debt owes for interest.</summary>
    /// <param name="holding">A negative balance that bears interest.</param>
    /// <param name="index">Number of the interest index among the account's variables.</param>
    /// <param name="market">The market that the account is arranged in.</param>
    /// <param name="canConvert">Whether something is held that it would be paid out of.</param>
    /// <remarks>
    /// Rounded up to a whole unit of the asset, and once more if the debt is settled in between: two units of doubt.
    /// </remarks>
    public static AccruedDebt OfInterest(Holding holding, int index, MarketView market, bool canConvert)
    {
        var debt = -(double)holding.Balance.Value;
        var size = debt / (double)holding.InterestIndex.Value;
        return new AccruedDebt(index, size, debt, 2d * UnitOf(holding.Asset.Scale), HurtBy.Rise)
        {
            Value = size * (double)market.InterestIndex(holding.Asset.Id).Value,
            Cap = canConvert && holding.Asset.Debt.ConversionLimit is { } limit
                ? CapOf(-holding.Balance.Value, holding.InterestIndex.Value, limit.Value)
                : default,
        };
    }

    /// <summary>What a loan owes: units × index, rounded up.</summary>
    /// <param name="holding">An asset that is owed as a loan.</param>
    /// <param name="index">Number of the interest index among the account's variables.</param>
    /// <param name="market">The market that the account is arranged in.</param>
    public static AccruedDebt OfLoan(Holding holding, int index, MarketView market)
    {
        var size = (double)holding.Units.Value;
        return new AccruedDebt(index, size, 0d, UnitOf(holding.Asset.Scale), HurtBy.Rise)
        {
            Value = size * (double)market.InterestIndex(holding.Asset.Id).Value,
        };
    }

    /// <summary>What shares are worth, as a debt to the account: shares × index, rounded down.</summary>
    /// <param name="holding">An asset that was supplied.</param>
    /// <param name="index">Number of the supply index among the account's variables.</param>
    /// <param name="market">The market that the account is arranged in.</param>
    public static AccruedDebt OfSupply(Holding holding, int index, MarketView market)
    {
        var size = -(double)holding.Shares.Value;
        return new AccruedDebt(index, size, 0d, UnitOf(holding.Asset.Scale), HurtBy.Fall)
        {
            Value = Math.Abs(size) * (double)market.SupplyIndex(holding.Asset.Id).Value,
        };
    }

    /// <summary>The most that is owed in the box.</summary>
    /// <remarks>The exact debt is rounded, which may be against the account.</remarks>
    public double Most(ReadOnlySpan<PriceRange> box) =>
        (size * (size > 0d ? box[Index].High : box[Index].Low)) - settled + doubt;

    /// <summary>The least that is owed in the box; negative where it is owed to the account.</summary>
    public double Least(ReadOnlySpan<PriceRange> box) =>
        (size * (size > 0d ? box[Index].Low : box[Index].High)) - settled - doubt;

    // One step of the index less, for what quotients are rounded by; a limit of 0 is passed by any debt.
    private static Price CapOf(decimal debt, decimal settled, decimal limit)
    {
        var cap = Decimals.Down(settled * Math.Min(limit / debt, InterestMeter.LargestIndex), InterestMeter.IndexScale);
        return new Price(Math.Max(cap - Step, Step));
    }

    private static double UnitOf(int decimals) =>
        (double)Decimals.Unit(Math.Min(decimals, MostDecimals));
}
