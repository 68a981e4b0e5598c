using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Simulation.Scenarios;

/// <summary>
/// An escrow of a scenario: its parties deposit what they lock, lock it, and say what they are to say.
/// </summary>
/// <param name="Escrow">Its name.</param>
/// <param name="FromMinute">It is proposed at the first tick of this minute, counted from the first tick.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Absent">Parties that deposit and do not lock.</param>
/// <param name="Choices">Who chooses an exit, and when.</param>
public sealed record EscrowPlan(
    EscrowId Escrow,
    int FromMinute,
    EscrowProgramme Programme,
    ValueList<AccountId> Absent,
    ValueList<EscrowChoice> Choices);

/// <summary>Somebody says which exit is to be taken, whether it is for him to say or not.</summary>
/// <param name="Minute">At the first tick of this minute, counted from the first tick.</param>
/// <param name="By">Who.</param>
/// <param name="Exit">The exit: an arbiter's is decided for, any other agreed to.</param>
public sealed record EscrowChoice(int Minute, AccountId By, string Exit);
