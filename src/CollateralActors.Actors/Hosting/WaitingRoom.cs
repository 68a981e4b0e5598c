namespace CollateralActors.Actors.Hosting;

/// <summary>Bounds what an entity stashes, by turning deliveries away before they get there.</summary>
/// <remarks>
/// Not Akka's own bound: that answers everybody the same and would refuse an order to stop as well. A delivery may be
/// stashed several times before its turn comes; it is counted once.
/// </remarks>
internal sealed class WaitingRoom(int capacity)
{
    private readonly HashSet<Delivery> waiting = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a delivery may be stashed, now or again.</summary>
    public bool Admits(Delivery delivery) =>
        waiting.Contains(delivery) || (waiting.Count < capacity && waiting.Add(delivery));

    /// <summary>Its turn has come.</summary>
    public void Leave(Delivery delivery) => waiting.Remove(delivery);
}
