using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Worlds;

/// <summary>The sample of margin calls brings about every way in which one can go.</summary>
public sealed class CallWorldTests
{
    private static readonly Lazy<IReadOnlyList<AccountEvent>> Events = new(() =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", "calls.jsonc");
        var world = World.Run(
            ScenarioRun.Of(ScenarioReader.Read(path).Content!), new WorldOptions { Liquidators = int.MaxValue });
        return
        [
            .. world.Entities.Where(id => id.Kind == EntityKind.Account)
                .SelectMany(world.EventsOf)
                .Select(recorded => recorded.Event)
                .OfType<AccountEvent>(),
        ];
    });

    public static TheoryData<Type> Kinds => new(
        typeof(AccountEvent.MarginWarningGiven),
        typeof(AccountEvent.MarginWarningLifted),
        typeof(AccountEvent.MarginDemanded),
        typeof(AccountEvent.DemandMet),
        typeof(AccountEvent.DemandCuredByPrice),
        typeof(AccountEvent.DemandExpired));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_happens(Type kind) => Assert.InRange(Events.Value.Count(e => e.GetType() == kind), 3, int.MaxValue);

    [Fact]
    public void Isolated_positions_are_called_too() =>
        Assert.Contains(Events.Value, e => e is AccountEvent.DemandExpired { Scope.IsCross: false });
}
