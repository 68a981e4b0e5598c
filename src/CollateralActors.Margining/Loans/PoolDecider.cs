using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Loans;

/// <summary>
/// The rules of a pool: suppliers fill it for shares, it lends what it has, and interest and losses are the suppliers'.
/// </summary>
public sealed class PoolDecider : IDecider<PoolState>
{
    /// <inheritdoc/>
    public PoolState Initial(EntityId id) => new(new AssetId(id.Key));

    /// <inheritdoc/>
    public Decision Decide(Entity<PoolState> entity, Envelope envelope, DecisionContext context)
    {
        if (context.Market is not { } market)
            return new Decision.NotYet("the market's first frame");
        if (market.Risk.Find(entity.State.Asset) is null)
            return new Decision.NotYet($"asset {entity.State.Asset} in the risk book");
        var events = new List<IEvent>();
        var state = entity.State;
        if (PoolDesk.Accrual(state, market) is { } accrued)
            Add(accrued);
        if (Answer(state, (PoolCommand)envelope.Command, market) is { } answer)
            Add(answer);
        if (events.Count > 0 && state.Figures != state.Told)
            events.Add(new PoolEvent.FiguresReported(state.Figures));
        return events.Count > 0 ? new Decision.Accepted(events, []) : Decision.Nothing;

        void Add(PoolEvent @event)
        {
            events.Add(@event);
            state = After(state, @event);
        }
    }

    /// <inheritdoc/>
    public PoolState Evolve(PoolState state, Recorded recorded) => After(state, (PoolEvent)recorded.Event);

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<PoolState> before, IEvent @event)
    {
        var asset = before.State.Asset;
        return @event switch
        {
            PoolEvent.SupplyTaken e =>
                [new(Entities.Account(e.Account), new AccountCommand.BookSupply(asset, e.Amount, e.Shares))],
            PoolEvent.RedemptionPaid e =>
                [new(Entities.Account(e.Account), new AccountCommand.BookRedemption(asset, e.Amount, e.Shares))],
            PoolEvent.Lent e =>
                [new(Entities.Account(e.Account), new AccountCommand.BookLoan(asset, e.Amount, e.Units))],
            PoolEvent.RequestRefused e =>
                [new(Entities.Account(e.Account), new AccountCommand.BookPoolRefusal(asset, e.Request, e.Reason))],
            PoolEvent.FiguresReported e => [new(Entities.Market, new MarketCommand.ReportPool(e.Figures))],
            _ => [],
        };
    }

    /// <inheritdoc/>
    public bool MayRest(PoolState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(PoolState before, IReadOnlyList<Recorded> decision) =>
        decision.Select(recorded => CommandOf(recorded.Event)).FirstOrDefault(command => command is not null)
        ?? (decision.Any(recorded => recorded.Event is PoolEvent.Accrued) ? new PoolCommand.Accrue() : null);

    private static ICommand? CommandOf(IEvent @event) => @event switch
    {
        PoolEvent.SupplyTaken e => new PoolCommand.Supply(e.Account, e.Amount),
        PoolEvent.Lent e => new PoolCommand.Lend(e.Account, e.Amount),
        PoolEvent.RedemptionPaid e => new PoolCommand.Redeem(e.Account, e.Amount, e.Shares),
        PoolEvent.RepaymentReceived e => new PoolCommand.ReceiveRepayment(e.Account, e.Amount, e.Units),
        PoolEvent.SharesTakenOver e => new PoolCommand.TakeOverShares(e.Account, e.Shares),
        PoolEvent.LossTaken e => new PoolCommand.WriteOff(e.Account, e.Units),
        PoolEvent.RequestRefused { Request: { Action: PoolAction.Supply, Amount: { } amount } } e =>
            new PoolCommand.Supply(e.Account, amount),
        PoolEvent.RequestRefused { Request: { Action: PoolAction.Borrow, Amount: { } amount } } e =>
            new PoolCommand.Lend(e.Account, amount),
        PoolEvent.RequestRefused e => new PoolCommand.Redeem(e.Account, e.Request.Amount, e.Request.Shares),
        _ => null,
    };

    private static PoolEvent? Answer(PoolState state, PoolCommand command, MarketView market) => command switch
    {
        PoolCommand.Supply c => PoolDesk.Take(state, c, market),
        PoolCommand.Redeem c => PoolDesk.Redeem(state, c, market),
        PoolCommand.Lend c => PoolDesk.Lend(state, c, market),
        PoolCommand.ReceiveRepayment c => PoolDesk.Receive(state, c, market),
        PoolCommand.WriteOff c => PoolDesk.Lose(state, c, market),
        PoolCommand.TakeOverShares c => new PoolEvent.SharesTakenOver(c.Account, c.Shares),
        PoolCommand.Accrue => null,
        _ => throw new UnreachableException($"unhandled command {command.GetType().Name}"),
    };

    private static PoolState After(PoolState state, PoolEvent @event) => @event switch
    {
        PoolEvent.Accrued e => state with
        {
            Index = e.Index,
            Before = e.Before,
            SupplyIndex = e.SupplyIndex,
            Reserve = e.Reserve,
            InAdvance = Amount.Zero,
        },
        PoolEvent.SupplyTaken e => Moved(state, e.Amount, Amount.Zero, e.Shares) with
        {
            InAdvance = Sum(state.InAdvance, e.InAdvance),
        },
        PoolEvent.RedemptionPaid e => Moved(state, -e.Amount, Amount.Zero, -e.Shares),
        PoolEvent.Lent e => Moved(state, -e.Amount, e.Units, Amount.Zero),
        PoolEvent.RepaymentReceived e => Moved(state, e.Amount, -e.Units, Amount.Zero) with
        {
            Reserve = e.Reserve,
            SupplyIndex = e.SupplyIndex,
        },
        PoolEvent.LossTaken e => Moved(state, Amount.Zero, -e.Units, Amount.Zero) with
        {
            Reserve = e.Reserve,
            SupplyIndex = e.SupplyIndex,
        },
        PoolEvent.SharesTakenOver e => state with { VenueShares = Sum(state.VenueShares, e.Shares) },
        PoolEvent.RequestRefused => state,
        PoolEvent.FiguresReported e => state with { Told = e.Figures },
        _ => throw new UnreachableException($"unhandled event {@event.GetType().Name}"),
    };

    private static PoolState Moved(PoolState state, Amount cash, Amount units, Amount shares) => state with
    {
        Cash = Sum(state.Cash, cash),
        Units = Sum(state.Units, units),
        Shares = Sum(state.Shares, shares),
    };

    private static Amount Sum(Amount a, Amount b) => new(Decimals.Normal((a + b).Value));
}
