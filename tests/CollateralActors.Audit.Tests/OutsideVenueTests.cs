using CollateralActors.Audit.Tests.Journals;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;
using Xunit.Abstractions;

namespace CollateralActors.Audit.Tests;

/// <summary>
/// A fall whose liquidations in one contract trade at a venue outside that reports late, twice and in any order, while messages get
/// lost and entities die: every fill is booked once on each side, and the journal holds.
/// </summary>
public sealed class OutsideVenueTests(ITestOutputHelper output)
{
    private const int Seeds = 8;
    private static readonly InstrumentId Perp = new("BTC-PERP");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public void Whatever_it_reports_is_booked_once_on_each_side_and_the_journal_holds()
    {
        var (fills, late, givenUp, repeated, beyond) = (0, 0, 0, 0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (venue, events) = Play(seed);
            var booked = Booked(events).ToLookup(leg => leg);
            foreach (var fill in venue.Fills)
            {
                var name = fill.Order.Liquidation.Value.Split('.')[0];
                Assert.Single(booked[(fill.Fill, new AccountId(name), fill.Quantity)]);
                Assert.Single(booked[(fill.Fill, fill.Counterparty, -fill.Quantity)]);
            }

            var verification = TemporaryJournal.Verify(JournalWriter.Link(events));
            Assert.True(verification.Holds, $"seed {seed}: {DeepCrash.Findings(verification)}");
            fills += venue.Fills.Count;
            repeated += venue.Repeated;
            late += events.Count(e => e.Recorded.Event is OrderBookEvent.FillReported { IsLate: true });
            givenUp += events.Count(e => e.Recorded.Event is OrderBookEvent.OrderClosed { IsGivenUp: true });
            beyond += events.Count(e => e.Recorded.Event is OrderBookEvent.OrderClosed closed && closed.Trades.Count > 0
                && closed.Unfilled.Sign == -closed.Trades[0].Quantity.Sign && closed.Unfilled != Quantity.Zero);
        }

        output.WriteLine($"{fills} fills, {late} late, {beyond} orders filled beyond, {givenUp} given up, {repeated} reports repeated");
        Assert.All(new[] { fills, late, givenUp, repeated, beyond }, count => Assert.True(count > 0));
    }

    private static IEnumerable<(TradeId, AccountId, Quantity)> Booked(IEnumerable<(EntityId Entity, Recorded Recorded)> events)
    {
        foreach (var (entity, recorded) in events)
        {
            if (recorded.Event is AccountEvent.TradeApplied trade)
                yield return (trade.Trade, new AccountId(entity.Key), trade.Quantity);
            foreach (var fill in (recorded.Event as AccountEvent.StepSettled)?.Trades ?? [])
                yield return (fill.Trade, new AccountId(entity.Key), fill.Quantity);
        }
    }

    private static (ErraticVenue Venue, List<(EntityId Entity, Recorded Recorded)> Events) Play(long seed)
    {
        var events = new List<(EntityId Entity, Recorded Recorded)>();
        var world = new World(new WorldOptions { Mischief = new Mischief(seed, 0.002m) }) { Stored = (id, recorded) => events.Add((id, recorded)) };
        var scenario = new DeepCrash((2 * seed) + 1).Scenario();
        var venue = new ErraticVenue(scenario.Risk[Perp], [.. scenario.MarketMakers.Ids], seed);
        var rounds = ScenarioRun.Of(scenario).Rounds().ToList();
        foreach (var round in rounds)
        {
            if (round.Number > 1)
                world.Submit(round.Time, [Envelope.Signal(Entities.OrderBook(Perp), Entities.OrderBook(Perp), new OrderBookCommand.LookAtDeadlines())]);
            var isOver = round.Number > rounds.Count - 10;
            var said = round.Number > 1 ? venue.Says(world, isOver).ToList() : [];
            world.Play(round with { Inputs = [.. round.Inputs.Select(Connected), .. said] });
        }

        return (venue, events);
    }

    private static Envelope Connected(Envelope input) => input.To == Entities.OrderBook(Perp) && input.Command is OrderBookCommand.OpenBook
        ? input with { Command = new OrderBookCommand.ConnectVenue(Patience) }
        : input;
}
