using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funding;

/// <summary>What positions owe for funding, and when they pay it.</summary>
/// <remarks>
/// A position remembers its <em>funding value</em>, as it remembers its entry value: size × the cumulative index at
/// which it was settled last. It owes size × index − funding value, and pays when it is touched. As funding values only
/// ever change by what is booked, nothing appears or is lost, however an index is rounded.
/// </remarks>
public static class FundingBooking
{
    /// <summary>
    /// Size × index with the side's sign, settle units, rounded half-even to the settle asset's scale and its guard
    /// decimals.
    /// </summary>
    /// <remarks>Half-even is symmetric: both sides of a trade get the same value with opposite signs.</remarks>
    public static Amount ValueOf(InstrumentParameters instrument, Quantity quantity, Amount index, int settleScale) =>
        index == Amount.Zero ? Amount.Zero : Plain(Math.Round(
            quantity.Contracts * instrument.ContractSize * index.Value,
            TradeBooking.ValueScale(settleScale),
            MidpointRounding.ToEven));

    /// <summary>What a position owes and has not paid yet, negative if it is owed; settle units.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="quantity">Signed contracts.</param>
    /// <param name="fundingValue">Of the position.</param>
    /// <param name="index">The present cumulative index.</param>
    /// <param name="settleScale">Decimals of the settle asset.</param>
    public static Amount Owed(
        InstrumentParameters instrument, Quantity quantity, Amount fundingValue, Amount index, int settleScale) =>
        ValueOf(instrument, quantity, index, settleScale) - fundingValue;

    /// <summary>Settles a position that trades.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="before">The position before.</param>
    /// <param name="after">Contracts after the trades.</param>
    /// <param name="given">Σ of the trades' funding values, each at the index that held when it was made.</param>
    /// <param name="index">The present index.</param>
    /// <param name="settleScale">Decimals of the settle asset.</param>
    /// <returns>
    /// The position pays all that it owes: rounded up for who pays and down for who receives, against the account, and
    /// the rest is the venue's. A leg that comes later than its trade pays for the time between as well, as the other
    /// side was paid for it.
    /// </returns>
    public static FundingPosting Settle(
        InstrumentParameters instrument,
        AccountPosition before,
        Quantity after,
        Amount given,
        Amount index,
        int settleScale)
    {
        var change = ValueOf(instrument, after, index, settleScale) - before.FundingValue;
        var owed = change - given;
        var paid = Decimals.Up(owed.Value, settleScale);
        return new FundingPosting(index, Plain(change.Value), given, Plain(paid), Plain(paid - owed.Value));
    }

    private static Amount Plain(decimal value) => new(Decimals.Normal(value));
}
