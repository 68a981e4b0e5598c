namespace CollateralActors.Margining.Deciding;

/// <summary>What a decider says to a command.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>
    /// Yes: these events, then these signals, and a command to pass on with the client's reply address.
    /// </summary>
    /// <param name="Events">At least one.</param>
    /// <param name="Signals">Sent after the events are stored; nothing is lost with them.</param>
    /// <param name="PassOn">
    /// The command that these events prepared, to be answered by whoever receives it; usually null.
    /// </param>
    /// <param name="DecidedAt">The frame decided at, where it is another than the context's.</param>
    public sealed record Accepted(
        IReadOnlyList<IEvent> Events,
        IReadOnlyList<Envelope> Signals,
        Envelope? PassOn = null,
        Units.FrameNumber DecidedAt = default) : Decision
    {
        /// <summary>What the client should know beside the yes, such as quotes that were left out and why.</summary>
        public Units.ValueList<string> Notes { get; init; } = [];
    }

    /// <summary>No, and why. Nothing changed.</summary>
    public sealed record Rejected(Rejection Reason) : Decision;

    /// <summary>This very command was accepted before. Nothing changed.</summary>
    public sealed record AlreadyApplied : Decision;

    /// <summary>Seen, nothing to store.</summary>
    public sealed record Observed(IReadOnlyList<Envelope> Signals) : Decision;

    /// <summary>Not decided here: the command goes on, and whoever receives it answers.</summary>
    public sealed record PassedOn(Envelope Envelope) : Decision;

    /// <summary>
    /// Cannot be decided yet, for want of <paramref name="MissingWhat"/>; the same command may be sent again.
    /// </summary>
    public sealed record NotYet(string MissingWhat) : Decision
    {
        /// <summary>
        /// The command that its client waits for, where another one carried it here; null where it came by itself.
        /// </summary>
        public Envelope? Asked { get; init; }
    }

    /// <summary>Accepts with nothing but events.</summary>
    public static Decision Accept(params IReadOnlyList<IEvent> events) => new Accepted(events, []);

    /// <summary>Refuses.</summary>
    public static Decision Reject(Rejection reason) => new Rejected(reason);

    /// <summary>Nothing to store and nothing to send.</summary>
    public static Decision Nothing { get; } = new Observed([]);
}

/// <summary>What a client is told.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Stored; <paramref name="Version"/> is the entity's sequence number after it.</summary>
    public sealed record Accepted(long Version) : Outcome
    {
        /// <summary>What the client should know beside the yes, such as quotes that were left out and why.</summary>
        public Units.ValueList<string> Notes { get; init; } = [];
    }

    /// <summary>Was stored before; <paramref name="Version"/> is the entity's present sequence number.</summary>
    public sealed record AlreadyApplied(long Version) : Outcome;

    /// <summary>Refused, and why.</summary>
    public sealed record Refused(Rejection Reason) : Outcome;

    /// <summary>Not now: try the same command again after a while. Nothing was stored.</summary>
    public sealed record Busy(string Why, TimeSpan RetryAfter) : Outcome;
}

/// <summary>The answer to one client's command.</summary>
/// <param name="From">Who decided.</param>
/// <param name="Command">The client's id of the command.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record Reply(EntityId From, Units.CommandId Command, Outcome Outcome);
