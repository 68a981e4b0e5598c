using System.Globalization;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Populations;

/// <summary>Makes the traders of a scenario, each from a random stream of its own.</summary>
internal static class TraderFactory
{
    private const int LeverageScale = 1;

    public static IEnumerable<Trader> Traders(Scenario scenario) =>
        Enumerable.Range(1, scenario.Accounts).Select(number => TraderOf(scenario, number));

    private static Trader TraderOf(Scenario scenario, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"a{number:00000}");
        var random = SeededRandom.For(scenario.Seed, "trader", name);
        var kind = KindOf(scenario, random);
        var trader = new Trader(new AccountId(name), kind, random.NextInt(1, scenario.SeedingRounds - 2));
        foreach (var plan in Plans(kind, random))
            trader.Plans.Add(plan);
        if (kind.IsolatedShare > 0m)
            trader.IsolatedPlans.AddRange(Isolated(scenario, kind, random));
        return trader;
    }

    private static IEnumerable<InstrumentId> Isolated(Scenario scenario, TraderKind kind, SeededRandom random) =>
        kind.Trades.Select(trade => trade.Instrument)
            .Where(id => scenario.Risk[id] is { IsOption: false, IsSpot: false }
                && random.NextChance(kind.IsolatedShare));

    private static TraderKind KindOf(Scenario scenario, SeededRandom random)
    {
        var point = random.NextDecimal(0m, 0.9999m, 4);
        var upTo = 0m;
        foreach (var kind in scenario.Traders)
        {
            upTo += kind.Share;
            if (point < upTo)
                return kind;
        }

        return scenario.Traders[^1];
    }

    private static IEnumerable<PlannedPosition> Plans(TraderKind kind, SeededRandom random)
    {
        if (kind.Trades.Count == 0)
            yield break;
        var count = random.NextInt(1, Math.Min(kind.MostPositions, kind.Trades.Count));
        var leverage = random.NextDecimal(kind.Leverage.Lowest, kind.Leverage.Highest, LeverageScale);
        foreach (var instrument in Choose(kind, count, random))
        {
            var side = random.NextChance(kind.LongShare) ? 1 : -1;
            var withOrder = random.NextChance(kind.OrderShare);
            yield return new(
                instrument, side, leverage / count, withOrder, !withOrder && random.NextChance(kind.PeerShare));
        }
    }

    private static List<InstrumentId> Choose(TraderKind kind, int count, SeededRandom random)
    {
        var left = kind.Trades.ToList();
        var chosen = new List<InstrumentId>();
        while (chosen.Count < count)
        {
            var instrument = Choose(left, random);
            chosen.Add(instrument);
            left.RemoveAll(trade => trade.Instrument == instrument);
        }

        return chosen;
    }

    /// <summary>One of the instruments, by its weight.</summary>
    public static InstrumentId Choose(IReadOnlyList<InstrumentWeight> trades, SeededRandom random)
    {
        var point = random.NextInt(1, trades.Sum(trade => trade.Weight));
        return trades.First(trade => (point -= trade.Weight) <= 0).Instrument;
    }
}
