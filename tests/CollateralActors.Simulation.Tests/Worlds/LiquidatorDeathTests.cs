using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Simulation.Scenarios;
using CollateralActors.Simulation.Worlds;

namespace CollateralActors.Simulation.Tests.Worlds;

/// <summary>
/// Whoever works on a liquidation dies at each of its messages in turn: before it sees them, after it stored what follows
/// and before anybody heard of it, and after the first who did. In the end nothing is different.
/// </summary>
public sealed class LiquidatorDeathTests
{
    private const int Accounts = 6;

    private static readonly WorldOptions Options = SmallWorld.Options with { Liquidators = 1_000 };

    private static ScenarioRun Run { get; } = SmallWorld.Run(Accounts, seed: 3);

    [Theory]
    [InlineData(EntityKind.Liquidation, Fate.MeetCrash)]
    [InlineData(EntityKind.Liquidation, Fate.CauseCrash)]
    [InlineData(EntityKind.Liquidation, Fate.CrashHalfway)]
    [InlineData(EntityKind.Liquidation, Fate.ComeInDisorder)]
    [InlineData(EntityKind.OrderBook, Fate.CauseCrash)]
    [InlineData(EntityKind.OrderBook, Fate.CrashHalfway)]
    [InlineData(EntityKind.Fund, Fate.CauseCrash)]
    public void A_death_at_any_message_changes_nothing_in_the_end(EntityKind kind, Fate fate)
    {
        var calm = World.Run(Run, Options);
        Assert.True(SmallWorld.CountOf<AccountEvent.StepSettled>(calm) > 3, "hardly anything was liquidated");
        var expected = SmallWorld.StatesOf(calm);
        for (var delivery = 1; ; delivery++)
        {
            var mischief = Mischief.At(kind, delivery, fate);
            var troubled = World.Run(Run, Options with { Mischief = mischief });
            if (mischief.Count == 0)
            {
                Assert.True(delivery > 3, $"{delivery - 1} deliveries");
                return;
            }

            var actual = SmallWorld.StatesOf(troubled);
            Assert.Equal(expected.Keys, actual.Keys);
            Assert.All(expected, state => Assert.Equal((delivery, state.Value), (delivery, actual[state.Key])));
        }
    }
}
