using CollateralActors.Margining.Market;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Driving;

/// <summary>What came of one round.</summary>
/// <param name="Round">The round.</param>
/// <param name="Market">The frame that it made.</param>
/// <param name="Accepted">Inputs that were stored.</param>
/// <param name="Repeated">Inputs that had been stored before.</param>
/// <param name="Refused">Inputs that were refused.</param>
public sealed record RoundOutcome(ScenarioRound Round, MarketView Market, int Accepted, int Repeated, int Refused);
