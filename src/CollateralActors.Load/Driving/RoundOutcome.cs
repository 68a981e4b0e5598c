using CollateralActors.Margining.Market;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Driving;

/// <summary>What came of one round.</summary>
/// <param name="Round">The round.</param>
/// <param name="Market">The frame that it made.</param>
public sealed record RoundOutcome(ScenarioRound Round, MarketView Market);
