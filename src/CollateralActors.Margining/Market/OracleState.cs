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

    /// <summary>Live, but the sources are less sure of the price than the symbol asks for.</summary>
    Uncertain,

    /// <summary>Too few live sources: the accepted price is from earlier.</summary>
    Stale,

    /// <summary>The median is beyond the band, which has not yielded: the accepted price is from earlier.</summary>
    Held,

    /// <summary>For too long no price was accepted: see <see cref="OracleRules.LostAfter"/>.</summary>
    Lost,

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
public sealed record SourceQuote(SourceId Source, Price Price, Instant Time, Instant ReceivedAt)
{
    /// <summary>
    /// Half-width of the interval that the source believes the price to be in; null where it does not say.
    /// </summary>
    public Price? Confidence { get; init; }
}

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
    /// <summary>Half-width of the accepted price's interval; null where no rule asks for it.</summary>
    public Price? Confidence { get; init; }

    /// <summary>Mean of (what the sources say − index); null where the mark does not follow an index.</summary>
    public TimeAverage? Premium { get; init; }

    /// <summary>
    /// What the sources said − index at the last good pass; 0 where the mark does not follow an index.
    /// </summary>
    public decimal LastPremium { get; init; }

    /// <summary>
    /// The mark that follows its index, which counts instead of the accepted price; null without one.
    /// </summary>
    public Price? Smoothed { get; init; }

    /// <summary>Mean of the price over time; null where no rule asks for it.</summary>
    public TimeAverage? Average { get; init; }

    /// <summary>
    /// What the price counts by where it is not needed to keep positions; null where that is the price.
    /// </summary>
    public CautiousPrices? Cautious { get; init; }

    /// <summary>
    /// The pass that first found no good price; null while there is one, or where no rule asks for it.
    /// </summary>
    public Instant? DownSince { get; init; }

    /// <summary>
    /// The share of its price that a lost asset still counts as collateral; null where that is all of it.
    /// </summary>
    public Rate? Remaining { get; init; }

    /// <summary>The price that counts; null before the first.</summary>
    public Price? Price => Smoothed ?? Accepted?.Price;

    /// <summary>Whether enough sources stand for the price, however sure they are of it.</summary>
    public bool IsGood => Condition is OracleCondition.Live or OracleCondition.Uncertain;

    /// <summary>Before any quote.</summary>
    public static OracleState Initial { get; } =
        new([], Accepted: null, Pending: null, OracleMode.Running, OracleCondition.NoPrice);
}
