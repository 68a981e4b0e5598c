using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Files;
using CollateralActors.Simulation.RiskBooks;

namespace CollateralActors.Simulation.Portfolios;

/// <summary>Reads <c>orders</c> of an account.</summary>
internal static class OrderMembers
{
    public static List<BookOrder> Read(JsonObjectReader account, RiskMembers risk, ModeRules rules) =>
        [.. account.List("orders").Select(order => ReadOne(order, risk, rules)).OfType<BookOrder>()];

    private static BookOrder? ReadOne(JsonObjectReader order, RiskMembers risk, ModeRules rules)
    {
        var instrument = InstrumentName.Read(order, risk);
        var isSell = order.Needs("side") && order.OneOf("side", "buy", "sell") == 1;
        var quantity = order.Number("quantity", NumberRange.Positive);
        var price = order.Number("price", NumberRange.Positive);
        order.Done();
        if (instrument is null)
            return null;
        InstrumentName.CheckLot(order, instrument, quantity);
        rules.Check(order, instrument, isIsolated: false);
        return new BookOrder(instrument, new Quantity(isSell ? -quantity : quantity), new Price(price));
    }
}
