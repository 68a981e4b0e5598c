using CollateralActors.Margining.Deciding;

namespace CollateralActors.Simulation.Worlds;

/// <summary>What becomes of messages that were handed to an entity together.</summary>
public enum Fate
{
    /// <summary>They arrive.</summary>
    Arrive,

    /// <summary>They never arrive.</summary>
    GetLost,

    /// <summary>They arrive twice.</summary>
    Repeat,

    /// <summary>The entity dies before it sees them, and recovers from its events.</summary>
    MeetCrash,

    /// <summary>The entity stores what follows from them, then dies before it sends or answers anything.</summary>
    CauseCrash,

    /// <summary>The same, but that it dies after the first message that it sends.</summary>
    CrashHalfway,

    /// <summary>
    /// Those of one sender overtake each other: the last comes first. What comes too early is not taken, and sent
    /// again.
    /// </summary>
    ComeInDisorder,
}

/// <summary>Decides what goes wrong.</summary>
public sealed class Mischief
{
    private static readonly Fate[] Faults =
        [Fate.GetLost, Fate.Repeat, Fate.MeetCrash, Fate.CauseCrash, Fate.CrashHalfway, Fate.ComeInDisorder];

    private readonly Func<EntityId, Fate> next;

    /// <summary>Decides by a seed.</summary>
    /// <param name="seed">Picks one of many courses.</param>
    /// <param name="rate">Share of deliveries that something happens to; each fate but arrival as likely.</param>
    public Mischief(long seed, decimal rate)
    {
        var random = SeededRandom.For(seed, "mischief");
        next = _ => random.NextChance(rate) ? random.Choose(Faults) : Fate.Arrive;
    }

    private Mischief(Func<EntityId, Fate> next) => this.next = next;

    /// <summary>How many times something went wrong so far.</summary>
    public int Count { get; private set; }

    /// <summary>Something goes wrong once, at a given delivery to entities of a kind.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="delivery">Which one, from 1.</param>
    /// <param name="fate">What happens to it.</param>
    public static Mischief At(EntityKind kind, int delivery, Fate fate)
    {
        var deliveries = 0;
        return new Mischief(to => to.Kind == kind && ++deliveries == delivery ? fate : Fate.Arrive);
    }

    internal Fate Next(EntityId to)
    {
        var fate = next(to);
        if (fate != Fate.Arrive)
            Count++;
        return fate;
    }
}
