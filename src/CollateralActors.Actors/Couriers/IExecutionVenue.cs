using CollateralActors.Actors.Hosting;

namespace CollateralActors.Actors.Couriers;

/// <summary>The port to where liquidations trade: the one way in which their orders leave.</summary>
/// <remarks>
/// An order may come more than once: its client order id is liquidation and step, and the venue works each once. It
/// answers with the duties that an order book owes: each side's fills, and what was not filled.
/// </remarks>
public interface IExecutionVenue
{
    /// <summary>Takes orders for one instrument, in the order in which they must be worked.</summary>
    void Execute(Delivery orders);
}

/// <summary>The simulated venue: its order books are entities beside the others.</summary>
public sealed class SimulatedVenue(Route route) : IExecutionVenue
{
    public void Execute(Delivery orders) => route.DeliverToEntity(orders);
}
