using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>What a trade does to a position and its balance.</summary>
public static class TradeBooking
{
    /// <summary>
    /// Entry values keep this many decimals more than a balance, so that small inverse trades lose nothing that counts.
    /// </summary>
    private const int GuardDecimals = 8;

    /// <summary>Amounts below 10¹² have no digits beyond 28 then, and are exact in decimals.</summary>
    private const int MostDecimals = 16;

    /// <summary>
    /// Decimals of entry values and funding, settle units: eight more than a balance has, and at most sixteen.
    /// </summary>
    /// <param name="settleScale">Decimals of the settle asset.</param>
    public static int ValueScale(int settleScale) => Math.Min(settleScale + GuardDecimals, MostDecimals);

    /// <summary>
    /// Value of a trade with the side's sign, settle units, rounded half-even to the scale and its guard decimals.
    /// </summary>
    /// <remarks>
    /// Half-even is symmetric: both sides of a trade get the same value with opposite signs, so nothing appears or is
    /// lost.
    /// </remarks>
    public static Amount ValueOf(InstrumentParameters instrument, Quantity quantity, Price price, int settleScale) =>
        Guarded(instrument.SignedValue(quantity, price).Value, settleScale);

    /// <summary>Books a trade on a position.</summary>
    /// <param name="instrument">What is traded.</param>
    /// <param name="before">The position before; <c>default</c> if there is none.</param>
    /// <param name="quantity">Positive bought, negative sold; not 0.</param>
    /// <param name="price">What one unit is traded at.</param>
    /// <param name="feeRate">Share of the trade's value that the side pays.</param>
    /// <param name="settleScale">Decimals of the settle asset.</param>
    /// <returns>Entry value realised in proportion to what is closed; the remainder of rounding down goes to the
    /// venue.</returns>
    public static TradePosting Book(
        InstrumentParameters instrument,
        AccountPosition before,
        Quantity quantity,
        Price price,
        Rate feeRate,
        int settleScale)
    {
        var value = ValueOf(instrument, quantity, price, settleScale);
        var fee = Fees.Of(value.Abs(), feeRate, settleScale);
        var given = instrument.IsInverse ? -value : value;
        if (before.Quantity.Sign * quantity.Sign >= 0)
            return new TradePosting(instrument.Settle, value, given, Amount.Zero, Amount.Zero, fee);

        var closed = Math.Min(before.Quantity.Abs().Contracts, quantity.Abs().Contracts);
        var closedEntry = Share(before.EntryValue, closed, before.Quantity, settleScale);
        var closingValue = Share(value, closed, quantity, settleScale);
        var gain = closedEntry + closingValue;
        var realised = instrument.IsInverse ? gain : -gain;
        var posted = new Amount(Decimals.Down(realised.Value, settleScale));
        return new TradePosting(
            instrument.Settle, value - closingValue - closedEntry, given, posted, realised - posted, fee);
    }

    /// <summary>The position after a trade.</summary>
    public static AccountPosition After(AccountPosition before, Quantity quantity, Amount entryValueChange) =>
        new(before.Quantity + quantity, new Amount(Decimals.Normal((before.EntryValue + entryValueChange).Value)));

    private static Amount Share(Amount whole, decimal closed, Quantity of, int settleScale) =>
        closed == of.Abs().Contracts
            ? whole
            : Guarded(Proportion(whole.Value, closed, of.Abs().Contracts), settleScale);

    /// <summary>Whole × part ÷ of.</summary>
    /// <remarks>
    /// Multiplied first, a share is exact to more digits; divided first, it never leaves the range of decimals.
    /// </remarks>
    internal static decimal Proportion(decimal whole, decimal part, decimal of) =>
        Math.Abs(whole) <= Limits.Largest && part <= Limits.Largest ? whole * part / of : part / of * whole;

    private static Amount Guarded(decimal value, int settleScale) =>
        new(Decimals.Normal(Math.Round(value, ValueScale(settleScale), MidpointRounding.ToEven)));
}
