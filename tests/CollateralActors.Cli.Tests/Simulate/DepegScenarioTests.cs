using CollateralActors.Journal.Codec;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Cli.Tests.Simulate;

/// <summary>
/// The scenario that ships with a stablecoin that loses its peg and is phased out: both liquidate by themselves.
/// </summary>
public sealed class DepegScenarioTests
{
    [Fact]
    public async Task A_coin_loses_its_peg_is_closed_and_stops_to_be_collateral()
    {
        using var run = await SampleRun.Of("depeg");
        var recorded = run.Rows().ConvertAll(row => EventCodec.Default.Decode(row.Manifest, row.Payload));
        var coin = (from each in recorded
                    where each.Event is MarketEvent.FrameIssued
                    from update in ((MarketEvent.FrameIssued)each.Event).Symbols
                    where update.Symbol.Value == "USDC"
                    select (each.Time, Price: update.Oracle.Accepted!.Price.Value)).ToList();
        Assert.Equal((1m, 1m), (coin[0].Price, coin[^1].Price));
        var fallen = coin.Where(each => each.Price is > 0.87m and < 0.89m).ToList();
        Assert.InRange(fallen[^1].Time - fallen[0].Time, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));

        var books = recorded.Select(each => each.Event).OfType<RiskBookEvent.Adopted>().Select(e => e.Book).ToList();
        Assert.Equal([false, true], books.Select(book => book[new AssetId("USDC")].Rules.DepositsClosed));
        Assert.Contains(
            run.Events<EntityEvent.CommandRefused>(), refused => refused.Reason.Code == RejectionCode.DepositsClosed);

        var requests = recorded
            .Where(each => each.Event is AccountEvent.LiquidationRequested)
            .Select(each => each.Time)
            .ToList();
        Assert.Contains(requests, time => time >= fallen[0].Time && time <= fallen[^1].Time);
        var steps = books[1][new AssetId("USDC")].Rules.PhaseOut.Select(step => step.At);
        Assert.All(
            steps, step => Assert.Contains(requests, time => time >= step && time - step < TimeSpan.FromMinutes(1)));
    }
}
