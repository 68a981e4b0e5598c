using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Deleveraging;

/// <summary>What holds of losses that are shared, on random days whose risk book shares them.</summary>
public sealed class SharingProperties
{
    private const int Days = 15;

    [Property(MaxTest = Days)]
    public void Nobody_gives_more_than_asked_or_than_a_part_of_its_profit_or_falls_below_maintenance_by_it(int seed)
    {
        var venue = Run(seed);
        foreach (var (account, e, frame) in AccountHistory.Of<AccountEvent.LossShared>(venue))
        {
            var most = Math.Min(e.Asked.Value, e.Profit.Value * RandomEpisodes.MostOfProfit);
            Assert.True(e.Amount.Value >= 0m && e.Amount.Value <= most, $"seed {seed}: {e}");
            Assert.Equal(e.Amount == e.Asked, e.Spared == SparedBecause.NotSpared);
            if (e.Amount == Amount.Zero)
                continue;
            var after = AccountEvolution.Evolve(account, e);
            var figures = Assessment.Of(after, account.ScopeOf(e.Instrument), venue.Frames.At(frame)!).Figures;
            Assert.True(figures.Status < MarginStatus.Liquidation, $"seed {seed}: {e} leaves {figures}");
        }
    }

    [Property(MaxTest = Days)]
    public void What_others_give_arrives_and_is_no_more_than_was_missing(int seed)
    {
        var venue = Run(seed);
        var given = AccountHistory.Of<AccountEvent.LossShared>(venue).Select(each => each.Event)
            .GroupBy(e => (e.Liquidation, e.Instrument)).ToDictionary(e => e.Key, e => e.Sum(each => each.Amount.Value));
        foreach (var (account, e, _) in AccountHistory.Of<AccountEvent.SharedLossReceived>(venue))
        {
            Assert.Equal(given.GetValueOrDefault((e.Liquidation, e.Instrument)), e.Given.Value);
            Assert.True(e.Given <= e.Loss && e.Surplus <= e.Given, $"seed {seed}: {e}");
            var waiting = Assert.IsType<Episode.AwaitingShares>(account.StandingOf(MarginScope.Of(e.Liquidation)).Episode);
            Assert.Contains(new PassedLoss(e.Instrument, e.Asset, e.Loss), waiting.Losses);
        }

        Assert.All(
            venue.All.Values.OfType<Hosted<DeleveragingState>>(), hosted => Assert.Empty(hosted.Entity.State.Sharings));
    }

    [Property(MaxTest = Days)]
    public void Losses_are_passed_on_only_of_what_funds_left_and_what_the_account_is_worth_too_little(int seed)
    {
        var venue = Run(seed);
        foreach (var (account, e, frame) in AccountHistory.Of<AccountEvent.LossPassedOn>(venue))
        {
            var market = venue.Frames.At(frame)!;
            if (e.Liquidation.Isolated is { } isolated)
            {
                Assert.Equal(-account.IsolatedMarginOf(isolated), Assert.Single(e.Losses).Amount);
                continue;
            }

            var worth = account.Balances.Sum(balance => balance.Value.Value * market.IndexPrice(balance.Key)!.Value.Value);
            var passed = e.Losses.Sum(loss => loss.Amount.Value * market.IndexPrice(loss.Asset)!.Value.Value);
            Assert.True(passed > 0m && passed <= -worth, $"seed {seed}: {passed} of {worth}");
            Assert.All(e.Losses, loss => Assert.True(loss.Amount <= -account.BalanceOf(loss.Asset), $"seed {seed}: {loss}"));
        }
    }

    [Fact]
    public void Random_days_have_losses_that_are_shared_in_full_in_part_and_by_nobody()
    {
        var received = Enumerable.Range(0, 90).SelectMany(seed => AccountHistory.Of<AccountEvent.SharedLossReceived>(Run(seed)))
            .Select(each => each.Event).ToList();
        Assert.Contains(received, e => e.Given == e.Loss);
        Assert.Contains(received, e => e.Given < e.Loss && e.Given > Amount.Zero);
        Assert.Contains(received, e => e.Given == Amount.Zero);
    }

    private static VenueInMemory Run(int seed) => RandomDays.Run((2 * (seed & 0xFFFFF)) + 1, faultsPerCent: 5, steps: 90);
}
