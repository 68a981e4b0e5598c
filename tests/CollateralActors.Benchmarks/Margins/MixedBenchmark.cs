using System.Diagnostics;
using CollateralActors.Margining.Margin;

namespace CollateralActors.Benchmarks.Margins;

/// <summary>The calculator on a mixed population against the same formulas in a plain loop over arrays, frame by frame.</summary>
/// <param name="name">What it is called on the command line.</param>
/// <param name="mode">Mode of the accounts.</param>
internal sealed class MixedBenchmark(string name, MarginMode mode) : IBenchmark
{
    private const int Accounts = 5_000, Rounds = 9, Seed = 20_250_203;
    private const decimal FirstPrice = 50_000m;

    public string Name => name;

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        settings($"{Accounts} accounts × {MixedPopulation.Legs} positions in {MixedPopulation.Options} options, a perpetual, a future and an inverse contract; {Rounds} rounds, a new frame each; seed {Seed}");
        settings("baseline: decimal arrays, instruments by number, options priced once a frame by the same function");
        settings($"ours: MarginCalculator.Evaluate of a margin book at a market view; margin mode: {mode}");
        var population = new MixedPopulation(Accounts, Seed, mode);
        var loop = new MixedLoop(population);
        var (expected, actual) = (new MarginFigures[Accounts], new MarginFigures[Accounts]);
        var rounds = new List<Round>();
        for (var round = -2; round < Rounds; round++)
        {
            var price = FirstPrice + (round * 37.5m);
            var baselineTime = Time(() =>
            {
                if (mode == MarginMode.Portfolio)
                    loop.Portfolio(price, expected);
                else
                    loop.Cross(price, expected);
            });
            var ourTime = Time(() =>
            {
                var market = population.Market(price);
                for (var account = 0; account < Accounts; account++)
                    actual[account] = MarginCalculator.Evaluate(population.Books[account], market);
            });
            Compare(expected, actual);
            if (round >= 0)
                rounds.Add(new Round(baselineTime, ourTime));
        }

        yield return new Measurement(Name, "ns/account", LessIsBetter: true, rounds);
    }

    private static void Compare(MarginFigures[] expected, MarginFigures[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] != actual[i])
                throw new ResultsDifferException($"account {i}: the loop computed {expected[i]}, the calculator {actual[i]}");
        }
    }

    private static double Time(Action pass)
    {
        var start = Stopwatch.GetTimestamp();
        pass();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Accounts;
    }
}
