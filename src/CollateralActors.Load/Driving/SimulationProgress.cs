using CollateralActors.Load.Reports;

namespace CollateralActors.Load.Driving;

/// <summary>How far a simulation has come.</summary>
/// <param name="Last">The round that was finished last.</param>
/// <param name="Rounds">How many there are.</param>
/// <param name="Tally">What was counted so far, since this process took the run up.</param>
/// <param name="Elapsed">Since this process took the run up.</param>
public sealed record SimulationProgress(RoundOutcome Last, int Rounds, TallySnapshot Tally, TimeSpan Elapsed);
