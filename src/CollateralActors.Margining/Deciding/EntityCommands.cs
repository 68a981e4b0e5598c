namespace CollateralActors.Margining.Deciding;

/// <summary>Commands that every entity understands.</summary>
public abstract record EntityCommand : ICommand
{
    private EntityCommand()
    {
    }

    /// <summary>
    /// <paramref name="By"/> has stored all duties of this entity up to and with <paramref name="Sequence"/>.
    /// </summary>
    [RiskClass(RiskClass.None)]
    public sealed record Acknowledge(EntityId By, long Sequence) : EntityCommand;

    /// <summary>Be there: recover if need be, and see to what is owed.</summary>
    [RiskClass(RiskClass.None)]
    public sealed record Ping : EntityCommand;
}

/// <summary>Events that every entity can have.</summary>
public abstract record EntityEvent : IEvent
{
    private EntityEvent()
    {
    }

    /// <summary>All duties to <paramref name="To"/> up to and with <paramref name="Sequence"/> are done.</summary>
    public sealed record DutyDone(EntityId To, long Sequence) : EntityEvent;

    /// <summary>
    /// A client's command was refused: kept so that the same command gets the same answer whenever it comes again, and
    /// so that the refusal can be decided again.
    /// </summary>
    /// <param name="Command">What was asked.</param>
    /// <param name="Reason">Why not.</param>
    public sealed record CommandRefused(ICommand Command, Rejection Reason) : EntityEvent;

    /// <summary>A duty was received that changed nothing else; kept so that its sequence is remembered.</summary>
    public sealed record DutyNoted : EntityEvent;
}
