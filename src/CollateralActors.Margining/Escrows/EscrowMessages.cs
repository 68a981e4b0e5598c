using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>What an escrow can be asked to do.</summary>
/// <remarks>
/// Who may speak for an account is settled at the edge of the venue, as for the account's own commands.
/// </remarks>
public abstract record EscrowCommand : ICommand
{
    private EscrowCommand()
    {
    }

    /// <summary>Makes the escrow, once: nothing of its programme changes later.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Propose(EscrowProgramme Programme) : EscrowCommand;

    /// <summary>One of those who are asked agrees to an exit. There is no way back from that.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Agree(AccountId By, string Exit) : EscrowCommand;

    /// <summary>An arbiter decides for one of the exits that are his to choose.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Rule(AccountId Arbiter, string Exit) : EscrowCommand;

    /// <summary>An account has sent what it locks. Owed by the account.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReceiveLock(AccountId Party, AssetId Asset, Amount Amount) : EscrowCommand;

    /// <summary>
    /// An account that has sent something here was declared bankrupt, or cannot pay what it owes. Owed by the account.
    /// </summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record ReportDefault(AccountId Party) : EscrowCommand;

    /// <summary>A frame shows what the escrow waits for. Owed by the market.</summary>
    [RiskClass(RiskClass.Fact)]
    public sealed record ObserveFrame(EscrowSighting Sighting) : EscrowCommand;
}

/// <summary>What can happen to an escrow.</summary>
public abstract record EscrowEvent : IEvent
{
    private EscrowEvent()
    {
    }

    /// <summary>It was proposed, and its programme is sound.</summary>
    public sealed record Proposed(EscrowProgramme Programme) : EscrowEvent;

    /// <summary>A part of what it takes has come in.</summary>
    public sealed record LockReceived(AccountId Party, AssetId Asset, Amount Amount) : EscrowEvent;

    /// <summary>
    /// Something has come in that the programme does not ask for, or not any more: it goes back at once.
    /// </summary>
    public sealed record LockReturned(AccountId Party, AssetId Asset, Amount Amount) : EscrowEvent;

    /// <summary>Everything is locked: from now on its exits are open.</summary>
    public sealed record Funded : EscrowEvent;

    /// <summary>Somebody has agreed to an exit.</summary>
    public sealed record Agreed(AccountId By, string Exit) : EscrowEvent;

    /// <summary>Everything leaves, and nothing happens to it any more.</summary>
    /// <param name="Exit">The exit that is taken; null where not all was locked in time, or by whom defaulted.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Paid">All that was in it.</param>
    public sealed record Ended(string? Exit, EscrowCause Cause, ValueList<EscrowPayment> Paid) : EscrowEvent;
}

/// <summary>What made an escrow end.</summary>
public abstract record EscrowCause
{
    private EscrowCause()
    {
    }

    /// <summary>A frame: its time, or a price of it.</summary>
    public sealed record Seen(EscrowSighting Sighting) : EscrowCause;

    /// <summary>The last agreement that it took.</summary>
    public sealed record Agreement : EscrowCause;

    /// <summary>An arbiter's decision.</summary>
    public sealed record Ruling(AccountId Arbiter) : EscrowCause;

    /// <summary>A party's bankruptcy.</summary>
    public sealed record Default(AccountId Party) : EscrowCause;
}
