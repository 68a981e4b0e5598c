using System.Collections.Immutable;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>
/// The price of an account that owes more than it has, with what its fund promises. One BTC was bought at 50,000 and 3,000
/// USDT deposited; at 46,000 USDT, 1,000 are missing. The slippage limit of 5 % is 43,700.
/// </summary>
public sealed class LastResortTests
{
    // 2,300 of slippage and 1,000 that are missing already.
    [Theory]
    [InlineData("1")]
    [InlineData("0.8")] // USD a USDT: what is asked of the fund of USDT is in USDT.
    public void The_fund_is_asked_for_what_all_would_cost_at_the_slippage_limit(string usdt) =>
        Assert.Equal((Usdt, Amount(3_300m)), Asked(Begun(1m, 46_000m, Number(usdt)), 1));

    // 300 are left to lose of 1,300: the book may take it down to 45,700. With all of it, the slippage limit comes first.
    [Theory]
    [InlineData("1300", "1", "45700")]
    [InlineData("1300", "0.8", "45700")]
    [InlineData("3300", "1", "43700")]
    [InlineData("1000", "1", "46000")]
    public void No_price_is_worse_than_uses_up_what_was_promised(string promised, string usdt, string limit)
    {
        var step = Planned(Promised(Begun(1m, 46_000m, Number(usdt)), Number(promised)));
        Assert.Equal((Contracts(-1m), Price(Number(limit)), false), (step.Quantity, step.Limit, step.Deleverages));
    }

    // What is missing then, others make good: 500 of 1,000, but no more than a hundredth of 46,000.
    [Theory]
    [InlineData("500", "0.1", "46500")]
    [InlineData("500", "0.01", "46460")]
    [InlineData("0", "0.1", "47000")]
    public void Where_not_even_the_mark_would_do_others_take_it_above_the_mark(string promised, string bound, string price)
    {
        var step = Planned(Promised(Begun(1m, 46_000m, bound: Number(bound)), Number(promised)));
        Assert.Equal((Price(Number(price)), true), (step.Limit, step.Deleverages));
    }

    [Theory]
    [InlineData("500", "0.1", "53500")]
    [InlineData("500", "0.001", "53946")]
    public void Of_a_short_below_the_mark(string promised, string bound, string price)
    {
        var step = Planned(Promised(Begun(-1m, 54_000m, bound: Number(bound)), Number(promised)));
        Assert.Equal((Contracts(1m), Price(Number(price)), true), (step.Quantity, step.Limit, step.Deleverages));
    }

    // Promised 1,300 and then 400: others would still gain at 45,300.
    [Fact]
    public void What_the_book_does_not_take_others_take_at_the_mark_once_the_fund_was_asked_again()
    {
        var account = Promised(Begun(1m, 46_000m), 1_300m)
            .WhenOwed(Margining.Deciding.Entities.OrderBook(BtcPerp), 1, new AccountCommand.SettleStep(First, 1, BtcPerp, [], Contracts(-1m)))
            .WhenOwed(Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        Assert.Equal((Usdt, Amount(2_000m)), Asked(account, 2));
        var step = Planned(Promised(account, 400m, step: 2));
        Assert.Equal((Price(46_000m), true), (step.Limit, step.Deleverages));
        Assert.Equal(
            [new Money(Amount(1_700m), Usdt)], Assert.IsType<Episode.Working>(account.State.StandingOf(MarginScope.Cross).Episode).Covers);
    }

    private static (AssetId Asset, Amount Amount) Asked(Spec<AccountState> account, int step)
    {
        var asked = Assert.IsType<AccountEvent.CoverAsked>(account.Result.Events[^1].Event);
        Assert.Equal(step, asked.Step);
        return (asked.Asset, asked.Amount);
    }

    private static Spec<AccountState> Begun(decimal held, decimal mark, decimal usdt = 1m, decimal bound = 0.1m)
    {
        var prices = ImmutableSortedDictionary<AssetId, Price>.Empty.Add(Usdt, Price(usdt)).Add(Btc, Price(mark * usdt));
        return Holding(held, 3_000m)
            .At(new MarketView(
                new FrameNumber(2), new Instant(2_000), Venue.Deleveraging(bound), prices, ImmutableSortedDictionary<InstrumentId, Price>.Empty))
            .WhenFirstStepIsPlanned();
    }

    private static Spec<AccountState> Promised(Spec<AccountState> account, decimal promised, int step = 1)
    {
        var (asset, asked) = Asked(account, step);
        return account.WhenOwed(
            Fund, step, new AccountCommand.ReceiveCover(First, step, asset, asked, Amount(promised)));
    }

    private static AccountEvent.StepPlanned Planned(Spec<AccountState> account) =>
        Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[^1].Event);
}
