using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Units;
using static CollateralActors.Actors.Tests.Nodes.FreeRunningTests;

namespace CollateralActors.Actors.Tests.Nodes;

/// <summary>A fall that takes more accounts than there are liquidators: the gauges show that there are more of them then.</summary>
public sealed class LiquidatorMetricsTests
{
    private const int Accounts = 12;

    [Fact]
    public async Task The_gauges_follow_the_queue()
    {
        var seen = new ConcurrentDictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Name == "CollateralActors.Liquidators")
                    all.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
            seen.AddOrUpdate(instrument.Name, value, (_, most) => Math.Max(most, value)));
        listener.Start();

        var witness = new Witness();
        await using var node = await OpenAsync(
            Options(("collateral.liquidators.fewest", "1"), ("collateral.liquidators.most", "5")) with { Projections = [witness] });
        for (var i = 0; i < Accounts; i++)
        {
            var account = new AccountId($"a{i}");
            await AcceptedAsync(node, Venue.Deposit(account, "d1", 1_000m));
            await AcceptedAsync(node, Venue.Trade(account, $"t{i}", 50m, 100m));
        }

        await AcceptedAsync(node, Venue.Quotes("crash", Now(), 82m));
        for (var i = 0; i < Accounts; i++)
            await witness.SeesAsync(Entities.Liquidation(LiquidationId.Of(new AccountId($"a{i}"), 1)), e => e is LiquidationEvent.StepTaken);

        Assert.InRange(seen["collateral.liquidators.size"], 2, int.MaxValue);
        Assert.InRange(seen["collateral.liquidators.busy"], 1, int.MaxValue);
        Assert.True(seen.ContainsKey("collateral.liquidators.waiting"));
    }
}
