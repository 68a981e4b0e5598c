using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Hosting;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Settings;
using CollateralActors.Margining.Units;

namespace CollateralActors.Actors.Nodes;

/// <summary>How a node is started.</summary>
public sealed record NodeOptions
{
    /// <summary>Where its entities are kept.</summary>
    public required NodeJournal Journal { get; init; }

    public required NodeSettings Settings { get; init; }

    /// <summary>The time of decisions when running freely; rounds bring their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether the node works in rounds instead of running freely.</summary>
    public bool Rounds { get; init; }

    /// <summary>Trouble for tests of rounds.</summary>
    public RoundFaults? Faults { get; init; }

    /// <summary>
    /// Deliveries between entities that get lost on the way, as at a hand-over: for tests of free running.
    /// </summary>
    public Func<Delivery, bool>? Loses { get; init; }

    /// <summary>Sees what rounds deliver; nobody unless given.</summary>
    public IRoundObserver? Observer { get; init; }

    /// <summary>See every event that is stored or recovered here, beside the node's own.</summary>
    public IReadOnlyList<INodeProjection> Projections { get; init; } = [];

    /// <summary>Where liquidations trade; the simulated venue unless given.</summary>
    public Func<Route, IExecutionVenue> Venue { get; init; } = route => new SimulatedVenue(route);

    /// <summary>Assets whose insurance funds must always run.</summary>
    public IReadOnlyList<AssetId> Funds { get; init; } = [];

    /// <summary>Instruments whose simulated order books must always run.</summary>
    public IReadOnlyList<InstrumentId> Books { get; init; } = [];

    /// <summary>A node of the cluster to join; by default the node is a cluster of its own.</summary>
    public Akka.Actor.Address? Join { get; init; }
}
