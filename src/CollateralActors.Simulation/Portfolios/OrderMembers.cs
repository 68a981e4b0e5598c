using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>Reads <c>orders</c> of an account.</summary>
internal static class OrderMembers
{
    public static List<BookOrder> Read(JsonObjectReader account, RiskMembers risk) =>
        [.. account.List("orders").Select(order => ReadOne(order, risk)).OfType<BookOrder>()];

    private static BookOrder? ReadOne(JsonObjectReader order, RiskMembers risk)
    {
        var instrument = InstrumentName.Read(order, risk);
        var isSell = order.Needs("side") && order.OneOf("side", "buy", "sell") == 1;
        var quantity = order.Number("quantity", NumberRange.Positive);
        var price = order.Number("price", NumberRange.Positive);
        order.Done();
        if (instrument is null)
            return null;
        InstrumentName.CheckLot(order, instrument, quantity);
        return new BookOrder(instrument, new Quantity(isSell ? -quantity : quantity), new Price(price));
    }
}
