using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Spot;

/// <summary>The open orders in spot of one account: what each exchanges, and all together.</summary>
internal sealed class SpotExchanges
{
    private readonly Dictionary<AssetId, (Amount Given, Amount Got)> totals = [];

    public SpotExchanges(MarginBook book, RiskBook risk)
    {
        All = [.. book.Orders.Where(order => order.Instrument.IsSpot).Select(order => SpotExchange.Of(
            order.Instrument, order.Quantity, order.Price, order.IsPostOnly, risk[order.Instrument.Quote].Scale))];
        foreach (var (gives, gets) in All)
        {
            totals[gives.Asset] = (GivenOf(gives.Asset) + gives.Amount, GotOf(gives.Asset));
            totals[gets.Asset] = (GivenOf(gets.Asset), GotOf(gets.Asset) + gets.Amount);
        }
    }

    /// <summary>One row an order, in the order of the book.</summary>
    public IReadOnlyList<SpotExchange> All { get; }

    /// <summary>What all orders could give of an asset.</summary>
    public Amount GivenOf(AssetId asset) => totals.GetValueOrDefault(asset).Given;

    /// <summary>What all orders could get of an asset.</summary>
    public Amount GotOf(AssetId asset) => totals.GetValueOrDefault(asset).Got;
}
