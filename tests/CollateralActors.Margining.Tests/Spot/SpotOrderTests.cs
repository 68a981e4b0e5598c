using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.SpotVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Spot;

/// <summary>An order in spot gives only what is there, and nobody else gets that before it is filled or gone.</summary>
public sealed class SpotOrderTests
{
    // 0.1 BTC at 50,000 cost 5,000 USDT and a fee of 10.
    private static AccountCommand.ReserveOrder Buy(string order = "o-1", decimal price = 50_000m) =>
        Reserve(order, 0.1m, price, BtcUsdt);

    private static AccountCommand.ReserveOrder Sell(decimal quantity, decimal price = 50_000m) =>
        Reserve("o-1", -quantity, price, BtcUsdt);

    private static Spec<AccountState> With(decimal usdt, decimal btc = 0m) => Account.With(usdt)
        .Given(btc == 0m ? [] : [new AccountEvent.Deposited(Btc, Amount(btc))])
        .At(Frame(2, risk: SpotVenue.Rules));

    [Fact]
    public void A_buy_gives_its_value_and_the_fee() =>
        With(5_009.999999m).When(Buy()).ThenRejected(
                RejectionCode.InsufficientBalance, "order 'o-1' gives 5010 USDT", "balance of 5009.999999 USDT")
            .When(Deposit(0.000001m)).When(Buy()).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void A_buy_that_only_waits_gives_the_maker_fee() =>
        With(5_005m).When(Buy() with { IsPostOnly = true }).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void A_sell_gives_the_base_asset() =>
        With(0.000001m, btc: 0.1m).When(Sell(0.101m)).ThenRejected(RejectionCode.InsufficientBalance, "gives 0.101 BTC", "0.1 BTC")
            .When(Sell(0.1m)).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void What_one_order_gives_another_does_not() =>
        With(10_019.999999m).When(Buy()).When(Buy("o-2")).ThenRejected(RejectionCode.InsufficientBalance, "open spot orders give 5010")
            .When(new AccountCommand.ReleaseOrder(new OrderId("o-1"))).When(Buy("o-2")).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void What_an_order_gives_is_neither_withdrawn_nor_transferred()
    {
        var account = With(6_000m).When(Buy());
        account.When(Withdraw(990.000001m)).ThenRejected(RejectionCode.InsufficientBalance, "amount 990.000001 USDT", "give 5010");
        account.When(new AccountCommand.Transfer(new AccountId("alice.hedge"), Usdt, Amount(990.000002m)))
            .ThenRejected(RejectionCode.InsufficientBalance, "give 5010");
        Assert.Equal(Amount(990m), Withdrawable.Of(account.State, Usdt, Frame(2, risk: SpotVenue.Rules)));
        account.When(Withdraw(990m)).ThenKinds(typeof(AccountEvent.Withdrawn));
    }

    [Fact]
    public void What_an_order_gives_is_no_margin_of_an_isolated_position()
    {
        var account = With(6_000m).When(new AccountCommand.SetMarginType(BtcPerp, MarginType.Isolated)).When(Buy());
        account.When(Reserve("o-2", 0.4m, 50_000m)).ThenRejected(RejectionCode.InsufficientBalance, "990");
        account.When(Reserve("o-2", 0.1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void There_is_no_position_to_reduce_to_lever_or_to_isolate()
    {
        var account = With(6_000m);
        account.When(Buy() with { IsReduceOnly = true }).ThenRejected(RejectionCode.NoPositionInSpot, "BTC-USDT", "reduce-only");
        account.When(new AccountCommand.SetLeverage(BtcUsdt, new Rate(2m))).ThenRejected(RejectionCode.NoPositionInSpot, "leverage");
        account.When(new AccountCommand.SetMarginType(BtcUsdt, MarginType.Isolated)).ThenRejected(RejectionCode.NoPositionInSpot, "isolated");
    }

    // One BTC-PERP requires 2,500; a buy at 58,000 gives 2,905.80 for BTC that count 2,250.
    [Fact]
    public void An_exchange_that_takes_too_much_of_the_collateral_is_refused()
    {
        var buy = Reserve("o-1", 0.05m, 58_000m, BtcUsdt);
        var market = Frame(2, risk: SpotVenue.Rules);
        Account.Holding(1m, 3_155.799999m).At(market).When(buy)
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "order 'o-1'", "-0.000001 USD", "655.799999 USD now");
        Account.Holding(1m, 3_155.8m).At(market).When(buy).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    // 0.05 BTC count 2,250; sold at 50,000 they bring 2,495, at 44,000 only 2,195.60.
    [Fact]
    public void A_sale_that_takes_no_collateral_is_allowed_to_an_account_without_any_free()
    {
        var account = Account.Holding(1m, 100m).Given(new AccountEvent.Deposited(Btc, Amount(0.05m)))
            .At(Frame(2, risk: SpotVenue.Rules));
        account.When(Sell(0.05m, 44_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
        account.When(Sell(0.05m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void Portfolio_mode_is_open_to_spot()
    {
        var market = Frame(2, risk: SpotVenue.On(Scanned, Usdc()));
        var account = Account.With(6_000m).At(market).When(new AccountCommand.SwitchMode(MarginMode.Portfolio)).When(Buy());
        account.When(Reserve("o-2", 1m, 0.9m, Usdc().Id)).ThenKinds(typeof(AccountEvent.OrderReserved));
        var report = AccountReport.Of(account.State, market);
        Assert.Equal(MarginMode.Portfolio, report.Mode);

        static Margining.Risk.InstrumentParameters Usdc() =>
            Pair with { Id = new InstrumentId("USDC-USDT"), Base = Venue.Usdc, Lot = Contracts(0.01m), Tick = Price(0.0001m) };
    }

    [Fact]
    public void No_orders_are_taken_by_bad_prices_nor_while_the_venue_is_halted()
    {
        var market = Frame(2, risk: WithPriceUse(SpotVenue.Rules));
        With(6_000m).At(market.With(Qualities.Conditions(("BTC", OracleCondition.Stale)))).When(Buy())
            .ThenRejected(RejectionCode.PriceNotGood, "no orders in BTC-USDT are taken");
        With(6_000m).At(market.With(Qualities.Conditions(("USDT", OracleCondition.Stale))).WithMark(BtcUsdt, 50_000m)).When(Buy())
            .ThenRejected(RejectionCode.PriceNotGood, "the price of USDT is stale");
        With(6_000m).At(market.With(new PriceQuality { IsVenueHalted = true })).When(Buy()).ThenRejected(RejectionCode.VenueHalted);
    }

    [Fact]
    public void Facts_take_what_an_order_gives()
    {
        var account = With(5_010m).When(Buy()).Given(new AccountEvent.WatchConfirmed(1)).Stamped();
        account.When(Trade("t-1", 0.001m, 50_000m)).ThenKinds(typeof(AccountEvent.TradeApplied));
        account.When(Trade("t-2", 0.1m, 50_000m, BtcUsdt, order: "o-1"))
            .ThenState(state => Assert.True(state.BalanceOf(Usdt) < Amount(0m)))
            .ThenState(state => Assert.Empty(state.Orders));
    }
}
