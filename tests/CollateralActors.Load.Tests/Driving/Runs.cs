using CollateralActors.Actors.Settings;
using CollateralActors.Load.Driving;
using CollateralActors.Load.Reports;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Load.Tests.Driving;

/// <summary>Runs of the scenario that ships, with fewer accounts, in files of their own.</summary>
internal static class Runs
{
    public static string ScenarioFile { get; } =
        Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", "2025-02-03-crash.jsonc");

    public static Scenario Crash(int accounts) => ScenarioReader.Read(ScenarioFile).Content!.WithAccounts(accounts);

    /// <summary>Another scenario that ships.</summary>
    public static Scenario Sample(string name, int accounts) => ScenarioReader
        .Read(Path.Combine(Path.GetDirectoryName(ScenarioFile)!, name)).Content!.WithAccounts(accounts);

    /// <summary>The same with funding every few minutes, so dear that it decides now and then.</summary>
    public static Scenario Funded(int accounts)
    {
        var crash = Crash(accounts);
        var risk = crash.Risk;
        return crash with
        {
            Risk = new RiskBook(
                risk.Version, risk.Valuation, risk.MarginCallRatio, risk.LiquidationTarget, risk.Assets,
                risk.Instruments.Select(instrument => instrument with
                {
                    Funding = new FundingParameters(TimeSpan.FromMinutes(5), new Rate(0.001m), new Rate(0.0005m), new Rate(0.01m)),
                })),
        };
    }

    /// <summary>The first rounds alone: the seeding, the fall, and no closing rounds.</summary>
    public static Scenario Short(int accounts, int ticks)
    {
        var crash = Crash(accounts);
        return crash with { Series = crash.Series with { Ticks = [.. crash.Series.Ticks.Take(ticks)] } };
    }

    public static NodeSettings Settings(int threads = 0) => NodeSettings.Bind(NodeConfig.Assemble(
        overlays: ["sqlite"],
        overrides: [new("collateral.node.threads", FormattableString.Invariant($"{threads}"))]));

    public static Task<SimulationReport> RunAsync(SimulationOptions options) =>
        SimulationRunner.RunAsync(options, progress: null, CancellationToken.None);
}

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collateral-load-");

    public string this[string file] => Path.Combine(folder.FullName, file);

    public void Dispose() => folder.Delete(recursive: true);
}
