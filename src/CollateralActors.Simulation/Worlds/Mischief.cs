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
}

/// <summary>Decides by a seed what goes wrong.</summary>
/// <param name="seed">Picks one of many courses.</param>
/// <param name="rate">Share of deliveries that something happens to; each fate but arrival as likely.</param>
public sealed class Mischief(long seed, decimal rate)
{
    private static readonly Fate[] Faults = [Fate.GetLost, Fate.Repeat, Fate.MeetCrash, Fate.CauseCrash];

    private readonly SeededRandom random = SeededRandom.For(seed, "mischief");

    /// <summary>How many times something went wrong so far.</summary>
    public int Count { get; private set; }

    internal Fate Next()
    {
        if (!random.NextChance(rate))
            return Fate.Arrive;
        Count++;
        return random.Choose(Faults);
    }
}
