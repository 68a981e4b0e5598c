using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Funds;

/// <summary>
/// The rules of an insurance fund: it takes in fees and collateral, and pays claims as far as it has money, and
/// as the risk book's limits allow.
/// </summary>
public sealed class FundDecider : IDecider<FundState>
{
    /// <inheritdoc/>
    public FundState Initial(EntityId id) => new(new AssetId(id.Key), Amount.Zero, Amount.Zero);

    /// <inheritdoc/>
    public Decision Decide(Entity<FundState> entity, Envelope envelope, DecisionContext context) =>
        (FundCommand)envelope.Command switch
        {
            FundCommand.Contribute or FundCommand.ReserveCover or FundCommand.Claim when context.Market is null =>
                new Decision.NotYet("the market's first frame"),
            FundCommand.Contribute c
                when MoneyChecks.Money(entity.State.Asset, c.Amount, entity.State.Balance, context.Market!.Risk)
                    is { } wrong =>
                Decision.Reject(wrong),
            FundCommand.Contribute c => Decision.Accept(new FundEvent.Contributed(c.Amount)),
            FundCommand.ReceiveFee c => Decision.Accept(new FundEvent.FeeReceived(c.Liquidation, c.Amount)),
            FundCommand.ReceiveCollateral c =>
                Decision.Accept(new FundEvent.CollateralReceived(c.Liquidation, c.Amount)),
            FundCommand.ReceiveForfeit c =>
                Decision.Accept(new FundEvent.ForfeitReceived(c.Account, c.Instrument, c.Amount)),
            FundCommand.ReserveCover c => Decision.Accept(Reserve(entity.State, c, context.Market!)),
            FundCommand.ReleaseCover c => entity.State.Covers.TryGetValue(c.Liquidation, out var kept)
                ? Decision.Accept(new FundEvent.CoverReleased(c.Liquidation, kept))
                : Decision.Nothing,
            FundCommand.Claim c => Decision.Accept(Answer(entity.State, c, context.Market!)),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };

    /// <inheritdoc/>
    public FundState Evolve(FundState state, Recorded recorded) => (FundEvent)recorded.Event switch
    {
        FundEvent.Contributed e => Add(state, e.Amount),
        FundEvent.FeeReceived e => Add(state, e.Amount),
        FundEvent.CollateralReceived e => Add(state, e.Amount),
        FundEvent.ForfeitReceived e => Add(state, e.Amount),
        FundEvent.ClaimAnswered e => Add(state, -e.Paid) with
        {
            Paid = state.Paid + e.Paid,
            Covers = state.Covers.Remove(e.Liquidation),
            Window = e.Window is { } since ? state.Window.With(since, e.Paid.Value) : state.Window,
        },
        FundEvent.CoverReserved e => state with
        {
            Covers = state.Covers.SetItem(
                e.Liquidation,
                new Amount(Decimals.Normal((state.Covers.GetValueOrDefault(e.Liquidation) + e.Reserved).Value))),
        },
        FundEvent.CoverReleased e => state with { Covers = state.Covers.Remove(e.Liquidation) },
        _ => throw new UnreachableException($"unhandled event {recorded.Event.GetType().Name}"),
    };

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<FundState> before, IEvent @event) => @event switch
    {
        FundEvent.ClaimAnswered e => [new Owed(
            Entities.Account(e.Account),
            new AccountCommand.ReceiveFundPayment(e.Liquidation, before.State.Asset, e.Claimed, e.Paid))],
        FundEvent.CoverReserved e => [new Owed(
            Entities.Account(e.Account),
            new AccountCommand.ReceiveCover(e.Liquidation, e.Step, before.State.Asset, e.Asked, e.Reserved))],
        _ => [],
    };

    /// <inheritdoc/>
    public bool MayRest(FundState state) => false;

    /// <inheritdoc/>
    public ICommand? CommandOf(FundState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        FundEvent.Contributed e => new FundCommand.Contribute(e.Amount),
        FundEvent.FeeReceived e => new FundCommand.ReceiveFee(e.Liquidation, e.Amount),
        FundEvent.CollateralReceived e => new FundCommand.ReceiveCollateral(e.Liquidation, e.Amount),
        FundEvent.ForfeitReceived e => new FundCommand.ReceiveForfeit(e.Account, e.Instrument, e.Amount),
        FundEvent.ClaimAnswered e => new FundCommand.Claim(e.Liquidation, e.Account, e.Claimed, e.Severity),
        FundEvent.CoverReserved e =>
            new FundCommand.ReserveCover(e.Liquidation, e.Step, e.Account, e.Asked, e.Severity),
        FundEvent.CoverReleased e => new FundCommand.ReleaseCover(e.Liquidation),
        _ => null,
    };

    private static FundEvent.ClaimAnswered Answer(FundState state, FundCommand.Claim c, MarketView market)
    {
        var answer = new FundEvent.ClaimAnswered(
            c.Liquidation, c.Account, c.Amount, Amount.Min(c.Amount, Most(state, c.Liquidation, market)), c.Severity);
        return market.Risk.Find(state.Asset)?.Fund is { PerWindow: not null } rules
            ? answer with { Window = state.Window.At(market.Time, rules.Window).Since }
            : answer;
    }

    private static FundEvent.CoverReserved Reserve(FundState state, FundCommand.ReserveCover c, MarketView market)
    {
        var more = Most(state, c.Liquidation, market) - state.Covers.GetValueOrDefault(c.Liquidation);
        return new FundEvent.CoverReserved(
            c.Liquidation,
            c.Step,
            c.Account,
            c.Amount,
            Amount.Min(c.Amount, Amount.Max(Amount.Zero, more)),
            c.Severity);
    }

    /// <summary>All that a liquidation's claim may get now: nothing of it is kept for another.</summary>
    private static Amount Most(FundState state, LiquidationId liquidation, MarketView market)
    {
        var kept = state.KeptFromOthers(liquidation);
        var most = Amount.Max(Amount.Zero, state.Balance - kept);
        if (market.Risk.Find(state.Asset)?.Fund is not { } rules)
            return most;
        if (rules.PerClaim is { } perClaim)
            most = Amount.Min(most, perClaim);
        if (rules.PerWindow is { } perWindow)
        {
            var left = state.Window.At(market.Time, rules.Window).LeftOf(perWindow.Value);
            most = Amount.Min(most, Amount.Max(Amount.Zero, new Amount(left) - kept));
        }

        return most;
    }

    private static FundState Add(FundState state, Amount amount) =>
        state with { Balance = new Amount(Decimals.Normal((state.Balance + amount).Value)) };
}
