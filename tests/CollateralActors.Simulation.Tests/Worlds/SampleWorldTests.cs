using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Worlds;

/// <summary>
/// Bands in every scenario that ships, so with every rule: interest, settlement, volatility and time, modes, spot, pegs
/// and phase-outs beside prices and funding.
/// </summary>
public sealed class SampleWorldTests
{
    private const int Accounts = 60;

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios");

    // Where others are deleveraged, their places rest on what accounts tell of their positions when they are looked at: who
    // is looked at more often tells more.
    public static TheoryData<string> Samples =>
    [
        .. Directory.GetFiles(Folder, "*.jsonc").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)
            .Where(sample => RunOf(sample).Scenario.Risk.Liquidation?.Deleveraging is null),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Bands_decide_what_visiting_everybody_decides(string sample)
    {
        var run = RunOf(sample);
        var options = new WorldOptions { Liquidators = int.MaxValue };
        var banded = World.Run(run, options);
        var visited = World.Run(run, options with { VisitsEveryone = true });

        Assert.True(Decisions(visited).Count > Accounts, "hardly anything was decided");
        Assert.Equal(Decisions(visited), Decisions(banded));
        Assert.Equal(SmallWorld.StatesOf(visited), SmallWorld.StatesOf(banded));
        Assert.True(banded.Looks < visited.Looks, $"{banded.Looks} looks with bands, {visited.Looks} without");
    }

    private static ScenarioRun RunOf(string sample) =>
        ScenarioRun.Of(ScenarioReader.Read(Path.Combine(Folder, sample)).Content!.WithAccounts(Accounts));

    // All that accounts decide, and when. An order alone, in what has expired, hurts nobody: it goes with whatever the
    // account decides next, and that it is gone in the end is seen in the states.
    private static List<(EntityId, FrameNumber, IEvent)> Decisions(World world) =>
    [
        .. from id in world.Entities
           where id.Kind == EntityKind.Account
           from recorded in world.EventsOf(id)
           where recorded.Event is AccountEvent and not AccountEvent.ContractSettled { Quantity.Contracts: 0m }
           select (id, recorded.Frame, recorded.Event),
    ];
}
