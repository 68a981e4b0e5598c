using System.Diagnostics;
using System.Globalization;

namespace CollateralActors.Margining.Deciding;

/// <summary>The kinds of entity, in the order in which their messages are applied within a round.</summary>
public enum EntityKind
{
    /// <summary>The venue's parameters.</summary>
    RiskBook,

    /// <summary>The source of frames.</summary>
    Market,

    /// <summary>Which accounts of a shard must be watched.</summary>
    Watchlist,

    /// <summary>A margin account.</summary>
    Account,

    /// <summary>One liquidation episode of one account.</summary>
    Liquidation,

    /// <summary>The liquidators' common queue of work; it stores nothing.</summary>
    Liquidators,

    /// <summary>The simulated venue's order book of one instrument.</summary>
    OrderBook,

    /// <summary>The insurance fund of one asset.</summary>
    Fund,

    /// <summary>Collateral that parties have locked under a programme.</summary>
    Escrow,

    /// <summary>What suppliers of one asset have put together to be lent.</summary>
    Pool,

    /// <summary>How positions in one instrument stand, and who has to close against the bankrupt.</summary>
    Deleveraging,
}

/// <summary>Names one entity of the venue.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Which one; unique within the kind.</param>
public readonly record struct EntityId(EntityKind Kind, string Key) : IComparable<EntityId>
{
    private static readonly (EntityKind Kind, string Prefix)[] Prefixes =
    [
        (EntityKind.RiskBook, "risk-"),
        (EntityKind.Market, "market-"),
        (EntityKind.Watchlist, "watchlist-"),
        (EntityKind.Account, "account-"),
        (EntityKind.Liquidation, "liquidation-"),
        (EntityKind.Liquidators, "liquidators-"),
        (EntityKind.OrderBook, "book-"),
        (EntityKind.Fund, "fund-"),
        (EntityKind.Escrow, "escrow-"),
        (EntityKind.Pool, "pool-"),
        (EntityKind.Deleveraging, "deleveraging-"),
    ];

    /// <summary>The name that the journal stores it under, such as <c>account-alice</c>. Never changes.</summary>
    public string PersistenceId => PrefixOf(Kind) + Key;

    /// <summary>
    /// Whose liquidation it is, an account's or an isolated position's, and its number; null for entities of other
    /// kinds. The liquidations of one of these follow one another: when one begins, all that those before it had to
    /// send has been done.
    /// </summary>
    public (string Of, int Number)? Episode =>
        Kind == EntityKind.Liquidation && Key.LastIndexOf('.') is var dot and > 0
            && int.TryParse(Key.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (Key[..dot], number)
                : null;

    /// <summary>
    /// Whether it is a liquidation of the same part of an account as <paramref name="other"/>, and an earlier one.
    /// </summary>
    public bool IsEpisodeBefore(EntityId other) =>
        Episode is { } mine && other.Episode is { } others
            && mine.Of == others.Of && mine.Number < others.Number;

    /// <summary>Reads a persistence id back; null where it names no entity.</summary>
    public static EntityId? Parse(string persistenceId)
    {
        foreach (var (kind, prefix) in Prefixes)
        {
            if (persistenceId.StartsWith(prefix, StringComparison.Ordinal) && persistenceId.Length > prefix.Length)
                return new EntityId(kind, persistenceId[prefix.Length..]);
        }

        return null;
    }

    /// <inheritdoc/>
    public int CompareTo(EntityId other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Key, other.Key);

    /// <inheritdoc/>
    public override string ToString() => PersistenceId;

    private static string PrefixOf(EntityKind kind)
    {
        foreach (var (candidate, prefix) in Prefixes)
        {
            if (candidate == kind)
                return prefix;
        }

        throw new UnreachableException($"no prefix for {kind}");
    }
}
