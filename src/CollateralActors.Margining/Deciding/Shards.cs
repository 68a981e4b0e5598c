using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deciding;

/// <summary>Which shard an entity lives in. An account, its liquidations and its watchlist share one.</summary>
/// <param name="Count">Number of shards; a constant of the venue, decided once.</param>
public sealed record Shards(int Count)
{
    /// <summary>The number of shards of every venue; see the decision record on shard count.</summary>
    public static readonly Shards Default = new(32);

    /// <summary>The shard of <paramref name="entity"/>, 0 to <see cref="Count"/> − 1.</summary>
    public int Of(EntityId entity) => entity.Kind switch
    {
        EntityKind.Watchlist => int.Parse(entity.Key, CultureInfo.InvariantCulture),
        EntityKind.Account => HashOf(entity.Key),
        EntityKind.Liquidation => HashOf(AccountOf(entity.Key)),
        _ => HashOf(entity.PersistenceId),
    };

    /// <summary>The watchlist that <paramref name="account"/> is on.</summary>
    public EntityId WatchlistOf(AccountId account) => Watchlist(HashOf(account.Value));

    /// <summary>All watchlists, in order.</summary>
    public IEnumerable<EntityId> Watchlists => Enumerable.Range(0, Count).Select(Watchlist);

    private static string AccountOf(string liquidation) =>
        liquidation.IndexOf(LiquidationId.Separator) is var at and >= 0
            ? liquidation[..at]
            : liquidation[..liquidation.LastIndexOf('.')];

    private static EntityId Watchlist(int shard) =>
        new(EntityKind.Watchlist, shard.ToString(CultureInfo.InvariantCulture));

    // FNV-1a with 32 bits over UTF-8: the same in every process and for ever, unlike a string's own hash code.
    private int HashOf(string key)
    {
        var hash = 2_166_136_261u;
        foreach (var octet in Encoding.UTF8.GetBytes(key))
            hash = unchecked((hash ^ octet) * 16_777_619u);
        return (int)(hash % (uint)Count);
    }
}

/// <summary>The names of the venue's entities.</summary>
public static class Entities
{
    /// <summary>The one risk book.</summary>
    public static readonly EntityId RiskBook = new(EntityKind.RiskBook, "main");

    /// <summary>The one market.</summary>
    public static readonly EntityId Market = new(EntityKind.Market, "main");

    /// <summary>The liquidators' one queue.</summary>
    public static readonly EntityId Liquidators = new(EntityKind.Liquidators, "main");

    /// <summary>A margin account.</summary>
    public static EntityId Account(AccountId id) => new(EntityKind.Account, id.Value);

    /// <summary>A liquidation episode.</summary>
    public static EntityId Liquidation(LiquidationId id) => new(EntityKind.Liquidation, id.Value);

    /// <summary>The insurance fund of an asset.</summary>
    public static EntityId Fund(AssetId asset) => new(EntityKind.Fund, asset.Value);

    /// <summary>An escrow.</summary>
    public static EntityId Escrow(EscrowId id) => new(EntityKind.Escrow, id.Value);

    /// <summary>The lenders' pool of an asset.</summary>
    public static EntityId Pool(AssetId asset) => new(EntityKind.Pool, asset.Value);

    /// <summary>The deleveraging of an instrument.</summary>
    public static EntityId Deleveraging(InstrumentId instrument) =>
        new(EntityKind.Deleveraging, instrument.Value);

    /// <summary>The simulated order book of an instrument.</summary>
    public static EntityId OrderBook(InstrumentId instrument) => new(EntityKind.OrderBook, instrument.Value);
}
