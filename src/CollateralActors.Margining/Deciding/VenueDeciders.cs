using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Deciding;

/// <summary>Does something with a decider whose state's type the caller does not know.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IDeciderVisitor<out TResult>
{
    /// <summary>Called with the decider of the kind that was asked for.</summary>
    TResult Visit<TState>(IDecider<TState> decider);
}

/// <summary>The deciders of a venue, one a kind of entity: the one table that actors, replay and audit share.</summary>
/// <param name="shards">Where accounts' watchlists live.</param>
/// <param name="liquidators">How many liquidators there may be.</param>
public sealed class VenueDeciders(Shards shards, LiquidatorPool liquidators)
{
    private readonly AccountDecider accounts = new(shards);
    private readonly MarketDecider market = new(shards);
    private readonly RiskBookDecider riskBook = new();
    private readonly WatchlistDecider watchlists = new();
    private readonly LiquidationDecider liquidations = new();
    private readonly LiquidatorsDecider liquidatorQueue = new(liquidators);
    private readonly FundDecider funds = new();
    private readonly EscrowDecider escrows = new();
    private readonly PoolDecider pools = new();
    private readonly OrderBookDecider orderBooks = new();
    private readonly DeleveragingDecider deleveraging = new();

    /// <summary>Where accounts' watchlists live.</summary>
    public Shards Shards => shards;

    /// <summary>Whether entities of a kind store events; the liquidators' queue does not.</summary>
    public static bool Stores(EntityKind kind) => kind != EntityKind.Liquidators;

    /// <summary>Hands the decider of <paramref name="kind"/> to <paramref name="visitor"/>.</summary>
    public TResult Accept<TResult>(EntityKind kind, IDeciderVisitor<TResult> visitor) => kind switch
    {
        EntityKind.Account => visitor.Visit(accounts),
        EntityKind.Market => visitor.Visit(market),
        EntityKind.RiskBook => visitor.Visit(riskBook),
        EntityKind.Watchlist => visitor.Visit(watchlists),
        EntityKind.Liquidation => visitor.Visit(liquidations),
        EntityKind.Liquidators => visitor.Visit(liquidatorQueue),
        EntityKind.Fund => visitor.Visit(funds),
        EntityKind.Escrow => visitor.Visit(escrows),
        EntityKind.Pool => visitor.Visit(pools),
        EntityKind.OrderBook => visitor.Visit(orderBooks),
        EntityKind.Deleveraging => visitor.Visit(deleveraging),
        _ => throw new UnreachableException($"no decider for {kind}"),
    };
}
