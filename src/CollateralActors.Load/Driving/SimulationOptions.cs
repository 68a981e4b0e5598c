using CollateralActors.Actors.Couriers;
using CollateralActors.Actors.Settings;
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
}
