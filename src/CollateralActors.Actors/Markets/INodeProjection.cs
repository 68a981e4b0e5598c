using CollateralActors.Margining.Deciding;

namespace CollateralActors.Actors.Markets;

/// <summary>Sees every event that an entity of this node has stored or recovered, on that entity's thread.</summary>
/// <remarks>An entity's events come in order; after it moved or restarted they come again, from the first or
/// from its last snapshot on.</remarks>
public interface INodeProjection
{
    void Observe(EntityId entity, Recorded recorded);
}

/// <summary>Shows every event to several projections.</summary>
public sealed class NodeProjections(params IReadOnlyList<INodeProjection> projections) : INodeProjection
{
    public void Observe(EntityId entity, Recorded recorded)
    {
        foreach (var projection in projections)
            projection.Observe(entity, recorded);
    }
}
