using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <summary>Whose margin the positions in an instrument use.</summary>
public enum MarginType
{
    /// <summary>The account's: shared with all its other cross positions.</summary>
    Cross,

    /// <summary>Their own, and nothing else.</summary>
    Isolated,
}

/// <summary>A part of an account that has a status and liquidations of its own.</summary>
/// <param name="Isolated">The instrument of an isolated position; null for balances and cross positions
/// together.</param>
public readonly record struct MarginScope(InstrumentId? Isolated)
{
    /// <summary>The balances and all positions that share them.</summary>
    public static MarginScope Cross => default;

    /// <summary>The part that a liquidation is of.</summary>
    public static MarginScope Of(LiquidationId liquidation) => new(liquidation.Isolated);

    /// <summary>Whether it is the part with the balances.</summary>
    public bool IsCross => Isolated is null;

    /// <inheritdoc/>
    public override string ToString() => Isolated?.Value ?? "cross";
}

/// <summary>How a part of an account stands.</summary>
/// <param name="Status">The status as last decided.</param>
/// <param name="Episode">Where it stands in a liquidation.</param>
/// <param name="IsUncovered">Whether a liquidation ended with a debt that the fund could not pay, and nothing has come
/// in since.</param>
public sealed record Standing(MarginStatus Status, Episode Episode, bool IsUncovered)
{
    /// <summary>Healthy, and not being liquidated.</summary>
    public static readonly Standing Good = new(MarginStatus.Healthy, new Episode.None(), false);

    /// <summary>Whether it was warned of a margin call: only while it is healthy.</summary>
    public bool IsWarned { get; init; }

    /// <summary>What a margin call asks for; null where none does, or without a deadline.</summary>
    public MarginDemand? Demand { get; init; }

    /// <summary>
    /// The end of the grace path that the margin call names as its deadline; null where it names none.
    /// </summary>
    public Instant? GraceUntil { get; init; }
}

/// <summary>An instrument that an account trades isolated.</summary>
/// <param name="Margin">
/// Margin of its position, in settle units at the asset's scale, outside the balances; negative where a loss was
/// larger. 0 without a position, unless a loss is left.
/// </param>
/// <param name="Standing">How it stands by its own margin.</param>
public sealed record IsolatedInstrument(Amount Margin, Standing Standing)
{
    /// <summary>Without a position, without margin.</summary>
    public static readonly IsolatedInstrument Empty = new(Amount.Zero, Standing.Good);
}
