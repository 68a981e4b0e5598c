using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Liquidations;

/// <summary>
/// The rules of a liquidation: cancel orders, then step by step take a liquidator, ask the account what to close, send
/// the order to the venue, until the account says that it is over. One step a frame at most.
/// </summary>
public sealed class LiquidationDecider : IDecider<LiquidationState>
{
    /// <inheritdoc/>
    public LiquidationState Initial(EntityId id) => new LiquidationState.Unopened();

    /// <inheritdoc/>
    public Decision Decide(Entity<LiquidationState> entity, Envelope envelope, DecisionContext context) =>
        ((LiquidationCommand)envelope.Command, entity.State) switch
        {
            (LiquidationCommand.Open c, LiquidationState.Unopened) =>
                Decision.Accept(new LiquidationEvent.Opened(c.Account, c.Severity, c.EarliestFrame)),
            (LiquidationCommand.BeginWork, LiquidationState.Cancelling s) => new Decision.Accepted(
                [new LiquidationEvent.WorkBegun()],
                OfferOf(entity.Id, s, s.Account, s.Severity, s.EarliestFrame)),
            (LiquidationCommand.TakeStep c, LiquidationState.Waiting { HandedTo: null } s)
                when context.Market is { } market && OfferOf(entity.Id, s).IsDue(market.Frame, market.Time) =>
                Decision.Accept(new LiquidationEvent.StepTaken(s.StepsDone + 1) { Until = c.Until }),
            (LiquidationCommand.TakeStep, LiquidationState.Waiting { HandedTo: null } s) =>
                new Decision.Observed([Offer(entity.Id, s)]),
            (LiquidationCommand.TakeStep, _) => new Decision.Observed([Release(entity.Id)]),
            (LiquidationCommand.ExpireLease c, LiquidationState.Planning s) when s.Until <= c.At =>
                new Decision.Accepted(
                    [new LiquidationEvent.LeaseExpired(s.Step, c.At)],
                    Again(entity.Id, s, s.Account, s.Severity, context)),
            (LiquidationCommand.ExpireLease, _) => Decision.Nothing,
            (LiquidationCommand.HandOver c, _) => HandOver(entity, c),
            (LiquidationCommand.GiveBack, { HandedTo: not null } s) => new Decision.Accepted(
                [new LiquidationEvent.GivenBack()],
                s is LiquidationState.Waiting w ? [Offer(entity.Id, w)] : []),
            (LiquidationCommand.GiveBack, _) => new Decision.AlreadyApplied(),
            (LiquidationCommand.OrderStep c, _) when AwaitedBy(entity.State) == c.Step =>
                new Decision.Accepted(
                    [
                        new LiquidationEvent.StepOrdered(c.Step, c.Instrument, c.Quantity, c.Severity)
                        {
                            Limit = c.Limit,
                            Deleverages = c.Deleverages,
                        },
                    ],
                    [Signal(entity.Id, new LiquidatorsCommand.Ordered(IdOf(entity.Id), c.Instrument))]),
            (LiquidationCommand.DeferStep c, _) when AwaitedBy(entity.State) == c.Step =>
                Defer(entity.Id, entity.State, c, context),
            (LiquidationCommand.FinishStep c, LiquidationState.AtVenue s) when c.Step == s.Step =>
                Finish(entity.Id, s, c, context),
            (LiquidationCommand.Close c, not LiquidationState.Closed) =>
                new Decision.Accepted([new LiquidationEvent.Closed(c.Outcome)], [Release(entity.Id)]),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public LiquidationState Evolve(LiquidationState state, Recorded recorded) => recorded.Event switch
    {
        LiquidationEvent.HandedOver e => state with { HandedTo = e.To },
        LiquidationEvent.GivenBack => state with { HandedTo = null },
        LiquidationEvent.Closed e => new LiquidationState.Closed(e.Outcome),
        _ => Next(state, recorded) with { HandedTo = state.HandedTo },
    };

    private static LiquidationState Next(LiquidationState state, Recorded recorded) => (recorded.Event, state) switch
    {
        (LiquidationEvent.Opened e, _) => new LiquidationState.Cancelling(e.Account, e.Severity, e.EarliestFrame),
        (LiquidationEvent.WorkBegun, LiquidationState.Cancelling s) =>
            new LiquidationState.Waiting(s.Account, 0, s.Severity, s.EarliestFrame),
        (LiquidationEvent.StepTaken e, LiquidationState.Waiting s) => new LiquidationState.Planning(s.Account, e.Step)
        {
            Until = e.Until,
            Severity = e.Until is null ? Rate.Zero : s.Severity,
        },
        (LiquidationEvent.LeaseExpired e, LiquidationState.Planning s) =>
            new LiquidationState.Waiting(s.Account, e.Step - 1, s.Severity, recorded.Frame.Next) { IsAsked = true },
        (LiquidationEvent.StepOrdered e, LiquidationState.Planning or LiquidationState.Waiting) =>
            new LiquidationState.AtVenue(AccountOf(state), e.Step),
        (LiquidationEvent.StepDeferred e, LiquidationState.Planning or LiquidationState.Waiting) =>
            new LiquidationState.Waiting(AccountOf(state), e.Step - 1, e.Severity, recorded.Frame.Next)
            {
                NotBefore = e.Until,
            },
        (LiquidationEvent.StepFinished { MoreToClose: true } e, LiquidationState.AtVenue s) =>
            new LiquidationState.Waiting(s.Account, e.Step, e.Severity, recorded.Frame.Next),
        (LiquidationEvent.StepFinished, LiquidationState.AtVenue s) => new LiquidationState.Settling(s.Account),
        _ => throw new UnreachableException($"{recorded.Event.GetType().Name} cannot follow {state.GetType().Name}"),
    };

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<LiquidationState> before, IEvent @event)
    {
        var id = IdOf(before.Id);
        return (@event, before.State) switch
        {
            (LiquidationEvent.Opened e, _) => [new(Entities.Account(e.Account), new AccountCommand.CancelOrders(id))],
            (LiquidationEvent.StepTaken e, LiquidationState.Waiting s) =>
                [new(Entities.Account(s.Account), new AccountCommand.PlanStep(id, e.Step))],
            (LiquidationEvent.StepOrdered { Deleverages: true, Limit: { } price } e, var s) =>
                [new(
                    Entities.Deleveraging(e.Instrument),
                    new DeleveragingCommand.Deleverage(id, e.Step, AccountOf(s), e.Quantity, price, e.Severity))],
            (LiquidationEvent.StepOrdered e, var s) => [new(
                Entities.OrderBook(e.Instrument),
                new OrderBookCommand.PlaceOrder(id, e.Step, AccountOf(s), e.Quantity, e.Severity) { Limit = e.Limit })],
            _ => [],
        };
    }

    /// <summary>While it waits for a liquidator, their queue is told again.</summary>
    public IEnumerable<Envelope> Reminders(Entity<LiquidationState> entity) =>
        entity.State is LiquidationState.Waiting { HandedTo: null } s ? [Offer(entity.Id, s)] : [];

    /// <inheritdoc/>
    public bool MayRest(LiquidationState state) => state is LiquidationState.Closed or LiquidationState.Unopened;

    /// <inheritdoc/>
    public ICommand? CommandOf(LiquidationState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        LiquidationEvent.Opened e => new LiquidationCommand.Open(e.Account, e.Severity, e.EarliestFrame),
        LiquidationEvent.WorkBegun => new LiquidationCommand.BeginWork(),
        LiquidationEvent.StepTaken e => new LiquidationCommand.TakeStep { Until = e.Until },
        LiquidationEvent.LeaseExpired e => new LiquidationCommand.ExpireLease(e.At),
        LiquidationEvent.HandedOver e => new LiquidationCommand.HandOver(e.To),
        LiquidationEvent.GivenBack => new LiquidationCommand.GiveBack(),
        LiquidationEvent.StepOrdered e =>
            new LiquidationCommand.OrderStep(e.Step, e.Instrument, e.Quantity, e.Severity)
            {
                Limit = e.Limit,
                Deleverages = e.Deleverages,
            },
        LiquidationEvent.StepDeferred e => new LiquidationCommand.DeferStep(e.Step, e.Until, e.Severity),
        LiquidationEvent.StepFinished e =>
            new LiquidationCommand.FinishStep(e.Step, e.Filled, e.Unfilled, e.Severity, e.MoreToClose),
        LiquidationEvent.Closed e => new LiquidationCommand.Close(e.Outcome),
        _ => null,
    };

    private static Decision.Accepted Finish(
        EntityId self, LiquidationState.AtVenue state, LiquidationCommand.FinishStep c, DecisionContext context) => new(
        [new LiquidationEvent.StepFinished(c.Step, c.Filled, c.Unfilled, c.Severity, c.MoreToClose)],
        c.MoreToClose ? Again(self, state, state.Account, c.Severity, context) : [Release(self)]);

    private static Decision.Accepted Defer(
        EntityId self, LiquidationState state, LiquidationCommand.DeferStep c, DecisionContext context) => new(
        [new LiquidationEvent.StepDeferred(c.Step, c.Until, c.Severity)],
        Again(self, state, AccountOf(state), c.Severity, context, c.Until));

    private static Decision HandOver(Entity<LiquidationState> entity, LiquidationCommand.HandOver c) =>
        entity.State is LiquidationState.Unopened or LiquidationState.Closed
            ? Decision.Reject(new Rejection(
                RejectionCode.NoSuchLiquidation,
                $"liquidation '{entity.Id.Key}' is not going on; name one that has begun and is not over"))
        : !Limits.IsName(c.To) ? Decision.Reject(new Rejection(
            RejectionCode.IllegalId,
            $"'{c.To}', who takes it over, is not 1 to {Limits.NameLength} letters, digits, '-', '_' and '.'"))
        : entity.State.HandedTo == c.To ? new Decision.AlreadyApplied()
        : new Decision.Accepted([new LiquidationEvent.HandedOver(c.To)], [Release(entity.Id)]);

    // A liquidator whose lease was over may have asked the account all the same: its answer is for the same step.
    private static int? AwaitedBy(LiquidationState state) => state switch
    {
        LiquidationState.Planning s => s.Step,
        LiquidationState.Waiting { IsAsked: true } s => s.StepsDone + 1,
        _ => null,
    };

    private static AccountId AccountOf(LiquidationState state) => state switch
    {
        LiquidationState.Planning s => s.Account,
        LiquidationState.Waiting s => s.Account,
        _ => throw new UnreachableException($"no step is planned while {state.GetType().Name}"),
    };

    /// <summary>The liquidator is free, and the next step waits for one in the next frame.</summary>
    private static IReadOnlyList<Envelope> Again(
        EntityId self,
        LiquidationState state,
        AccountId account,
        Rate severity,
        DecisionContext context,
        Instant? notBefore = null) =>
        context.Market is { } market
            ? [Release(self), .. OfferOf(self, state, account, severity, market.Frame.Next, notBefore)]
            : [Release(self)];

    private static Envelope Offer(EntityId self, LiquidationState.Waiting s) =>
        Signal(self, OfferOf(self, s));

    private static IReadOnlyList<Envelope> OfferOf(
        EntityId self,
        LiquidationState state,
        AccountId account,
        Rate severity,
        FrameNumber earliest,
        Instant? notBefore = null) =>
        state.HandedTo is null
            ? [Offer(self, new LiquidationState.Waiting(account, 0, severity, earliest) { NotBefore = notBefore })]
            : [];

    private static LiquidatorsCommand.Offer OfferOf(EntityId self, LiquidationState.Waiting s) =>
        new(IdOf(self), s.Account, s.Severity, s.EarliestFrame) { NotBefore = s.NotBefore };

    private static Envelope Release(EntityId self) => Signal(self, new LiquidatorsCommand.Release(IdOf(self)));

    private static Envelope Signal(EntityId self, LiquidatorsCommand command) =>
        Envelope.Signal(self, Entities.Liquidators, command);

    private static LiquidationId IdOf(EntityId self) => new(self.Key);
}
