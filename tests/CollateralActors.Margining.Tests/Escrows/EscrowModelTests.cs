using System.Collections.Concurrent;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Escrows.Programmes;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Escrows;

/// <summary>
/// Everything that can be said to an escrow, in every order: the whole graph of its states, and every sequence of five
/// or six messages without merging states, so that retries and what is remembered of them are in it too.
/// </summary>
public sealed class EscrowModelTests
{
    private static readonly EscrowDecider Rules = new();
    private static readonly EntityId Self = Entities.Escrow(new EscrowId("deal"));

    private static readonly ConcurrentDictionary<long, DecisionContext> Contexts = new();

    public static TheoryData<string> Names => [nameof(Swap), nameof(Kept), nameof(Bond)];

    [Theory]
    [MemberData(nameof(Names))]
    public void In_every_state_that_can_be_reached_money_is_kept_and_there_is_a_way_out(string name)
    {
        var programme = Of(name);
        var first = new Node(new EscrowState.Unproposed(), 1, 0m, 0m, 0m);
        var (seen, open) = (new HashSet<Node> { first }, new Queue<Node>([first]));
        var exits = new HashSet<string>();
        while (open.TryDequeue(out var node))
        {
            foreach (var message in Messages(programme, node.Frame))
            {
                var next = Apply(node, message);
                Assert.True(next.In == Sum(next.State.Held) + next.Paid + next.Returned, $"{message} at {node} loses money");
                Assert.True(
                    node.State is not EscrowState.Closed || (next.State == node.State && next.Paid == node.Paid), $"{message} goes on after {node}");
                if (next.State is EscrowState.Closed closed)
                    exits.Add(closed.Exit ?? "did not come about");
                if (seen.Add(next))
                    open.Enqueue(next);
            }

            // Time alone leads out of every state that holds anything.
            if (node.State is EscrowState.Funding or EscrowState.Active)
                Assert.IsType<EscrowState.Closed>(Apply(node, See(20)).State);
            if (node.Frame < 20)
                Visit(node with { Frame = node.Frame + 1 });
        }

        // Each of its exits can be taken, and it can fail to come about.
        Assert.Equal(programme.Exits.Select(exit => exit.Name).Append("did not come about").Order(), exits.Order());
        Assert.InRange(seen.Count, 100, 100_000);

        void Visit(Node later)
        {
            if (seen.Add(later))
                open.Enqueue(later);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_sequence_of_messages_ends_it_twice(string name)
    {
        var programme = Of(name);
        var entity = Stepper.Begin(Rules, Self);
        entity = Send(entity, new Envelope(Self, new Origin.Client(new CommandId("propose")), new EscrowCommand.Propose(programme)), 1).Entity;
        var told = 0;
        Go(entity, programme.Locks.Count > 1 ? 4 : 5, [], 0m, 0m, 0);
        Assert.InRange(told, 50_000, 1_000_000);

        void Go(Entity<EscrowState> before, int depth, IReadOnlyList<Envelope> sent, decimal put, decimal paid, int ended)
        {
            if (depth == 0)
                return;
            foreach (var message in Messages(programme, 16).Append(null))
            {
                // Null sends the last message once more.
                if (message is null && sent.Count == 0)
                    continue;
                var envelope = message is null ? sent[^1] : Enveloped(message, before);
                var result = Send(before, envelope, message is EscrowCommand.ReceiveLock ? 2 : 16);
                told++;
                if (message is null)
                    Assert.Empty(result.Events);
                if (result.Reply?.Outcome is Outcome.Refused)
                    Assert.Equal(before.State, result.Entity.State);
                var ends = result.Events.Select(recorded => recorded.Event).OfType<EscrowEvent.Ended>().ToList();
                Assert.True(ended + ends.Count <= 1, $"{string.Join(" ", sent.Select(s => s.Command))} {message} ends it twice");
                var nowPut = put + result.Events.Sum(r => r.Event is EscrowEvent.LockReceived e ? e.Amount.Value : 0m);
                var nowPaid = paid + ends.Sum(e => e.Paid.Sum(payment => payment.Amount.Value));
                Assert.Equal(nowPut, nowPaid + Sum(result.Entity.State.Held));
                Go(result.Entity, depth - 1, [.. sent, envelope], nowPut, nowPaid, ended + ends.Count);
            }
        }
    }

    // Who says it is who may say it, or a stranger; what is locked is what is asked for, or not.
    private static IEnumerable<EscrowCommand> Messages(EscrowProgramme programme, long frame)
    {
        yield return new EscrowCommand.Propose(programme);
        foreach (var part in programme.Locks)
            yield return new EscrowCommand.ReceiveLock(part.Party, part.Asset, part.Amount);
        yield return new EscrowCommand.ReceiveLock(Bob, Usdt, new Amount(7m));
        foreach (var exit in programme.Exits.Where(exit => exit.When is EscrowCondition.Agreed))
        {
            foreach (var who in new[] { Alice, Bob, Carol })
                yield return new EscrowCommand.Agree(who, exit.Name);
        }

        foreach (var exit in programme.Exits.Where(exit => exit.When is EscrowCondition.Decided))
            yield return new EscrowCommand.Rule(Judge, exit.Name);
        yield return new EscrowCommand.Rule(Carol, programme.Exits[0].Name);
        yield return new EscrowCommand.ReportDefault(Alice);
        yield return new EscrowCommand.ReportDefault(Bob);
        yield return See(frame);
        yield return See(frame, 60_000m);
        yield return See(frame, 40_000m);
        yield return See(20);
    }

    private static EscrowCommand.ObserveFrame See(long frame, params decimal[] prices) => new(new EscrowSighting(
        new EscrowId("deal"), new FrameNumber(frame), At(frame), [.. prices.Select(price => new SeenPrice(Btc, new Price(price)))]));

    private static EscrowProgramme Of(string name) => name switch
    {
        nameof(Swap) => Swap,
        nameof(Kept) => Kept,
        _ => Bond,
    };

    private static decimal Sum(IEnumerable<Money> amounts) => amounts.Sum(money => money.Amount.Value);

    private static Node Apply(Node node, EscrowCommand command)
    {
        var entity = Stepper.Begin(Rules, Self) with { State = node.State };
        var envelope = Envelope.Signal(Self, Self, command);
        if (Rules.Decide(entity, envelope, ContextAt(node.Frame)) is not Decision.Accepted accepted)
            return node;
        var put = command is EscrowCommand.ReceiveLock c ? c.Amount.Value : 0m;
        var next = node with { In = node.In + put };
        foreach (var happened in accepted.Events)
        {
            var recorded = new Recorded(new Cause(new Origin.Signal(Self), ""), At(node.Frame), new FrameNumber(node.Frame), 1, 1, happened);
            next = next with
            {
                State = Rules.Evolve(next.State, recorded),
                Paid = next.Paid + (happened is EscrowEvent.Ended e ? e.Paid.Sum(payment => payment.Amount.Value) : 0m),
                Returned = next.Returned + (happened is EscrowEvent.LockReturned r ? r.Amount.Value : 0m),
            };
        }

        // What comes and goes back leaves no trace: without this the graph would have no end.
        var idle = Math.Min(next.Returned, next.In);
        return next with { In = next.In - idle, Returned = next.Returned - idle };
    }

    private static StepResult<EscrowState> Send(Entity<EscrowState> entity, Envelope envelope, long frame) =>
        Stepper.Step(Rules, entity, envelope, ContextAt(frame));

    private static DecisionContext ContextAt(long frame) => Contexts.GetOrAdd(frame, static number =>
    {
        var frames = new Frames();
        frames.Add(Frame(number));
        return new DecisionContext(At(number), frames, frames.Latest);
    });

    private static Envelope Enveloped(EscrowCommand command, Entity<EscrowState> entity)
    {
        var sender = command switch
        {
            EscrowCommand.ReceiveLock c => Entities.Account(c.Party),
            EscrowCommand.ReportDefault c => Entities.Account(c.Party),
            EscrowCommand.ObserveFrame => Entities.Market,
            _ => default,
        };
        return new Envelope(
            Self,
            sender == default
                ? new Origin.Client(new CommandId($"{entity.Version}"))
                : new Origin.Duty(sender, entity.Inbox.Senders.GetValueOrDefault(sender) + 1),
            command);
    }

    private sealed record Node(EscrowState State, long Frame, decimal In, decimal Paid, decimal Returned);
}
