using System.Diagnostics;
using CollateralActors.Audit;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Benchmarks.Replay;

/// <summary>Folding a journal, chain and all, against only reading its rows.</summary>
internal sealed class ReplayBenchmark : IBenchmark
{
    private const int Accounts = 10_000, Rounds = 7, LeastEvents = 100_000;

    public string Name => "replay";

    public IEnumerable<Measurement> Run(Action<string> settings)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", "2025-02-03-crash.jsonc");
        using var journal = new GeneratedJournal(ScenarioReader.Read(file).Content!.WithAccounts(Accounts));
        if (journal.Events < LeastEvents)
            throw new ResultsDifferException($"the run has {journal.Events} events, which is fewer than {LeastEvents}");
        settings($"{journal.Events} events of {Accounts} accounts, {new FileInfo(journal.Path).Length / 1_000_000} MB; {Rounds} rounds, alternating");
        settings("baseline: SELECT in order of commits, every column of every row made an object");
        settings("ours: decoded, each event's hash checked against the one before, folded into every entity's state");
        var rounds = new List<Round>();
        var hashes = new HashSet<string>();
        for (var round = -1; round < Rounds; round++)
        {
            var baseline = Throughput(() => BareSelect.Read(journal.Path), journal.Events);
            ReplayedVenue? venue = null;
            var ours = Throughput(() => (venue = JournalReplay.Fold(journal.Path)).Events, journal.Events);
            hashes.Add(venue!.HashOfStates());
            if (round >= 0)
                rounds.Add(new Round(baseline, ours));
        }

        if (hashes.Count != 1)
            throw new ResultsDifferException("two replays of one journal ended in different states");
        yield return new Measurement(Name, "events/s", LessIsBetter: false, rounds);
    }

    private static double Throughput(Func<long> read, long expected)
    {
        var start = Stopwatch.GetTimestamp();
        var events = read();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return events == expected
            ? events / elapsed.TotalSeconds
            : throw new ResultsDifferException($"{events} events were read of {expected}");
    }
}
