using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Deciding;

public sealed class PrecedenceTests
{
    private static readonly string[] Names = ["alice", "bob", "carol"];

    [Property(MaxTest = 300)]
    public void The_order_is_total(int seed)
    {
        var items = Items(new Random(seed), 12);
        foreach (var a in items)
        {
            Assert.Equal(0, Order(a, a));
            foreach (var b in items)
            {
                Assert.Equal((seed, Math.Sign(Order(a, b))), (seed, -Math.Sign(Order(b, a))));
                if (Order(a, b) == 0)
                    Assert.Equal((a.Envelope, a.Tick), (b.Envelope, b.Tick));
                foreach (var c in items)
                    Assert.True(Order(a, b) > 0 || Order(b, c) > 0 || Order(a, c) <= 0, $"seed {seed}: {a}, {b}, {c}");
            }
        }
    }

    [Property(MaxTest = 300)]
    public void What_a_round_applies_does_not_depend_on_which_sender_was_faster(int seed)
    {
        var random = new Random(seed);
        var bySender = Names.ToDictionary(name => name, name => Enumerable.Range(0, random.Next(8)).Select(_ => Message(random, name)).ToList());
        Assert.Equal(Applied(bySender, new Random(1)), Applied(bySender, new Random(2)));
    }

    [Fact]
    public void Stages_are_taken_one_by_one_and_grouped_by_receiver()
    {
        var (claim, order) = (Claim("alice", 1m), PlaceOrder("alice", 1m));
        var schedule = new RoundSchedule();
        foreach (var envelope in new[] { claim, order, Claim("bob", 2m), PlaceOrder("bob", 2m) })
            schedule.Collect(default, envelope);
        Assert.Equal([[PlaceOrder("bob", 2m), order]], schedule.TakeStage());
        Assert.Equal(2, schedule.Open.Count());
        Assert.Equal([[Claim("bob", 2m), claim]], schedule.TakeStage());
        Assert.True(schedule.IsEmpty);
        Assert.Empty(schedule.TakeStage());
    }

    [Fact]
    public void The_worst_off_goes_first_then_the_first_by_name()
    {
        Envelope[] envelopes = [PlaceOrder("carol", 1m), PlaceOrder("bob", 2m), PlaceOrder("alice", 1m)];
        Assert.Equal(
            [PlaceOrder("bob", 2m), PlaceOrder("alice", 1m), PlaceOrder("carol", 1m)],
            envelopes.Select(envelope => new Precedence.Item(envelope, 1)).Order(Precedence.Order).Select(item => item.Envelope));
    }

    [Fact]
    public void What_a_watchlist_stamped_goes_back_before_anything_else() =>
        Assert.Equal(Stage.Local, Precedence.StageOf(PlaceOrder("alice", 1m) with { Stamp = new Stamp(default, 1, 1) }));

    [Fact]
    public void A_client_comes_in_with_the_inputs() =>
        Assert.Equal(Stage.Inputs, Precedence.StageOf(PlaceOrder("alice", 1m) with { Origin = new Origin.Client(new CommandId("c")) }));

    private static int Order(Precedence.Item a, Precedence.Item b) => Precedence.Order.Compare(a, b);

    private static string Applied(Dictionary<string, List<Envelope>> bySender, Random order)
    {
        var (schedule, left) = (new RoundSchedule(), bySender.ToDictionary(s => s.Key, s => new Queue<Envelope>(s.Value)));
        while (left.Values.Any(queue => queue.Count > 0))
        {
            var (sender, queue) = left.Where(s => s.Value.Count > 0).ElementAt(order.Next(left.Count(s => s.Value.Count > 0)));
            schedule.Collect(Entities.Account(new AccountId(sender)), queue.Dequeue());
        }

        var applied = new List<string>();
        while (!schedule.IsEmpty)
            applied.AddRange(schedule.TakeStage().SelectMany(batch => batch).Select(envelope => envelope.ToString()));
        return string.Join('\n', applied);
    }

    private static List<Precedence.Item> Items(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(tick => new Precedence.Item(Message(random, Names[random.Next(3)]), tick))];

    private static Envelope Message(Random random, string sender)
    {
        var from = Entities.Account(new AccountId(sender));
        var to = Entities.Account(new AccountId(Names[random.Next(3)]));
        Envelope Signal(EntityId receiver, ICommand command) => Envelope.Signal(from, receiver, command);
        return random.Next(7) switch
        {
            0 => PlaceOrder(sender, random.Next(3)),
            1 => Claim(sender, random.Next(3)),
            2 => Signal(Entities.Liquidators, new LiquidatorsCommand.Offer(LiquidationId.Of(new AccountId(sender), 1), new AccountId(sender), new Rate(random.Next(3)), default)),
            3 => Signal(to, new EntityCommand.Acknowledge(from, random.Next(1, 4))),
            4 => Signal(Entities.Market, new MarketCommand.FramePassed(new FrameNumber(random.Next(3)))),
            5 => new Envelope(to, new Origin.Duty(from, random.Next(1, 4)), new AccountCommand.PlanStep(LiquidationId.Of(new AccountId(sender), 1), random.Next(3))),
            _ => new Envelope(to, new Origin.Duty(from, random.Next(1, 4)), new AccountCommand.ReceiveFundPayment(default, new AssetId("USDT"), default, new Amount(random.Next(3)))),
        };
    }

    private static Envelope PlaceOrder(string account, decimal severity) => Envelope.Signal(
        Entities.Account(new AccountId(account)), Entities.OrderBook(new InstrumentId("BTC-PERP")),
        new OrderBookCommand.PlaceOrder(LiquidationId.Of(new AccountId(account), 1), 1, new AccountId(account), new Quantity(1m), new Rate(severity)));

    private static Envelope Claim(string account, decimal severity) => Envelope.Signal(
        Entities.Account(new AccountId(account)), Entities.Fund(new AssetId("USDT")),
        new FundCommand.Claim(LiquidationId.Of(new AccountId(account), 1), new AccountId(account), new Amount(1m), new Rate(severity)));
}
