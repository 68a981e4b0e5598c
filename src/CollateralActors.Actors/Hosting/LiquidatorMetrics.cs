using System.Diagnostics.Metrics;
using CollateralActors.Margining.Liquidations;

namespace CollateralActors.Actors.Hosting;

/// <summary>How many liquidators there are, and what they have to do.</summary>
internal static class LiquidatorMetrics
{
    private static readonly Meter Meter = new("CollateralActors.Liquidators");

    private static readonly Gauge<int> Size = Meter.CreateGauge<int>(
        "collateral.liquidators.size", "{liquidator}", "Liquidators that there are.");

    private static readonly Gauge<int> Busy = Meter.CreateGauge<int>(
        "collateral.liquidators.busy", "{liquidation}", "Liquidations that are being worked on.");

    private static readonly Gauge<int> Waiting = Meter.CreateGauge<int>(
        "collateral.liquidators.waiting", "{liquidation}", "Liquidations that wait for a liquidator.");

    /// <summary>Tells how the queue stands.</summary>
    public static void Report(LiquidatorQueue queue)
    {
        Size.Record(queue.Size);
        Busy.Record(queue.Busy);
        Waiting.Record(queue.Waiting);
    }
}
