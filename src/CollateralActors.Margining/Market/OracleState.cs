using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>What an operator wants of an oracle.</summary>
public enum OracleMode
{
    /// <summary>Prices are accepted, subject to the band.</summary>
    Running,

    /// <summary>Quotes are remembered, no price is accepted.</summary>
    Halted,

    /// <summary>Resumed after a halt: the next median is accepted without the band, as a first price is.</summary>
    Resuming,
}

/// <summary>What an oracle's accepted price is worth.</summary>
public enum OracleCondition
{
    /// <summary>No price was accepted yet.</summary>
    NoPrice,

    /// <summary>The accepted price is the median of enough live sources.</summary>
    Live,

    /// <summary>Too few live sources: the accepted price is from earlier.</summary>
    Stale,

    /// <summary>The median is beyond the band, which has not yielded: the accepted price is from earlier.</summary>
    Held,

    /// <summary>Halted by an operator: the accepted price is from earlier.</summary>
    Halted,
}

/// <summary>Which side of the band a price is on.</summary>
public enum MoveDirection
{
    /// <summary>Below it.</summary>
    Down = -1,

    /// <summary>Inside it, its ends included.</summary>
    None = 0,

    /// <summary>Above it.</summary>
    Up = 1,
}

/// <summary>The last quote of one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Price">What it said, without trailing zeros.</param>
/// <param name="Time">When it saw the price, by its own clock.</param>
/// <param name="ReceivedAt">Time of the pass that the quote came in, by the venue's clock.</param>
public sealed record SourceQuote(SourceId Source, Price Price, Instant Time, Instant ReceivedAt);

/// <summary>A price that counts.</summary>
/// <param name="Price">At the symbol's scale, without trailing zeros.</param>
/// <param name="AcceptedAt">
/// Time of the pass that accepted it; a pass that finds the same price again does not move it.
/// </param>
public sealed record AcceptedPrice(Price Price, Instant AcceptedAt);

/// <summary>A move beyond the band that enough sources make together.</summary>
/// <param name="Direction">Up or down.</param>
/// <param name="Since">Time of the pass that first saw them do so; at every pass since they still did.</param>
public sealed record PendingMove(MoveDirection Direction, Instant Since);

/// <summary>All that an oracle remembers. Compares by value.</summary>
/// <param name="Quotes">The last quote of each source that ever quoted, in order of the sources.</param>
/// <param name="Accepted">The last accepted price; null before the first.</param>
/// <param name="Pending">A move that the band may yield to; null while there is none.</param>
/// <param name="Mode">What an operator wants.</param>
/// <param name="Condition">What the accepted price was worth at the last pass.</param>
public sealed record OracleState(
    ValueList<SourceQuote> Quotes,
    AcceptedPrice? Accepted,
    PendingMove? Pending,
    OracleMode Mode,
    OracleCondition Condition)
{
    /// <summary>Before any quote.</summary>
    public static OracleState Initial { get; } =
        new([], Accepted: null, Pending: null, OracleMode.Running, OracleCondition.NoPrice);
}
