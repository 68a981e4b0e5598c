using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Market;

/// <summary>Looks for what escrows wait for.</summary>
internal static class EscrowLookout
{
    private static readonly Dictionary<Symbol, OracleState> Unchanged = [];

    /// <summary>The escrows that wait for something that a frame shows.</summary>
    /// <param name="state">The market before the frame.</param>
    /// <param name="updates">The oracles that the frame changes.</param>
    /// <param name="now">The frame's time.</param>
    public static ValueList<EscrowSighting> Look(
        MarketState state, IReadOnlyList<SymbolUpdate> updates, Instant now)
    {
        if (state.Escrows.IsEmpty)
            return [];
        var changed = updates.ToDictionary(update => update.Symbol, update => update.Oracle);
        return
        [
            .. from watch in state.Escrows
            let seen = Seen(watch.Value, state, changed, now)
            where seen.Count > 0 || now >= watch.Value.At
            select new EscrowSighting(watch.Key, state.Frame.Next, now, seen),
        ];
    }

    /// <summary>When a frame would show one of them what it waits for though nobody quotes; null if none.</summary>
    public static Instant? NextDue(MarketState state)
    {
        Instant? next = null;
        foreach (var (_, watch) in state.Escrows)
        {
            Earlier(watch.At);
            foreach (var condition in watch.Prices)
            {
                var from = condition.From ?? default;
                if (GoodPrice(condition.Asset, state, Unchanged) is { } price && condition.HoldsAt(price, from))
                    Earlier(from);
            }
        }

        return next;

        void Earlier(Instant due) => next = next is { } earlier && earlier <= due ? earlier : due;
    }

    private static ValueList<SeenPrice> Seen(
        EscrowWatch watch, MarketState state, Dictionary<Symbol, OracleState> changed, Instant now) =>
        watch.Prices.Count == 0 ? [] :
        [
            .. (from condition in watch.Prices
            let price = GoodPrice(condition.Asset, state, changed)
            where price is not null && condition.HoldsAt(price.Value, now)
            orderby condition.Asset
            select new SeenPrice(condition.Asset, price.Value)).Distinct(),
        ];

    // A price that is stale, held, uncertain or halted decides nothing, and none does while the venue is halted.
    private static Price? GoodPrice(AssetId asset, MarketState state, Dictionary<Symbol, OracleState> changed)
    {
        var symbol = Symbol.Of(asset);
        var oracle = changed.GetValueOrDefault(symbol) ?? state.States.GetValueOrDefault(symbol);
        return oracle is { Condition: OracleCondition.Live } && !state.IsHalted ? oracle.Price : null;
    }
}
