using CollateralActors.Actors.Hosting;

namespace CollateralActors.Actors.Couriers;

/// <summary>The port to where liquidations trade: the one way in which their orders leave.</summary>
/// <remarks>
/// An order may come more than once: its client order id is liquidation and step, and the venue works each once. All
/// orders are given to the instrument's book, an entity, which owes each side its fills; what a book that has a venue
/// outside says for the venue (<see cref="Margining.OrderBooks.OrderBookCommand.SendOrder"/>) comes here as well, after
/// it is stored.
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
