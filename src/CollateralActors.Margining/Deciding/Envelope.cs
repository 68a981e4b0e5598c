using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>What an entity is asked to do. Immutable, equal by value.</summary>
public interface ICommand;

/// <summary>What happened to an entity. Immutable, equal by value; the journal keeps it for ever.</summary>
public interface IEvent;

/// <summary>Who sent a command, and by what a repetition of it is known.</summary>
public abstract record Origin
{
    private Origin()
    {
    }

    /// <summary>Someone outside, who made <paramref name="Id"/> before the first try.</summary>
    public sealed record Client(CommandId Id) : Origin;

    /// <summary>
    /// Another entity that owes this, number <paramref name="Sequence"/> (from 1) of all that it owed to this receiver.
    /// </summary>
    public sealed record Duty(EntityId Sender, long Sequence) : Origin;

    /// <summary>Another entity that loses nothing if this gets lost, and harms nothing if it is repeated.</summary>
    public sealed record Signal(EntityId Sender) : Origin;
}

/// <summary>The place that a watchlist gave a command in its account's order of frames and commands.</summary>
/// <param name="Frame">The frame to decide at: the last one that the watchlist has passed.</param>
/// <param name="Epoch">The watch under which it was given.</param>
/// <param name="Ticket">
/// Counts up with everything that the watchlist passes to the account; a band answers one ticket.
/// </param>
public sealed record Stamp(FrameNumber Frame, int Epoch, long Ticket)
{
    /// <summary>
    /// Earlier frames that the account was to look at and has not answered for, in order: it looks at them first.
    /// Whatever gets lost on the way, nothing overtakes a look.
    /// </summary>
    public ValueList<FrameNumber> Looks { get; init; } = [];
}

/// <summary>One command on its way to one entity.</summary>
/// <param name="To">Who must decide.</param>
/// <param name="Origin">Who sent it.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Stamp">Its place in the account's order; null until a watchlist gave it one.</param>
public sealed record Envelope(EntityId To, Origin Origin, ICommand Command, Stamp? Stamp = null)
{
    /// <summary>A signal from <paramref name="sender"/> to <paramref name="to"/>.</summary>
    public static Envelope Signal(EntityId sender, EntityId to, ICommand command) =>
        new(to, new Origin.Signal(sender), command);
}
