using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Nodes;
using CollateralActors.Actors.Settings;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Driving;

/// <summary>A simulation to run.</summary>
/// <param name="Scenario">What happens.</param>
/// <param name="Journal">The SQLite file: new, or one that a run of the same scenario and seed has begun.</param>
/// <param name="Settings">The node's settings.</param>
public sealed record SimulationOptions(Scenario Scenario, string Journal, NodeSettings Settings)
{
    /// <summary>Trouble for tests.</summary>
    public RoundFaults? Faults { get; init; }

    /// <summary>Called with each answer to a client, after what it answers is stored.</summary>
    public Action<Reply>? OnAnswer { get; init; }

    /// <summary>Called with each message that an entity sends to another one.</summary>
    public Action<EntityId, Envelope>? OnSend { get; init; }

    /// <summary>See every event that is stored or recovered.</summary>
    public IReadOnlyList<INodeProjection> Projections { get; init; } = [];

    /// <summary>Called between rounds, for tests that do something to the node there.</summary>
    public Func<VenueNode, RoundOutcome, Task>? BetweenRounds { get; init; }
}
