using CollateralActors.Actors.Couriers;
using CollateralActors.Load.Driving;

namespace CollateralActors.Load.Tests.Driving;

/// <summary>One seed gives one state hash: on any number of threads, with delays, and with entities leaving memory.</summary>
public sealed class DeterminismTests(DeterminismTests.Reference reference) : IClassFixture<DeterminismTests.Reference>
{
    private const int Accounts = 2_000;

    [Theory]
    [InlineData(1, 0, 0.0)]
    [InlineData(8, 0, 0.0)]
    [InlineData(2, 2, 0.2)]
    public async Task Threads_delays_and_forced_passivation_do_not_change_the_state_hash(int threads, int delay, double rest)
    {
        using var folder = new TestFolder();
        var faults = delay == 0 ? null : new RoundFaults(7, TimeSpan.FromMilliseconds(delay), rest, 20);
        var report = await Runs.RunAsync(
            new SimulationOptions(Runs.Crash(Accounts), folder["run.db"], Runs.Settings(threads)) { Faults = faults });
        Assert.Equal(reference.StateHash, report.StateHash);
    }

    [Fact]
    public void The_run_shows_what_it_must_and_conserves_money()
    {
        Assert.Empty(reference.Report.Discrepancies);
        Assert.Equal(reference.Report.Liquidations.Started, reference.Report.Liquidations.Completed);
        Assert.True(reference.Report.Liquidations.Partial > 0);
        Assert.True(reference.Report.Liquidations.Full > 0);
        Assert.True(reference.Report.FundPaymentCount > 0);
    }

    [Fact]
    public async Task Another_seed_gives_another_hash()
    {
        using var folder = new TestFolder();
        var other = Runs.Short(100, 20);
        var one = await Runs.RunAsync(new SimulationOptions(other, folder["1.db"], Runs.Settings()));
        var two = await Runs.RunAsync(new SimulationOptions(other with { Seed = 43 }, folder["2.db"], Runs.Settings()));
        Assert.NotEqual(one.StateHash, two.StateHash);
    }

    public sealed class Reference : IAsyncLifetime, IDisposable
    {
        private readonly TestFolder folder = new();

        internal Load.Reports.SimulationReport Report { get; private set; } = null!;

        public string StateHash => Report.StateHash;

        public async Task InitializeAsync() =>
            Report = await Runs.RunAsync(new SimulationOptions(Runs.Crash(Accounts), folder["run.db"], Runs.Settings(2)));

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => folder.Dispose();
    }
}
