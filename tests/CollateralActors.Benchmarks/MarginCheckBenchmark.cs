using System.Diagnostics;
using CollateralActors.Benchmarks.Bands;
using CollateralActors.Margining.Margin;

namespace CollateralActors.Benchmarks;

/// <summary>The calculator's full figures of an account against a loop over decimal arrays that computes the same four.</summary>
internal sealed class MarginCheckBenchmark : IBenchmark
{
    private const int Accounts = 20_000, Rounds = 9, Passes = 5, Seed = 20_250_203;

    public string Name => "margin-check";

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        settings($"{Accounts} accounts × 4 linear positions, three tiers by value, one settle coin; {Rounds} rounds of {Passes} passes; seed {Seed}");
        settings("baseline: decimal arrays, prices by number, brackets with deductions; value, equity, initial and maintenance of each account");
        settings("ours: MarginCalculator.Evaluate of a margin book at a market view");
        var path = new MarketPath(StressedPopulation.Legs, 1, 0.0004, 0.7, Seed);
        var population = new StressedPopulation(Accounts, StressedPopulation.Legs, 1.2m, Seed, path);
        var market = population.Market(0, path.First);
        var books = Enumerable.Range(0, Accounts).Select(population.Book).ToArray();
        var loop = new DecimalLoop(population);
        var (expected, actual) = (new MarginFigures[Accounts], new MarginFigures[Accounts]);
        var rounds = new List<Round>();
        for (var round = -2; round < Rounds; round++)
        {
            var baselineTime = Time(() => loop.Evaluate(path.First, expected));
            var ourTime = Time(() =>
            {
                for (var account = 0; account < books.Length; account++)
                    actual[account] = MarginCalculator.Evaluate(books[account], market);
            });
            if (round >= 0)
                rounds.Add(new Round(baselineTime, ourTime));
        }

        if (!expected.AsSpan().SequenceEqual(actual))
            throw new ResultsDifferException("the calculator and the loop over decimals did not compute the same figures");
        yield return new Measurement(Name, "ns/account", LessIsBetter: true, rounds);
    }

    private static double Time(Action pass)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Passes; i++)
            pass();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Passes / Accounts;
    }
}
