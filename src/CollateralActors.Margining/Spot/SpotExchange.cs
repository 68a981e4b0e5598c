using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Spot;

/// <summary>What an account gives and gets where an order in spot is filled at its limit.</summary>
/// <param name="Gives">A buy: value and fee in the quote asset; a sell: units of the base.</param>
/// <param name="Gets">A buy: units of the base; a sell: value less fee in the quote asset.</param>
/// <remarks>
/// A fill is never worse than the limit: it gives no more of the quote asset than this, and gets no less. Fees are
/// those of one fill; each further one may cost a unit more of the asset's last decimal, for it is rounded by itself.
/// </remarks>
internal readonly record struct SpotExchange(Money Gives, Money Gets)
{
    /// <summary>What an order would exchange.</summary>
    /// <param name="instrument">Spot.</param>
    /// <param name="quantity">Contracts still open: positive buys, negative sells.</param>
    /// <param name="price">Limit.</param>
    /// <param name="isPostOnly">Whether it only waits in the book.</param>
    /// <param name="quoteScale">Decimals of the quote asset.</param>
    public static SpotExchange Of(
        InstrumentParameters instrument, Quantity quantity, Price price, bool isPostOnly, int quoteScale)
    {
        var units = new Money(new Amount(instrument.SizeOf(quantity)), instrument.Base);
        var value = instrument.SignedValue(quantity, price).Abs();
        var fee = Fees.Of(value, OrderFees.OpeningRate(instrument, isPostOnly), quoteScale);
        return quantity > Quantity.Zero
            ? new SpotExchange(new Money(value + fee, instrument.Quote), units)
            : new SpotExchange(units, new Money(value - fee, instrument.Quote));
    }
}
