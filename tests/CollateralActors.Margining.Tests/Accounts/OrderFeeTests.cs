using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>Open orders reserve the fees that they may pay, on top of initial margin and of nothing else.</summary>
public sealed class OrderFeeTests
{
    // One BTC at 50,000 needs 2,500. Maker 0.02 % is 10, taker 0.05 % is 25; 2,500 further down, closing takes 23.75, and
    // for a sell, 2,500 further up, 26.25.
    [Theory]
    [InlineData(FeeReserve.None, 1, false, 2_500)]
    [InlineData(FeeReserve.Opening, 1, false, 2_525)]
    [InlineData(FeeReserve.Opening, 1, true, 2_510)]
    [InlineData(FeeReserve.Opening, -1, false, 2_525)]
    [InlineData(FeeReserve.OpeningAndClosing, 1, false, 2_548.75)]
    [InlineData(FeeReserve.OpeningAndClosing, 1, true, 2_533.75)]
    [InlineData(FeeReserve.OpeningAndClosing, -1, false, 2_551.25)]
    public void An_order_is_reserved_if_its_fees_are_there_too(FeeReserve reserve, int quantity, bool isPostOnly, double needed)
    {
        var order = Reserve("o-1", quantity, 50_000m) with { IsPostOnly = isPostOnly };
        var reserved = new AccountEvent.OrderReserved(order.Order, order.Instrument, order.Quantity, order.Price) { IsPostOnly = isPostOnly };
        Account.With((decimal)needed).At(At(reserve)).When(order).Then(reserved);
        Account.With((decimal)needed - 0.000001m).At(At(reserve)).When(order)
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "-0.000001 USD");
    }

    // 500 contracts of 100 USD at 50,000 are 1 BTC: 0.05 of margin. A long loses that when its coins have become 1.05.
    [Theory]
    [InlineData(FeeReserve.Opening, 500, 0.0505)]
    [InlineData(FeeReserve.OpeningAndClosing, 500, 0.051025)]
    [InlineData(FeeReserve.OpeningAndClosing, -500, 0.050975)]
    public void Fees_of_an_inverse_contract_are_in_coins(FeeReserve reserve, int quantity, double needed)
    {
        var book = Orders(Reserve("o-1", quantity, 50_000m, BtcUsd));
        Assert.Equal((decimal)needed * 50_000m, MarginCalculator.Evaluate(book.ToMarginBook(At(reserve)), At(reserve)).Initial.Value);
    }

    [Fact]
    public void Fees_of_buys_and_sells_add_up_though_only_the_worse_side_needs_margin()
    {
        var book = Orders(Reserve("o-1", 1m, 50_000m), Reserve("o-2", -1m, 50_000m), Reserve("o-3", 2m, 2_500m, EthPerp));
        Assert.Equal(2_500m + 250m + (2m * 25m) + 2.5m, MarginCalculator.Evaluate(book.ToMarginBook(At(FeeReserve.Opening)), At(FeeReserve.Opening)).Initial.Value);
    }

    [Fact]
    public void What_is_reserved_cannot_be_withdrawn_and_is_free_again_when_the_order_goes() =>
        Account.With(3_000m).At(At(FeeReserve.Opening)).When(Reserve("o-1", 1m, 50_000m))
            .When(Withdraw(475.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral)
            .When(Withdraw(475m)).ThenKinds(typeof(AccountEvent.Withdrawn))
            .When(new AccountCommand.ReleaseOrder(new OrderId("o-1")))
            .When(Withdraw(2_525m)).ThenKinds(typeof(AccountEvent.Withdrawn));

    [Fact]
    public void A_position_and_the_maintenance_requirement_know_nothing_of_it()
    {
        var account = Account.Holding(1m, 10_000m).Given(new AccountEvent.OrderReserved(new OrderId("o"), BtcPerp, Contracts(1m), Price(50_000m)));
        var (with, without) = (At(FeeReserve.OpeningAndClosing), At(FeeReserve.None));
        var (more, less) = (Figures(account.State, with), Figures(account.State, without));
        Assert.Equal(48.75m, (more.Initial - less.Initial).Value);
        Assert.Equal((less.Equity, less.Maintenance, less.Status), (more.Equity, more.Maintenance, more.Status));
        var alone = account.State with { Orders = account.State.Orders.Clear() };
        Assert.Equal(Figures(alone, without), Figures(alone, with));
    }

    [Theory]
    [InlineData(FeeReserve.Opening)]
    [InlineData(FeeReserve.OpeningAndClosing)]
    public void The_exact_figures_are_the_same(FeeReserve reserve)
    {
        var book = Orders(
            Reserve("o-1", 1m, 50_100m), Reserve("o-2", -1.5m, 49_900m), Reserve("o-3", 400m, 50_000m, BtcUsd),
            Reserve("o-4", -800m, 40_000m, BtcUsd), Reserve("o-5", 2m, 2_500m, EthPerp) with { IsPostOnly = true });
        var (market, margin) = (At(reserve), book.ToMarginBook(At(reserve)));
        var exact = new ExactBook(margin, market).Initial();
        var difference = exact - MarginCalculator.Evaluate(margin, market).Initial.Value;
        Assert.True(difference < 0.000000000001m && Fraction.Zero - difference < 0.000000000001m);
    }

    // Free collateral is there in dollars; 2,500 of margin and a fee of 25 are needed in USDT, another 10 for a sell that
    // only waits, though that needs no margin beside the buy.
    [Theory]
    [InlineData(FeeReserve.None, 2_500, 2_500)]
    [InlineData(FeeReserve.Opening, 2_525, 2_535)]
    [InlineData(FeeReserve.OpeningAndClosing, 2_525, 2_535)]
    public void Fees_of_orders_in_isolated_instruments_are_needed_in_the_settle_asset(
        FeeReserve reserve, int needed, int both)
    {
        var (buy, sell) = (Reserve("o-1", 1m, 50_000m), Reserve("o-2", -1m, 50_000m) with { IsPostOnly = true });
        With(needed - 0.000001m).When(buy).ThenRejected(RejectionCode.InsufficientBalance, $"would need {needed} USDT");
        With(needed).When(buy).ThenKinds(typeof(AccountEvent.OrderReserved));
        With(both).When(buy).When(sell).ThenKinds(typeof(AccountEvent.OrderReserved));
        if (both > needed)
        {
            With(both - 0.000001m).When(buy).When(sell)
                .ThenRejected(RejectionCode.InsufficientBalance, $"would need {both} USDT");
        }

        Spec<AccountState> With(decimal usdt) =>
            IsolatedAccount.Idle(usdt).Given(new AccountEvent.Deposited(Usd, Amount(50_000m))).At(At(reserve));
    }

    private static MarginFigures Figures(AccountState account, MarketView market) =>
        MarginCalculator.Evaluate(account.ToMarginBook(market), market);

    private static AccountState Orders(params AccountCommand.ReserveOrder[] orders) => Account.With(0m).Given(
    [
        .. orders.Select(o => new AccountEvent.OrderReserved(o.Order, o.Instrument, o.Quantity, o.Price) { IsPostOnly = o.IsPostOnly }),
    ]).State;

    private static MarketView At(FeeReserve reserve) => Frame(2, risk: Venue.With(Rules, reserve));
}
