using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Tests.Worlds;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Scenarios;

public sealed class PopulationTests
{
    private static readonly Scenario Crash = CrashScenario.With(800);
    private static readonly ScenarioRound[] Rounds = [.. ScenarioRun.Of(Crash).Rounds()];
    private static readonly Lazy<(World Seeded, decimal[] Leverages)> Seeding = new(Seed);

    private static IEnumerable<AccountCommand> Commands => Rounds.SelectMany(round => round.Inputs)
        .Select(input => input.Command).OfType<AccountCommand>();

    [Fact]
    public void Trades_are_whole_lots_at_legal_prices_except_for_mistakes() =>
        Assert.All(
            Commands.OfType<AccountCommand.ApplyTrade>().Where(trade => trade.Trade.Value != "mistaken"),
            trade => AssertLegal(Crash.Risk[trade.Instrument], trade.Quantity, trade.Price));

    [Fact]
    public void Orders_are_whole_lots_at_legal_prices_except_for_mistakes() =>
        Assert.All(
            Commands.OfType<AccountCommand.ReserveOrder>().Where(order => order.Order.Value.StartsWith('o') && char.IsDigit(order.Order.Value[1])),
            order => AssertLegal(Crash.Risk[order.Instrument], order.Quantity, order.Price));

    [Fact]
    public void Trades_are_near_the_mark_of_the_frame_before()
    {
        var path = ScenarioRun.Of(Crash).Path;
        foreach (var round in Rounds.Skip(1))
        {
            var takers = round.Inputs.Select(input => input.Command).OfType<AccountCommand.ApplyTrade>()
                .Where(trade => trade.Mine.Taker && trade.Trade.Value != "mistaken");
            Assert.All(takers, trade =>
            {
                var mark = path.MarkOf(Crash.Risk[trade.Instrument], round.Number - 1).Value;
                Assert.InRange(trade.Price.Value, mark * 0.9995m, mark * 1.0005m);
            });
        }
    }

    [Fact]
    public void Some_trade_with_market_makers_some_with_one_another_some_by_an_order()
    {
        var trades = Commands.OfType<AccountCommand.ApplyTrade>().ToArray();
        Assert.Contains(trades, trade => trade.Counterparty.Value.StartsWith("mm", StringComparison.Ordinal));
        Assert.Contains(trades, trade => trade.Counterparty.Value.StartsWith('a') && trade.Trade.Value != "mistaken");
        Assert.Contains(trades, trade => trade.Mine.Order.Length > 0);
    }

    [Fact]
    public void Leverages_reach_fifty_and_most_are_low()
    {
        var leverages = Seeding.Value.Leverages;
        Assert.InRange(leverages.Max(), 45m, 53m);
        Assert.True(leverages.Count(leverage => leverage < 10m) > leverages.Length / 2);
    }

    [Fact]
    public void Nobody_is_in_trouble_when_the_seeding_is_over() => Assert.DoesNotContain(
        Seeding.Value.Seeded.StatesOf<AccountState>(EntityKind.Account),
        account => account.Status is MarginStatus.Liquidation or MarginStatus.Bankrupt);

    [Fact]
    public void What_the_population_gets_right_is_accepted_and_what_it_gets_wrong_is_refused()
    {
        var replies = Seeding.Value.Seeded.Replies.GroupBy(reply => reply.Outcome is Outcome.Refused).ToDictionary(g => g.Key, g => g.Count());
        Assert.True(replies[false] > 20 * replies.GetValueOrDefault(true), "too much is refused");
    }

    [Fact]
    public void The_crash_liquidates_partly_and_fully_and_funds_have_to_pay()
    {
        var world = World.Run(ScenarioRun.Of(Crash), SmallWorld.Options);
        var outcomes = world.StatesOf<LiquidationState>(EntityKind.Liquidation)
            .Select(state => Assert.IsType<LiquidationState.Closed>(state).Outcome).ToArray();
        Assert.InRange(outcomes.Count(outcome => outcome == LiquidationOutcome.Reduced), 13, 80);
        Assert.InRange(outcomes.Count(outcome => outcome is LiquidationOutcome.ClosedOut or LiquidationOutcome.Covered), 3, 80);
        Assert.Contains(LiquidationOutcome.Covered, outcomes);
        Assert.True(SmallWorld.CountOf<AccountEvent.BankruptcyDeclared>(world) > 0);
    }

    private static (World, decimal[]) Seed()
    {
        var world = new World(SmallWorld.Options);
        foreach (var round in Rounds.Take(Crash.SeedingRounds + 1))
            world.Play(round);
        var market = world.History.Latest!;
        var leverages = world.StatesOf<AccountState>(EntityKind.Account).Where(account => account.Positions.Count > 0).Select(account =>
        {
            var notional = account.Positions.Sum(p => market.Risk[p.Key] is var instrument
                ? instrument.SignedValue(p.Value.Quantity.Abs(), market.Mark(instrument)!.Value).Value * market.IndexPrice(instrument.Settle)!.Value.Value
                : 0m);
            return notional / MarginCalculator.Evaluate(account.ToMarginBook(market), market).Equity.Value;
        });
        return (world, [.. leverages]);
    }

    private static void AssertLegal(InstrumentParameters instrument, Quantity quantity, Price price)
    {
        Assert.NotEqual(0, quantity.Sign);
        Assert.True(Decimals.IsMultipleOf(quantity.Contracts, instrument.Lot.Contracts), $"{quantity} of {instrument.Id}");
        Assert.True(price.Value > 0m && Decimals.IsMultipleOf(price.Value, instrument.Tick.Value), $"{price} of {instrument.Id}");
    }
}
