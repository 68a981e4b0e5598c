using CollateralActors.Actors.Settings;
using CollateralActors.Load.Driving;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Load.Tests.Driving;

/// <summary>Snapshots save time and nothing else: with them, without them, and with damaged ones a run ends alike.</summary>
public sealed class SnapshotTests
{
    private const int Rounds = 60;

    [Theory]
    [InlineData("DELETE FROM snapshot")]
    [InlineData("UPDATE snapshot SET snapshot = x'7b7d'")]
    [InlineData("UPDATE snapshot SET manifest = 'account.state.v99'")]
    [InlineData("SELECT 1")]
    public async Task Whatever_happens_to_snapshots_between_two_lives_of_a_run_it_ends_as_without_any(string mishap)
    {
        using var folder = new TestFolder();
        var scenario = Runs.Short(60, Rounds);
        var without = await Runs.RunAsync(new SimulationOptions(scenario, folder["none.db"], Settings(0)));
        using var stop = new CancellationTokenSource();
        var options = new SimulationOptions(scenario, folder["some.db"], Settings(3))
        {
            BetweenRounds = (_, outcome) => outcome.Round.Number == Rounds / 2 ? stop.CancelAsync() : Task.CompletedTask,
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SimulationRunner.RunAsync(options, null, stop.Token));
        Assert.True(Execute(folder["some.db"], "SELECT count(*) FROM snapshot") > 0, "no snapshot was saved");
        Execute(folder["some.db"], mishap);

        var report = await Runs.RunAsync(options with { BetweenRounds = null });

        Assert.Equal(without.StateHash, report.StateHash);
        Assert.Equal(0, Execute(folder["none.db"], "SELECT count(*) FROM snapshot"));
    }

    private static NodeSettings Settings(int snapshotEvery) => NodeSettings.Bind(NodeConfig.Assemble(
        overlays: ["sqlite"],
        overrides: [new("collateral.entity.snapshot-every", FormattableString.Invariant($"{snapshotEvery}"))]));

    private static long Execute(string journal, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
