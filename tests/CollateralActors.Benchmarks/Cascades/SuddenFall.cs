using CollateralActors.Actors.Markets;
using CollateralActors.Actors.Settings;
using CollateralActors.Load.Driving;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Prices;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Benchmarks.Cascades;

/// <summary>Prices stand still until everybody has come, and then lose a sixth within ten frames.</summary>
internal static class SuddenFall
{
    private const int Falling = 10, ClosingRounds = 20;
    private const decimal Fall = 1m / 6m;

    /// <summary>The scenario that ships, with another path of prices.</summary>
    public static Scenario Of(int accounts)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", "2025-02-03-crash.jsonc");
        var scenario = ScenarioReader.Read(file).Content!.WithAccounts(accounts);
        var (first, before) = (scenario.Series.Ticks[0], LastBefore(scenario));
        var ticks = Enumerable.Range(0, before + Falling + 1).Select(i => new PriceTick(
            first.Time + TimeSpan.FromSeconds(15 * i),
            new Price(Math.Round(first.Price.Value * (1m - (Fall * Math.Max(0, i - before) / Falling)), 2))));
        return scenario with { Series = new PriceSeries([.. ticks], ClosingRounds), Expectations = Expectations.None };
    }

    /// <summary>The last round before the fall.</summary>
    public static int LastBefore(Scenario scenario) => scenario.SeedingRounds + 2;

    /// <summary>Runs it through actors and a journal on disk.</summary>
    public static async Task RunAsync(Scenario scenario, INodeProjection seen, Func<RoundOutcome, Task> betweenRounds)
    {
        var folder = Directory.CreateTempSubdirectory("collateral-bench-");
        try
        {
            var settings = NodeSettings.Bind(NodeConfig.Assemble(overlays: ["sqlite"]));
            var options = new SimulationOptions(scenario, Path.Combine(folder.FullName, "venue.db"), settings)
            {
                Projections = [seen],
                BetweenRounds = (_, outcome) => betweenRounds(outcome),
            };
            await SimulationRunner.RunAsync(options, progress: null, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>Sees each liquidation when it is asked for.</summary>
internal sealed class Requests(Action<FrameNumber> onRequest) : INodeProjection
{
    public void Observe(EntityId entity, Recorded recorded)
    {
        if (recorded.Event is AccountEvent.LiquidationRequested)
            onRequest(recorded.Frame);
    }
}
