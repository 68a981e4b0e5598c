using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>What is locked, until when, and each way out of it again. Data: it is decided on, never run.</summary>
/// <param name="Locks">What has to come in before it begins; no party locks the same asset twice.</param>
/// <param name="FundBy">When what has come in goes back if the rest has not.</param>
/// <param name="Exits">The ways out, once all is locked: the first whose condition holds, in this order.</param>
public sealed record EscrowProgramme(ValueList<EscrowLock> Locks, Instant FundBy, ValueList<EscrowExit> Exits)
{
    /// <summary>Everything that is locked, by asset.</summary>
    public ValueList<Money> Totals =>
    [
        .. from part in Locks
        group part.Amount by part.Asset into of
        orderby of.Key
        select new Money(of.Aggregate(Amount.Zero, (sum, amount) => sum + amount), of.Key),
    ];

    /// <summary>Who locks something, each once, in the programme's order.</summary>
    public ValueList<AccountId> Parties => [.. Locks.Select(part => part.Party).Distinct()];

    /// <summary>When it is over at the latest: its way out by time. A checked programme has one.</summary>
    public Instant? Ends => Exits.Select(exit => exit.When).OfType<EscrowCondition.TimeReached>()
        .Select(time => (Instant?)time.At).Min();

    /// <summary>The exit of this name; null where there is none.</summary>
    public EscrowExit? Find(string name) => Exits.FirstOrDefault(exit => exit.Name == name);
}

/// <summary>What one party locks of one asset.</summary>
/// <param name="Party">An account.</param>
/// <param name="Asset">An asset of the risk book.</param>
/// <param name="Amount">More than 0, at the asset's scale.</param>
public sealed record EscrowLock(AccountId Party, AssetId Asset, Amount Amount);

/// <summary>One way out.</summary>
/// <param name="Name">Unique in the programme; 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="When">When it is taken.</param>
/// <param name="Then">To whom everything goes.</param>
public sealed record EscrowExit(string Name, EscrowCondition When, EscrowOutcome Then);

/// <summary>Which side of its level a price has to be on; the level itself is on both.</summary>
public enum PriceSide
{
    /// <summary>At or above it.</summary>
    Above,

    /// <summary>At or below it.</summary>
    Below,
}

/// <summary>When an exit is taken.</summary>
public abstract record EscrowCondition
{
    private EscrowCondition()
    {
    }

    /// <summary>A frame's time has reached this. The one condition that is certain to hold some day.</summary>
    public sealed record TimeReached(Instant At) : EscrowCondition;

    /// <summary>
    /// A frame's accepted index price is on this side of a level, live and while the venue is not halted.
    /// </summary>
    /// <param name="Asset">Whose index price, in the valuation currency.</param>
    /// <param name="Side">At or above the level, or at or below it.</param>
    /// <param name="Level">The level.</param>
    /// <param name="From">Frames before this do not count; null where every frame counts.</param>
    public sealed record PriceReached(AssetId Asset, PriceSide Side, Price Level, Instant? From = null)
        : EscrowCondition
    {
        /// <summary>Whether a good price of this much at a frame of this time is what is waited for.</summary>
        public bool HoldsAt(Price price, Instant time) =>
            (From is not { } from || time >= from)
            && (Side == PriceSide.Above ? price.Value >= Level.Value : price.Value <= Level.Value);
    }

    /// <summary>So many of these have said that they agree to this exit.</summary>
    /// <param name="By">Who is asked: parties or others, each once.</param>
    /// <param name="Needed">How many of them it takes: 1 to all.</param>
    public sealed record Agreed(ValueList<AccountId> By, int Needed) : EscrowCondition;

    /// <summary>This one has decided for this exit. The same arbiter may have several exits to choose from.</summary>
    public sealed record Decided(AccountId Arbiter) : EscrowCondition;

    /// <summary>
    /// A party's account was declared bankrupt, or asked the insurance funds for a shortfall, after it had locked its
    /// part: the account as a whole, and not one of its isolated positions.
    /// </summary>
    public sealed record Defaulted(AccountId Party) : EscrowCondition;
}
