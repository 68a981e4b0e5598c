using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Escrows;

/// <summary>
/// The rules of an escrow: it is proposed, its parties lock what they owe it or get everything back, and then the first
/// exit whose condition holds is taken, once.
/// </summary>
public sealed class EscrowDecider : IDecider<EscrowState>
{
    /// <inheritdoc/>
    public EscrowState Initial(EntityId id) => new EscrowState.Unproposed();

    /// <inheritdoc/>
    public Decision Decide(Entity<EscrowState> entity, Envelope envelope, DecisionContext context)
    {
        if (context.Market is not { } market)
            return new Decision.NotYet("the market's first frame");
        var id = new EscrowId(entity.Id.Key);
        return (EscrowCommand)envelope.Command switch
        {
            EscrowCommand.Propose c => Propose(id, entity.State, c.Programme, market),
            EscrowCommand.Agree c => Agree(id, entity.State, c, market),
            EscrowCommand.Rule c => Rule(id, entity.State, c, market),
            EscrowCommand.ReceiveLock c => Lock(entity.State, c, market),
            EscrowCommand.ReportDefault c => Default(entity.State, c.Party),
            EscrowCommand.ObserveFrame c => Observe(entity.State, c.Sighting),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };
    }

    /// <inheritdoc/>
    public EscrowState Evolve(EscrowState state, Recorded recorded) => (recorded.Event, state) switch
    {
        (EscrowEvent.Proposed e, _) => new EscrowState.Funding(e.Programme, []),
        (EscrowEvent.LockReceived e, EscrowState.Funding s) =>
            s with { Locked = [.. s.Locked, new EscrowLock(e.Party, e.Asset, e.Amount)] },
        (EscrowEvent.LockReturned, _) => state,
        (EscrowEvent.Funded, EscrowState.Funding s) => new EscrowState.Active(s.Programme, []),
        (EscrowEvent.Agreed e, EscrowState.Active s) =>
            s with { Agreements = [.. s.Agreements, new EscrowAgreement(e.By, e.Exit)] },
        (EscrowEvent.Ended e, _) => new EscrowState.Closed(e.Exit),
        _ => throw new InvalidOperationException(
            $"{recorded.Event.GetType().Name} cannot follow {state.GetType().Name}"),
    };

    /// <inheritdoc/>
    public IEnumerable<Owed> Owes(Entity<EscrowState> before, IEvent @event)
    {
        var id = new EscrowId(before.Id.Key);
        return (@event, before.State) switch
        {
            (EscrowEvent.Proposed e, _) => [Watch(id, EscrowWatch.Funding(e.Programme))],
            (EscrowEvent.Funded, EscrowState.Funding s) => [Watch(id, EscrowWatch.Active(s.Programme))],
            (EscrowEvent.LockReturned e, _) =>
                [new(Entities.Account(e.Party), new AccountCommand.TakeBackLock(id, e.Asset, e.Amount))],
            (EscrowEvent.Ended e, var state) => AtEnd(id, e, state),
            _ => [],
        };
    }

    /// <inheritdoc/>
    public ICommand? CommandOf(EscrowState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        EscrowEvent.Proposed e => new EscrowCommand.Propose(e.Programme),
        EscrowEvent.LockReceived e => new EscrowCommand.ReceiveLock(e.Party, e.Asset, e.Amount),
        EscrowEvent.LockReturned e => new EscrowCommand.ReceiveLock(e.Party, e.Asset, e.Amount),
        EscrowEvent.Agreed e => new EscrowCommand.Agree(e.By, e.Exit),
        EscrowEvent.Ended { Cause: EscrowCause.Seen cause } => new EscrowCommand.ObserveFrame(cause.Sighting),
        EscrowEvent.Ended { Cause: EscrowCause.Ruling cause, Exit: { } exit } =>
            new EscrowCommand.Rule(cause.Arbiter, exit),
        EscrowEvent.Ended { Cause: EscrowCause.Default cause } => new EscrowCommand.ReportDefault(cause.Party),
        _ => null,
    };

    private static Decision Propose(EscrowId id, EscrowState state, EscrowProgramme programme, MarketView market)
    {
        if (state is not EscrowState.Unproposed)
            return Decision.Reject(new Rejection(
                RejectionCode.AlreadySetUp, $"escrow '{id}' was proposed before; a new one needs a new name"));
        var problems = EscrowRules.Problems(programme, market);
        return problems.Count == 0
            ? Decision.Accept(new EscrowEvent.Proposed(programme))
            : Decision.Reject(new Rejection(RejectionCode.IllegalParameters, string.Join("; ", problems)));
    }

    // The account has it no more: what does not belong here goes back, whatever the reason.
    private static Decision Lock(EscrowState state, EscrowCommand.ReceiveLock c, MarketView market)
    {
        var part = new EscrowLock(c.Party, c.Asset, c.Amount);
        if (state is not EscrowState.Funding s || market.Time >= s.Programme.FundBy
            || !s.Programme.Locks.Contains(part) || s.Locked.Contains(part))
            return Decision.Accept(new EscrowEvent.LockReturned(c.Party, c.Asset, c.Amount));
        var received = new EscrowEvent.LockReceived(c.Party, c.Asset, c.Amount);
        return s.Locked.Count + 1 < s.Programme.Locks.Count
            ? Decision.Accept(received)
            : Decision.Accept(received, new EscrowEvent.Funded());
    }

    private static Decision Agree(EscrowId id, EscrowState state, EscrowCommand.Agree c, MarketView market)
    {
        if (EscrowChecks.Choice(id, state, c.Exit, market, out var s, out var exit) is { } refusal)
            return Decision.Reject(refusal);
        if (exit.When is not EscrowCondition.Agreed agreed || !agreed.By.Contains(c.By))
            return Decision.Reject(Rejection.NotEntitled(c.By, exit));
        if (s.Agreements.Contains(new EscrowAgreement(c.By, c.Exit)))
            return Decision.Reject(Rejection.AlreadyAgreed(c.By, c.Exit));
        var soFar = s.Agreements.Count(agreement => agreement.Exit == c.Exit);
        var last = new EscrowEvent.Agreed(c.By, c.Exit);
        return soFar + 1 < agreed.Needed
            ? Decision.Accept(last)
            : Decision.Accept(last, Take(s.Programme, exit, new EscrowCause.Agreement()));
    }

    private static Decision Rule(EscrowId id, EscrowState state, EscrowCommand.Rule c, MarketView market)
    {
        if (EscrowChecks.Choice(id, state, c.Exit, market, out var s, out var exit) is { } refusal)
            return Decision.Reject(refusal);
        return exit.When is EscrowCondition.Decided decided && decided.Arbiter == c.Arbiter
            ? Decision.Accept(Take(s.Programme, exit, new EscrowCause.Ruling(c.Arbiter)))
            : Decision.Reject(Rejection.NotEntitled(c.Arbiter, exit));
    }

    private static Decision Default(EscrowState state, AccountId party) => state switch
    {
        EscrowState.Funding s when s.Locked.Any(part => part.Party == party) =>
            Decision.Accept(GiveBack(s, new EscrowCause.Default(party))),
        EscrowState.Active s
            when First(s.Programme, when => when == new EscrowCondition.Defaulted(party)) is { } exit =>
            Decision.Accept(Take(s.Programme, exit, new EscrowCause.Default(party))),
        _ => Decision.Nothing,
    };

    private static Decision Observe(EscrowState state, EscrowSighting sighting) => state switch
    {
        EscrowState.Funding s when sighting.Time >= s.Programme.FundBy =>
            Decision.Accept(GiveBack(s, new EscrowCause.Seen(sighting))),
        EscrowState.Active s when First(s.Programme, sighting.Meets) is { } exit =>
            Decision.Accept(Take(s.Programme, exit, new EscrowCause.Seen(sighting))),
        _ => Decision.Nothing,
    };

    private static EscrowExit? First(EscrowProgramme programme, Predicate<EscrowCondition> holds) =>
        programme.Exits.FirstOrDefault(exit => holds(exit.When));

    private static EscrowEvent.Ended Take(EscrowProgramme programme, EscrowExit exit, EscrowCause cause) =>
        new(exit.Name, cause, exit.Then.Of(programme));

    private static EscrowEvent.Ended GiveBack(EscrowState.Funding state, EscrowCause cause) => new(
        null,
        cause,
        EscrowOutcome.Merge(state.Locked.Select(part => new EscrowPayment(part.Party, part.Asset, part.Amount))));

    private static Owed Watch(EscrowId id, EscrowWatch watch) =>
        new(Entities.Market, new MarketCommand.WatchEscrow(id, watch));

    // Who locked something hears of the end in any case, even if nothing comes back.
    private static IEnumerable<Owed> AtEnd(EscrowId id, EscrowEvent.Ended e, EscrowState before)
    {
        if (e.Cause is not EscrowCause.Seen)
            yield return new(Entities.Market, new MarketCommand.UnwatchEscrow(id));
        var parties = before switch
        {
            EscrowState.Funding s => s.Locked.Select(part => part.Party),
            EscrowState.Active s => s.Programme.Parties,
            _ => [],
        };
        foreach (var account in parties.Union(e.Paid.Select(payment => payment.To)).Order())
            yield return new(Entities.Account(account), new AccountCommand.ReceiveFromEscrow(
                id, [.. e.Paid.Where(payment => payment.To == account).Select(payment => payment.Money)]));
    }
}
