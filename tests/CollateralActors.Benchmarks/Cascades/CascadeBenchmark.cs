using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Benchmarks.Cascades;

/// <summary>How many liquidations a second go from the frame that asks for them to their end, when hundreds come at once.</summary>
internal sealed class CascadeBenchmark : IBenchmark
{
    private const int Accounts = 4_000, Runs = 5, LeastEpisodes = 500;

    public string Name => "cascade";

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        var scenario = SuddenFall.Of(Accounts);
        settings($"{Accounts} accounts, a sixth lost within ten frames; {Runs} runs, alternating, from the last frame before the fall on");
        settings("baseline: the same decisions and messages in memory, on one thread, without actors and journal");
        settings("ours: actors, every event stored with an fsync before anything follows from it");
        var rounds = new List<Round>();
        var episodes = 0;
        for (var run = -1; run < Runs; run++)
        {
            var baseline = InMemory(scenario, out episodes);
            var ours = WithActors(scenario, episodes);
            if (run >= 0)
                rounds.Add(new Round(baseline, ours));
        }

        yield return new Measurement(Name, "episodes/s", LessIsBetter: false, rounds, ("episodes", episodes));
    }

    private static double InMemory(Scenario scenario, out int episodes)
    {
        var (count, begun) = (0, 0L);
        var world = new World(new WorldOptions { Liquidators = int.MaxValue })
        {
            Stored = (_, recorded) => count += recorded.Event is AccountEvent.LiquidationRequested ? 1 : 0,
        };
        foreach (var round in ScenarioRun.Of(scenario).Rounds())
        {
            world.Play(round);
            if (round.Number == SuddenFall.LastBefore(scenario))
                begun = Stopwatch.GetTimestamp();
        }

        var elapsed = Stopwatch.GetElapsedTime(begun);
        episodes = count;
        return count >= LeastEpisodes
            ? count / elapsed.TotalSeconds
            : throw new ResultsDifferException($"{count} liquidations are fewer than {LeastEpisodes}");
    }

    private static double WithActors(Scenario scenario, int expected)
    {
        var (count, begun, ended) = (0, 0L, 0L);
        SuddenFall.RunAsync(scenario, new Requests(_ => Interlocked.Increment(ref count)), outcome =>
        {
            ended = Stopwatch.GetTimestamp();
            if (outcome.Round.Number == SuddenFall.LastBefore(scenario))
                begun = ended;
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        return count == expected
            ? count / Stopwatch.GetElapsedTime(begun, ended).TotalSeconds
            : throw new ResultsDifferException($"{count} liquidations with actors, {expected} without");
    }
}
