using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Tests.Scenarios;

/// <summary>The scenario that ships, and smaller ones made of it.</summary>
internal static class CrashScenario
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios");

    public static readonly string File = Path.Combine(Folder, "2025-02-03-crash.jsonc");

    private static readonly Lazy<Scenario> Shipped = new(() => ScenarioReader.Read(File) is { IsSound: true } reading
        ? reading.Content!
        : throw new InvalidOperationException(string.Join(Environment.NewLine, ScenarioReader.Read(File).Problems)));

    public static Scenario Full => Shipped.Value;

    /// <summary>The scenario with fewer accounts.</summary>
    public static Scenario With(int accounts, long seed = 42) => Full.WithAccounts(accounts) with { Seed = seed };
}
