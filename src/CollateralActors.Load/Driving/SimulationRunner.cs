using Akka.Streams.Dsl;
using Akka.Streams;
using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Nodes;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Load.Reports;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Simulation.Scenarios;
using System.Diagnostics;

namespace CollateralActors.Load.Driving;

/// <summary>Runs a scenario through the whole system: real actors, a real journal, rounds on virtual time.</summary>
public static class SimulationRunner
{
    /// <summary>Runs a scenario to its end, or takes up a run that was interrupted.</summary>
    /// <exception cref="JournalException">The file cannot be used, or is of another scenario or seed.</exception>
    /// <exception cref="OperationCanceledException">
    /// Ended early and in order; the same call goes on from there.
    /// </exception>
    public static async Task<SimulationReport> RunAsync(
        SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        cancellation.ThrowIfCancellationRequested();
        using var file = JournalFile.Open(options.Journal);
        file.Meta.Identify(ScenarioIdentity.Of(options.Scenario));
        var from = ResumePoint.Of(new JournalMarketSource(file.Path));
        var eventsBefore = CountOf(file);
        var observer = new RunObserver(from, options.OnAnswer, options.OnSend);
        string hash;
        var node = await VenueNode.StartAsync(NodeOptionsOf(options, file, observer)).ConfigureAwait(false);
        await using (node.ConfigureAwait(false))
        {
            await DriveAsync(node, options, observer, progress, started, cancellation).ConfigureAwait(false);
            hash = await node.StateHashOfAllAsync().ConfigureAwait(false);
        }

        var differences = Differences(file, hash);
        var report = ReportWriter.Write(
            options, JournalFigures.Read(file.Path), observer, eventsBefore, hash, Stopwatch.GetElapsedTime(started));
        return report with { Discrepancies = [.. report.Discrepancies, .. differences] };
    }

    // What a finished run left is compared with, never written over; entities out of service have states that nobody
    // should trust.
    private static List<string> Differences(JournalFile file, string hash)
    {
        var differences = file.Parking.All
            .Select(parked => $"{parked.PersistenceId} is out of service: {parked.Reason}")
            .ToList();
        if (file.Meta.Get(JournalMeta.FinalStateHash) is { } finished && finished != hash)
            differences.Add($"the state hash is {hash}, but the finished run left {finished}");
        else if (differences.Count == 0)
            file.Meta.Set(JournalMeta.FinalStateHash, hash);
        return differences;
    }

    private static async Task DriveAsync(
        VenueNode node,
        SimulationOptions options,
        RunObserver observer,
        IProgress<SimulationProgress>? progress,
        long started,
        CancellationToken cancellation)
    {
        var run = ScenarioRun.Of(options.Scenario);
        var driver = new RoundDriver(node, AfterRound, observer.PassOver);
        await driver.Outcomes(run, observer.From)
            .TakeWhile(_ => !cancellation.IsCancellationRequested, inclusive: true)
            .RunForeach(
                outcome => progress?.Report(new SimulationProgress(
                    outcome, run.RoundCount, observer.Tally.Snapshot(), Stopwatch.GetElapsedTime(started))),
                node.System.Materializer())
            .ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();

        async Task AfterRound(RoundOutcome outcome)
        {
            observer.EndRound(outcome);
            await (options.BetweenRounds?.Invoke(node, outcome) ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    private static long CountOf(JournalFile file)
    {
        using var reader = JournalReader.Open(file.Path);
        return reader.Count();
    }

    private static NodeOptions NodeOptionsOf(SimulationOptions options, JournalFile file, RunObserver observer) => new()
    {
        Journal = NodeJournal.In(file),
        // On virtual time work takes no time: every liquidator is free again at every frame.
        Settings = options.Settings with { Liquidators = LiquidatorPool.Fixed(int.MaxValue) },
        Rounds = true,
        Faults = options.Faults,
        Observer = observer,
        Projections = [observer.Tally, .. options.Projections],
        Funds = [.. options.Scenario.Risk.Assets.Select(asset => asset.Id)],
        Books = [.. options.Scenario.Risk.Instruments
            .Where(instrument => !instrument.IsSpot)
            .Select(instrument => instrument.Id)],
    };
}
