using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Expiries;

/// <summary>Closes positions of contracts that have expired.</summary>
public static class SettlementBooking
{
    /// <summary>
    /// What some contracts are worth at their settlement, with the side's sign; settle units, not rounded.
    /// </summary>
    /// <remarks>
    /// The value of a unit has no more decimals than leave this exact: see <see cref="SettlementTerms.ScaleOf"/>.
    /// </remarks>
    public static Amount ValueOf(InstrumentParameters instrument, Quantity quantity, SettlementPrice price) =>
        new(Decimals.Normal(quantity.Contracts * instrument.ContractSize * price.UnitValue.Value));

    /// <summary>Books the end of a position.</summary>
    /// <param name="instrument">What expired.</param>
    /// <param name="position">Of what is closed; may be none, where only orders are left.</param>
    /// <param name="price">What everybody is settled at.</param>
    /// <param name="isAbandoned">Whether the holder of a long option does not want it exercised.</param>
    /// <param name="settleScale">Decimals of the settle asset.</param>
    /// <returns>
    /// Profit at the settlement price, rounded down; the remainder is the venue's. What is given goes to the holders of
    /// the other side, all of whom together give the opposite: longs and shorts sum to 0 exactly. What an abandoned
    /// option would have paid, rounded down, is forfeited instead of posted.
    /// </returns>
    public static SettlementPosting Book(
        InstrumentParameters instrument,
        AccountPosition position,
        SettlementPrice price,
        bool isAbandoned,
        int settleScale)
    {
        var value = ValueOf(instrument, position.Quantity, price);
        var forfeited = isAbandoned && position.Quantity > Quantity.Zero
            ? Decimals.Down(value.Value, settleScale)
            : 0m;
        var gain = (instrument.IsInverse ? position.EntryValue - value : value - position.EntryValue).Value - forfeited;
        var posted = Decimals.Down(gain, settleScale);
        var fee = Fees.Of(new Amount(value.Abs().Value - forfeited), instrument.Expiry!.DeliveryFee, settleScale);
        return new SettlementPosting(
            new TradePosting(
                instrument.Settle,
                -position.EntryValue,
                instrument.IsInverse ? value : -value,
                Plain(posted),
                Plain(gain - posted),
                Plain(fee.Value)),
            Plain(forfeited));
    }

    private static Amount Plain(decimal value) => new(Decimals.Normal(value));
}

/// <summary>What the end of a contract did to an account. In settle units.</summary>
/// <param name="Posting">What it did to position and balance; what is given goes to the other holders.</param>
/// <param name="Forfeited">What exercising an abandoned option would have paid: owed to the insurance fund.</param>
public readonly record struct SettlementPosting(TradePosting Posting, Amount Forfeited);
