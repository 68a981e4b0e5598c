using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>An account whose turn has come. It has sold one BTC at 50,000; maintenance is 2.5 %.</summary>
public sealed class DeleveragedAccountTests
{
    private static readonly EntityId Deleveraging = Entities.Deleveraging(BtcPerp);
    private static readonly LiquidationId Bobs = LiquidationId.Of(Bob, 1);

    // Bought back at 47,000 it gains 3,000.
    [Fact]
    public void It_closes_what_is_asked_at_that_price_without_a_fee()
    {
        var account = Asked(5_000m, 45_000m, 0.4m, 47_000m);
        var closed = Closed(account);
        Assert.Equal(
            (Contracts(0.4m), SparedBecause.NotSpared, Amount(1_200m), Amount(0m)),
            (closed.Quantity, closed.Spared, closed.Posting.RealisedPnl, closed.Posting.Fee));
        account.ThenOwes(
            Deleveraging,
            new DeleveragingCommand.Answer(Bobs, 1, Alice, BtcPerp, Price(47_000m), Contracts(-0.4m), default),
            new DeleveragingCommand.ReportPosition(Alice, account.State.Told[BtcPerp]));
        Assert.Equal(Contracts(-0.6m), account.State.Positions[BtcPerp].Quantity);
    }

    [Fact]
    public void Of_a_smaller_position_it_closes_all()
    {
        var closed = Closed(Asked(5_000m, 45_000m, 1.5m, 47_000m));
        Assert.Equal((Contracts(1m), SparedBecause.SmallerPosition), (closed.Quantity, closed.Spared));
    }

    // 48,800 with 2,500: 3,700 of 1,220. At 52,000 each lot costs 3.2 and frees 1.22: 2,480 ÷ 1,980 = 1.25, so all of it;
    // with 1,000: 980 ÷ 1,980 = 0.4949.
    [Theory]
    [InlineData("2500", "1", SparedBecause.NotSpared)]
    [InlineData("1000", "0.494", SparedBecause.BelowMaintenance)]
    [InlineData("20", "0", SparedBecause.BelowMaintenance)]
    public void It_closes_as_many_lots_as_keep_it_above_maintenance(string deposit, string closed, SparedBecause why)
    {
        var taken = Closed(Asked(Number(deposit), 48_800m, 1m, 52_000m));
        Assert.Equal((Contracts(Number(closed)), why), (taken.Quantity, taken.Spared));
    }

    [Fact]
    public void It_closes_nothing_below_maintenance_or_once_the_mark_has_moved_away()
    {
        Assert.Equal(SparedBecause.InLiquidation, Closed(Asked(1_000m, 49_999m, 0.4m, 50_000m)).Spared);
        Assert.Equal(SparedBecause.NotSpared, Closed(Asked(9_000m, 45_000m, 0.4m, 49_500.1m)).Spared);
        Assert.Equal(SparedBecause.PriceMoved, Closed(Asked(9_000m, 45_000m, 0.4m, 49_500.2m)).Spared);
    }

    // At 52,000 it fell below maintenance; at 50,000 it is well above, and its own liquidation has not heard of it yet.
    [Fact]
    public void It_closes_nothing_while_it_is_liquidated_itself()
    {
        var account = Holding(-1m, 3_000m).At(Frame(2, btc: 52_000m, risk: Venue.Deleveraging())).WhenWoken()
            .At(Frame(3, risk: Venue.Deleveraging())).WhenOwed(Deleveraging, 1, Take(0.4m, 50_000m));
        Assert.Equal(SparedBecause.InLiquidation, Closed(account).Spared);
    }

    [Fact]
    public void It_closes_nothing_of_the_other_side() => Assert.Equal(
        SparedBecause.SmallerPosition, Closed(Asked(5_000m, 50_000m, -0.4m, 50_000m)).Spared);

    [Fact]
    public void Asked_again_it_closes_once() => Asked(5_000m, 45_000m, 0.4m, 47_000m).WhenAgain().ThenAlreadyApplied();

    private static Spec<AccountState> Asked(decimal deposit, decimal mark, decimal quantity, decimal price) =>
        Holding(-1m, deposit).At(Frame(2, btc: mark, risk: Venue.Deleveraging())).WhenOwed(Deleveraging, 1, Take(quantity, price));

    private static AccountCommand.TakeDeleveraging Take(decimal quantity, decimal price) =>
        new(Bobs, 1, Bob, BtcPerp, new TradeId("BTC-PERP.deleveraged.1"), Contracts(quantity), Price(price), 1, 2);

    private static AccountEvent.Deleveraged Closed(Spec<AccountState> account) =>
        Assert.Single(account.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.Deleveraged>());
}
