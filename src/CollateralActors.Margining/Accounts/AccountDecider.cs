using System.Diagnostics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;

namespace CollateralActors.Margining.Accounts;

/// <summary>The rules of a margin account.</summary>
/// <param name="shards">Where the account's watchlist lives.</param>
public sealed class AccountDecider(Shards shards) : IDecider<AccountState>
{
    /// <inheritdoc/>
    public AccountState Initial(EntityId id) => AccountState.Initial(new AccountId(id.Key));

    /// <summary>
    /// A watched account's commands take their place among its frames at the watchlist, and nothing exposes an account
    /// that its watchlist does not know yet.
    /// </summary>
    public Envelope? Detour(Entity<AccountState> entity, Envelope envelope)
    {
        var state = entity.State;
        if (envelope.Stamp is { } stamp)
        {
            // The watch that a trade or a loan was stamped under may have been let go by what came before it: it
            // needs a new one.
            return !state.Watch.IsOn
                && stamp.Epoch <= state.Watch.Epoch
                && Exposes(envelope.Command)
                ? ToWatchlist(state, state.Watch.Epoch + 1, envelope with { Stamp = null })
                : null;
        }

        if (state.Watch.IsOn)
            return ToWatchlist(state, state.Watch.Epoch, envelope);
        return Exposes(envelope.Command)
            ? ToWatchlist(state, state.Watch.Epoch + 1, envelope)
            : null;
    }

    /// <inheritdoc/>
    public Decision Decide(Entity<AccountState> entity, Envelope envelope, DecisionContext context)
    {
        if (MarketFor(entity.State, envelope, context) is not { } market)
            return new Decision.NotYet("the market's first frame");
        return AccountDecision.Of(entity, envelope, market, shards).Decide((AccountCommand)envelope.Command);
    }

    /// <inheritdoc/>
    public AccountState Evolve(AccountState state, Recorded recorded)
    {
        var after = AccountEvolution.Evolve(state, (AccountEvent)recorded.Event);
        return after.Watch.IsOn && recorded.Frame > after.AsOf ? after with { AsOf = recorded.Frame } : after;
    }

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<AccountState> before, IEvent @event) =>
        AccountDuties.Of(before.State, (AccountEvent)@event, shards);

    /// <summary>Lets the watch go when prices cannot hurt the account any more and it owes no work.</summary>
    public IReadOnlyList<IEvent> Afterwards(Entity<AccountState> entity) =>
        entity.State is { Watch.IsOn: true, IsExposed: false, IsInLiquidation: false } && entity.Outbox.IsEmpty
            ? [new AccountEvent.WatchReleased(entity.State.Watch.Epoch)]
            : [];

    /// <summary>An account in liquidation wakes its liquidations, which nobody else looks after.</summary>
    public IEnumerable<Envelope> Reminders(Entity<AccountState> entity) =>
        from scope in entity.State.Scopes
        let liquidation = LiquidationOf(entity.State.StandingOf(scope).Episode)
        where liquidation is not null
        select Envelope.Signal(entity.Id, Entities.Liquidation(liquidation.Value), new EntityCommand.Ping());

    /// <inheritdoc/>
    public bool MayRest(AccountState state) => !state.IsInLiquidation;

    /// <inheritdoc/>
    public ICommand? CommandOf(AccountState before, IReadOnlyList<Recorded> decision) =>
        AccountReenactment.CommandOf(before, [.. decision.Select(r => r.Event).OfType<AccountEvent>()]);

    /// <summary>The liquidation that an account is in; null where it is in none.</summary>
    public static LiquidationId? LiquidationOf(Episode episode) => episode switch
    {
        Episode.None => null,
        Episode.Working e => e.Id,
        Episode.AwaitingFunds e => e.Id,
        Episode.AwaitingShares e => e.Id,
        _ => throw new UnreachableException($"unhandled episode {episode.GetType().Name}"),
    };

    /// <summary>
    /// Whether a part of an account with this status has to be liquidated and is not: it does not say whether prices
    /// allow it now.
    /// </summary>
    public static bool NeedsLiquidation(AccountState account, MarginScope scope, MarginStatus status)
    {
        var standing = account.StandingOf(scope);
        return standing.Episode is Episode.None && MarginCalls.IsLiquidatable(standing.Demand, status)
            && (account.HasPositionsIn(scope) || (account.OwesIn(scope) && !standing.IsUncovered));
    }

    /// <summary>Whether prices, or a halt of the venue, let a liquidation of a part of the account wait.</summary>
    public static bool IsPostponed(AccountState account, MarginScope scope, MarketView market) =>
        PriceGate.IsPostponed(account, scope, market);

    /// <summary>Whether a frame that finds a part at a status has anything to say of its margin call.</summary>
    public static bool IsCallDue(
        AccountState account, MarginScope scope, MarginFigures figures, MarketView market) =>
        MarginCalls.IsDue(account.StandingOf(scope), figures, market);

    /// <summary>Whether a frame finds something that the policies of an account do.</summary>
    public static bool IsPolicyDue(AccountState account, MarketView market) => account.Policies.Count > 0
        && PolicySteps.Of(AccountInterest.Paid(account, market), market, byFrame: true).Count > 0;

    /// <summary>Whether a grace path gives a part of an account time, and no margin call has said so yet.</summary>
    public static bool IsGraceUntold(AccountState account, MarginScope scope, MarginFigures figures) =>
        Assessment.IsGraceNew(account.StandingOf(scope), figures);

    private static bool Exposes(ICommand command) =>
        command is AccountCommand.ApplyTrade or AccountCommand.BookLoan
        || (command is AccountCommand.SetPolicies { Policies: var policies }
            && policies.Any(policy => policy is AccountPolicy.StopLoss));

    private Envelope ToWatchlist(AccountState state, int epoch, Envelope then) => Envelope.Signal(
        Entities.Account(state.Id), shards.WatchlistOf(state.Id), new WatchlistCommand.Watch(state.Id, epoch, then));

    // A frame that the account has already decided behind is not gone back to.
    private static MarketView? MarketFor(AccountState state, Envelope envelope, DecisionContext context) =>
        envelope.Stamp is { } stamp && stamp.Frame < state.AsOf ? context.History.At(state.AsOf) : context.Market;
}
