using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>An escrow as its events made it.</summary>
public abstract record EscrowState
{
    private EscrowState()
    {
    }

    /// <summary>Its programme while it lasts; null before and after.</summary>
    public EscrowProgramme? Current => this switch
    {
        Funding s => s.Programme,
        Active s => s.Programme,
        _ => null,
    };

    /// <summary>What is in it, one entry for each lock.</summary>
    public IEnumerable<Money> Held => this switch
    {
        Funding s => s.Locked.Select(part => new Money(part.Amount, part.Asset)),
        Active s => s.Programme.Locks.Select(part => new Money(part.Amount, part.Asset)),
        _ => [],
    };

    /// <summary>Nobody has proposed it.</summary>
    public sealed record Unproposed : EscrowState;

    /// <summary>Not all that it takes has come in.</summary>
    /// <param name="Programme">What was proposed.</param>
    /// <param name="Locked">Which of its locks are in, in the order in which they came.</param>
    public sealed record Funding(EscrowProgramme Programme, ValueList<EscrowLock> Locked) : EscrowState;

    /// <summary>Everything is locked.</summary>
    /// <param name="Programme">What was proposed.</param>
    /// <param name="Agreements">Who has agreed to what so far.</param>
    public sealed record Active(EscrowProgramme Programme, ValueList<EscrowAgreement> Agreements) : EscrowState;

    /// <summary>Over for good; nothing is in it.</summary>
    /// <param name="Exit">The exit that was taken; null where it did not come about.</param>
    public sealed record Closed(string? Exit) : EscrowState;
}

/// <summary>Somebody has agreed to an exit.</summary>
/// <param name="By">Who.</param>
/// <param name="Exit">To which one.</param>
public sealed record EscrowAgreement(AccountId By, string Exit);
