using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Totals;

/// <summary>What holds of totals whatever the network does: nothing is counted twice, and nothing is far off.</summary>
public sealed class TotalsProperties
{
    private const int Days = 10;

    [Property(MaxTest = Days)]
    public void Totals_are_the_sum_of_what_accounts_have_reported(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10, risk: Counted.Wide);
        var totals = MarketOf(venue).Totals;
        Assert.Equal((seed, totals.Of(Btc).Value), (seed, venue.Accounts.Sum(account => account.Reported.Of(Btc).Value)));
        Assert.Equal((seed, totals.Of(BtcPerp).Contracts), (seed, venue.Accounts.Sum(account => account.Reported.Of(BtcPerp).Contracts)));
    }

    [Fact]
    public void Much_is_reported()
    {
        var days = Enumerable.Range(1, 5).Select(seed => MarketOf(RandomDays.Run(seed, faultsPerCent: 10, risk: Counted.Wide)).Totals).ToList();
        Assert.All(days, totals => Assert.True(totals.Of(Btc).Value > 100m));
        Assert.Contains(days, totals => totals.Of(BtcPerp).Contracts > 0m);
    }

    [Property(MaxTest = Days)]
    public void Totals_are_off_by_no_more_than_a_sixteenth(int seed)
    {
        var venue = RandomDays.Run(seed, faultsPerCent: 10, risk: Counted.Wide);
        var totals = MarketOf(venue).Totals;
        var held = venue.Accounts.Sum(account => Math.Max(0m, account.BalanceOf(Btc).Value));
        var longs = venue.Accounts.Sum(account => Math.Max(0m, account.Positions.GetValueOrDefault(BtcPerp).Quantity.Contracts));
        Assert.InRange(held, totals.Of(Btc).Value * 15m / 16m, totals.Of(Btc).Value * 17m / 16m);
        Assert.InRange(longs, totals.Of(BtcPerp).Contracts * 15m / 16m, totals.Of(BtcPerp).Contracts * 17m / 16m);
    }

    private static MarketState MarketOf(VenueInMemory venue) =>
        ((Hosted<MarketState>)venue.All[Entities.Market]).Entity.State;
}
