using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Spot;

/// <summary>What a trade in spot does to the balances of one side.</summary>
public static class SpotBooking
{
    /// <summary>Books a trade: value and fee in the quote asset against units of the base.</summary>
    /// <param name="instrument">Spot.</param>
    /// <param name="quantity">Positive bought, negative sold; not 0.</param>
    /// <param name="price">What one unit is traded at.</param>
    /// <param name="feeRate">Share of the trade's value that the side pays.</param>
    /// <param name="quoteScale">Decimals of the quote asset.</param>
    /// <remarks>
    /// Whole lots at whole ticks are exact in both assets, so both sides get the same amounts with opposite signs and
    /// nothing is rounded but the fee.
    /// </remarks>
    public static TradePosting Book(
        InstrumentParameters instrument, Quantity quantity, Price price, Rate feeRate, int quoteScale)
    {
        var value = new Amount(Decimals.Normal(instrument.SignedValue(quantity, price).Value));
        var units = Decimals.Normal(quantity.Contracts * instrument.ContractSize);
        var fee = Fees.Of(value.Abs(), feeRate, quoteScale);
        return new TradePosting(instrument.Quote, Amount.Zero, value, -value, Amount.Zero, fee)
        {
            Exchanged = new Money(new Amount(units), instrument.Base),
        };
    }
}
