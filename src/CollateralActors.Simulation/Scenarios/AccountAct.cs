using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>Something that one account of a scenario does, whether it may or not.</summary>
/// <param name="Minute">At the first tick of this minute, counted from the first tick.</param>
/// <param name="Account">Who.</param>
/// <param name="Command">What it asks.</param>
public sealed record AccountAct(int Minute, AccountId Account, AccountCommand Command);
