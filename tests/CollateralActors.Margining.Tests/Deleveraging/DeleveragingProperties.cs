using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;

namespace CollateralActors.Margining.Tests.Deleveraging;

/// <summary>What holds of deleveraging on random days whose risk book has it.</summary>
public sealed class DeleveragingProperties
{
    private const int Days = 15;

    [Property(MaxTest = Days)]
    public void Nobody_trades_more_than_was_asked_or_falls_below_maintenance_by_it(int seed)
    {
        var venue = Run(seed);
        foreach (var (account, e, frame) in AccountHistory.Of<AccountEvent.Deleveraged>(venue))
        {
            Assert.True(e.Quantity.Abs() <= e.Asked.Abs() && e.Quantity.Sign * e.Asked.Sign >= 0, $"seed {seed}: {e}");
            Assert.Equal(e.Quantity == e.Asked, e.Spared == SparedBecause.NotSpared);
            if (e.Quantity == Quantity.Zero)
                continue;
            var held = account.Positions[e.Instrument].Quantity;
            Assert.True(held.Sign == -e.Quantity.Sign && e.Quantity.Abs() <= held.Abs(), $"seed {seed}: {e} of {held}");
            var after = AccountEvolution.Evolve(account, e);
            var figures = Assessment.Of(after, account.ScopeOf(e.Instrument), venue.Frames.At(frame)!).Figures;
            Assert.True(figures.Status < MarginStatus.Liquidation, $"seed {seed}: {e} leaves {figures}");
        }
    }

    [Property(MaxTest = Days)]
    public void What_the_liquidated_account_trades_is_what_others_have_taken(int seed)
    {
        var venue = Run(seed);
        var taken = AccountHistory.Of<AccountEvent.Deleveraged>(venue).Where(each => each.Event.Quantity != Quantity.Zero)
            .Select(each => (each.Event.Trade, -each.Event.Quantity, each.Event.Price)).Order();
        var given = venue.Journal.Select(recorded => recorded.Event).OfType<DeleveragingEvent.RunEnded>()
            .SelectMany(e => e.Trades).Select(trade => (trade.Trade, trade.Quantity, trade.Price)).Order();
        Assert.Equal(taken, given);
    }

    [Property(MaxTest = Days)]
    public void Nobody_closes_further_from_the_mark_than_the_bound(int seed)
    {
        var venue = Run(seed);
        foreach (var (_, e, frame) in AccountHistory.Of<AccountEvent.Deleveraged>(venue).Where(each => each.Event.Quantity != Quantity.Zero))
        {
            var market = venue.Frames.At(frame)!;
            var (price, mark) = (e.Price.Value, market.Mark(market.Risk[e.Instrument])!.Value.Value);
            // Who buys back is hurt by a price above the mark; a tick is rounding.
            var hurt = e.Quantity.Sign > 0 ? price - mark : mark - price;
            Assert.True(
                hurt <= (mark * RandomEpisodes.PriceBound) + market.Risk[e.Instrument].Tick.Value, $"seed {seed}: {e} at {mark}");
        }
    }

    [Property(MaxTest = Days)]
    public void Funds_promise_no_more_than_they_have_and_keep_nothing_for_who_is_done(int seed)
    {
        var venue = Run(seed);
        var decider = new FundDecider();
        foreach (var (id, entity) in venue.All.Where(e => e.Key.Kind == EntityKind.Fund))
        {
            var state = decider.Initial(id);
            foreach (var recorded in entity.Journal.Where(recorded => recorded.Event is FundEvent))
            {
                state = decider.Evolve(state, recorded);
                Assert.True(state.Covers.Values.Sum(cover => cover.Value) <= state.Balance.Value, $"seed {seed}: {recorded.Event}");
            }

            var open = venue.Accounts
                .SelectMany(account => account.Scopes.Select(scope => account.StandingOf(scope).Episode))
                .OfType<Episode.Working>().Select(working => working.Id).ToHashSet();
            Assert.All(state.Covers.Keys, liquidation => Assert.Contains(liquidation, open));
        }
    }

    [Property(MaxTest = Days)]
    public void At_rest_it_knows_of_every_position_what_its_account_has_told(int seed)
    {
        var venue = Run(seed);
        var told = venue.Accounts
            .SelectMany(account => account.Told.Select(told => (told.Key, account.Id, told.Value)))
            .OrderBy(each => each.Key).ThenBy(each => each.Id);
        var known = venue.All.Values.OfType<Hosted<DeleveragingState>>().Select(hosted => hosted.Entity.State)
            .SelectMany(state => state.Positions.Select(each => (state.Instrument, each.Key, each.Value)))
            .OrderBy(each => each.Instrument).ThenBy(each => each.Key);
        Assert.Equal(told, known);
        Assert.All(
            venue.All.Values.OfType<Hosted<DeleveragingState>>(), hosted => Assert.Empty(hosted.Entity.State.Runs));
    }

    [Fact]
    public void Random_days_deleverage_by_every_order_and_spare_some()
    {
        var days = Enumerable.Range(0, 60).Select(seed => (Rules: RandomEpisodes.On(RandomDays.Rules, SeedOf(seed)), Venue: Run(seed))).ToList();
        foreach (var order in Enum.GetValues<DeleveragingOrder>())
            Assert.Contains(days, day => day.Rules.Liquidation!.Deleveraging?.Order == order && AccountHistory.Of<AccountEvent.Deleveraged>(day.Venue).Any());
        var spared = days.SelectMany(day => AccountHistory.Of<AccountEvent.Deleveraged>(day.Venue)).Select(each => each.Event.Spared).ToHashSet();
        Assert.Contains(SparedBecause.NotSpared, spared);
        Assert.True(spared.Count > 1, string.Join(", ", spared));
    }

    private static int SeedOf(int seed) => (2 * (seed & 0xFFFFF)) + 1;

    private static VenueInMemory Run(int seed) => RandomDays.Run(SeedOf(seed), faultsPerCent: 5, steps: 90);
}
