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
            FundCommand.Contribute when context.Market is null => new Decision.NotYet("the market's first frame"),
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
            FundCommand.Claim when context.Market is null => new Decision.NotYet("the market's first frame"),
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
            Window = e.Window is { } since ? state.Window.With(since, e.Paid.Value) : state.Window,
        },
        _ => throw new UnreachableException($"unhandled event {recorded.Event.GetType().Name}"),
    };

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<FundState> before, IEvent @event) => @event is FundEvent.ClaimAnswered e
        ? [new Owed(
            Entities.Account(e.Account),
            new AccountCommand.ReceiveFundPayment(e.Liquidation, before.State.Asset, e.Claimed, e.Paid))]
        : [];

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
        _ => null,
    };

    private static FundEvent.ClaimAnswered Answer(FundState state, FundCommand.Claim c, MarketView market)
    {
        var (rules, paid) = (market.Risk.Find(state.Asset)?.Fund, Amount.Min(c.Amount, state.Balance));
        if (rules?.PerClaim is { } most)
            paid = Amount.Min(paid, most);
        if (rules?.PerWindow is not { } perWindow)
            return new FundEvent.ClaimAnswered(c.Liquidation, c.Account, c.Amount, paid, c.Severity);
        var window = state.Window.At(market.Time, rules.Window);
        paid = Amount.Min(paid, new Amount(window.LeftOf(perWindow.Value)));
        return new FundEvent.ClaimAnswered(c.Liquidation, c.Account, c.Amount, paid, c.Severity)
        {
            Window = window.Since,
        };
    }

    private static FundState Add(FundState state, Amount amount) =>
        state with { Balance = new Amount(Decimals.Normal((state.Balance + amount).Value)) };
}
