using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Audit.Tests.Journals;

/// <summary>
/// A venue outside that fills what it is sent, a little more now and then, and reports it whenever and as often as it likes: late,
/// twice, in any order, before or after it has said that it is done, or not at all until it is given up.
/// </summary>
/// <param name="instrument">What it trades.</param>
/// <param name="makers">Who is on the other side.</param>
/// <param name="seed">Picks all that it does.</param>
internal sealed class ErraticVenue(InstrumentParameters instrument, IReadOnlyList<AccountId> makers, long seed)
{
    private readonly SeededRandom random = SeededRandom.For(seed, "erratic venue");
    private readonly HashSet<ClientOrderId> known = [];
    private readonly List<OrderBookCommand> untold = [];
    private readonly List<OrderBookCommand> told = [];
    private int asked;

    /// <summary>Every fill, reported or not.</summary>
    public List<OrderBookCommand.ReportFill> Fills { get; } = [];

    /// <summary>How many reports were repeated.</summary>
    public int Repeated { get; private set; }

    private EntityId Book => Entities.OrderBook(instrument.Id);

    /// <summary>What it says before a round.</summary>
    /// <param name="world">Where its book is.</param>
    /// <param name="isOver">Whether it has to say now all that it has not said yet.</param>
    public IEnumerable<Envelope> Says(World world, bool isOver)
    {
        if (world.StateOf<OrderBookState>(Book).Outside is not { } outside)
            yield break;
        foreach (var (id, order) in outside.Open.Where(order => !known.Contains(order.Key)).ToList())
            Work(id, order, world.History.Latest!.Mark(instrument)!.Value);
        var now = random.Shuffle(untold.Where(_ => isOver || Chance(0.4m)).ToList());
        foreach (var report in now)
        {
            untold.Remove(report);
            told.Add(report);
            yield return Say(report);
            if (!Chance(0.3m))
                continue;
            Repeated++;
            yield return Say(random.Choose(told));
        }
    }

    // Some orders it never answers; the others it fills in up to three parts, and may say how much that was.
    private void Work(ClientOrderId id, OutsideOrder order, Price mark)
    {
        known.Add(id);
        if (Chance(0.1m))
            return;
        if (Chance(0.5m))
            untold.Add(new OrderBookCommand.ConfirmOrder(id));
        var (lots, filled) = (order.Quantity.Abs().Contracts / instrument.Lot.Contracts, 0m);
        for (var part = random.NextInt(0, 3); part > 0; part--)
        {
            var most = Chance(0.1m) ? lots * 1.5m : lots - filled;
            var some = Math.Floor(random.NextDecimal(0m, 1m, 4) * most);
            if (some <= 0m)
                continue;
            filled += some;
            var price = Math.Floor(mark.Value * (1m - random.NextDecimal(0m, 0.01m, 4)) / instrument.Tick.Value);
            var fill = new OrderBookCommand.ReportFill(
                id,
                new TradeId($"outside.{Fills.Count + 1}"),
                random.Choose(makers),
                new Quantity(order.Quantity.Sign * some * instrument.Lot.Contracts),
                new Price(price * instrument.Tick.Value));
            Fills.Add(fill);
            untold.Add(fill);
        }

        if (Chance(0.8m))
            untold.Add(new OrderBookCommand.ReportDone(id, new Quantity(order.Quantity.Sign * filled * instrument.Lot.Contracts)));
    }

    private bool Chance(decimal share) => random.NextChance(share);

    private Envelope Say(OrderBookCommand report) =>
        new(Book, new Origin.Client(new CommandId($"outside-{++asked}")), report);
}
