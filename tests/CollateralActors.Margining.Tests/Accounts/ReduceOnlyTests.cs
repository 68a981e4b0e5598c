using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>Reduce-only orders: never more than the position, without margin of their own, cut back with it.</summary>
public sealed class ReduceOnlyTests
{
    // A position of 5; other reduce-only orders take what the second column says.
    [Theory]
    [InlineData(5, 0, -5, true)]
    [InlineData(5, 0, -5.001, false)]
    [InlineData(5, -2, -3, true)]
    [InlineData(5, -2, -3.001, false)]
    [InlineData(5, -5, -0.001, false)]
    [InlineData(5, 0, 0.001, false)]
    [InlineData(-5, 0, 5, true)]
    [InlineData(-5, 3, 2.001, false)]
    [InlineData(-5, 0, -1, false)]
    [InlineData(0, 0, -1, false)]
    public void It_is_taken_if_there_is_that_much_left_to_reduce(double held, double others, double order, bool isTaken)
    {
        var account = Holding((decimal)held, 1_000_000m);
        if (others != 0)
            account.When(Reducing("others", (decimal)others)).ThenKinds(typeof(AccountEvent.OrderReserved));
        account.When(Reducing("new", (decimal)order));
        if (isTaken)
            account.Then(Reserved("new", (decimal)order));
        else
            account.ThenRejected(RejectionCode.NothingToReduce, "'new'", $"position is {held}", $"take {Math.Abs(others)} of it");
    }

    // One BTC needs 2,500 and there is nothing more: another order of any size is refused.
    [Fact]
    public void It_needs_no_margin_whatever_its_price()
    {
        var account = Holding(1m, 2_500m).When(Reducing("r", -1m, 40_000m)).Then(Reserved("r", -1m, 40_000m));
        Assert.Equal(2_500m, Initial(account.State));
    }

    [Fact]
    public void It_is_taken_while_the_account_is_short_of_initial_margin() =>
        Holding(1m, 2_000m).When(Reserve("o", -1m, 50_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "-500 USD now")
            .When(Reducing("r", -1m)).Then(Reserved("r", -1m));

    // Position 2, sells for 3: short 1 at worst. A reduce-only sell for 2 in front of them makes that a short of 3.
    [Fact]
    public void With_other_orders_behind_it_that_open_once_the_position_is_gone_it_is_refused_where_margin_is_short()
    {
        var account = Holding(2m, 7_400m).Given(new AccountEvent.OrderReserved(new OrderId("o"), BtcPerp, Contracts(-3m), Price(50_000m)));
        Assert.Equal(5_000m, Initial(account.State));
        account.When(Reducing("r", -2m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "-100 USD")
            .When(Deposit(100m)).When(Reducing("r", -2m)).Then(Reserved("r", -2m));
        Assert.Equal(7_500m, Initial(account.State));
    }

    [Fact]
    public void A_fill_that_uses_the_order_up_leaves_the_rest_of_it() =>
        Holding(5m, 100_000m).When(Reducing("r", -5m)).When(Trade("t", -2m, 50_000m, order: "r"))
            .ThenKinds(typeof(AccountEvent.TradeApplied))
            .ThenState(account => Assert.Equal(Contracts(-3m), account.Orders[new OrderId("r")].Quantity));

    // Sells at 50,300 and 50,200 give way to the one at 50,100: it is filled first.
    [Fact]
    public void When_the_position_shrinks_those_furthest_from_the_market_are_cut_back_in_the_same_decision() =>
        Holding(5m, 100_000m)
            .When(Reducing("a", -1m, 50_300m)).When(Reducing("b", -2m, 50_100m)).When(Reducing("c", -2m, 50_200m))
            .When(Trade("t", -2m, 50_000m))
            .ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.ReduceOnlyTrimmed))
            .ThenLast(Trimmed(("c", -1m), ("a", 0m)))
            .ThenState(account => Assert.Equal(["b", "c"], account.Orders.Keys.Select(order => order.Value)));

    [Fact]
    public void Of_buys_the_cheapest_give_way() =>
        Holding(-3m, 100_000m).When(Reducing("a", 1m, 49_000m)).When(Reducing("b", 2m, 49_500m))
            .When(Trade("t", 1m, 50_000m)).ThenLast(Trimmed(("a", 0m)));

    [Fact]
    public void When_the_position_flips_all_of_them_go_and_other_orders_stay() =>
        Holding(1m, 100_000m).When(Reducing("r", -1m)).When(Reserve("o", -1m, 50_000m)).When(Trade("t", -2m, 50_000m))
            .ThenLast(Trimmed(("r", 0m)))
            .ThenState(account => Assert.Equal(["o"], account.Orders.Keys.Select(order => order.Value)));

    [Fact]
    public void The_flags_are_part_of_what_a_command_id_stands_for_and_absent_where_not_set()
    {
        Assert.Equal("ReserveOrder { Order = o, Instrument = BTC-PERP, Quantity = 1, Price = 2 }", Reserve("o", 1m, 2m).ToString());
        Holding(1m, 100_000m).When("c", Reserve("o", -1m, 50_000m))
            .When("c", Reserve("o", -1m, 50_000m) with { IsReduceOnly = true }).ThenRejected(RejectionCode.CommandIdReused)
            .When("c", Reserve("o", -1m, 50_000m) with { IsPostOnly = true }).ThenRejected(RejectionCode.CommandIdReused);
    }

    private static Spec<AccountState> Holding(decimal held, decimal usdt) =>
        held == 0m ? Account.With(usdt) : Account.Holding(held, usdt);

    private static AccountCommand.ReserveOrder Reducing(string order, decimal quantity, decimal price = 50_000m) =>
        Reserve(order, quantity, price) with { IsReduceOnly = true };

    private static AccountEvent.OrderReserved Reserved(string order, decimal quantity, decimal price = 50_000m) =>
        new(new OrderId(order), BtcPerp, Contracts(quantity), Price(price)) { IsReduceOnly = true };

    private static AccountEvent.ReduceOnlyTrimmed Trimmed(params (string Order, decimal Left)[] orders) =>
        new(BtcPerp, orders.Select(o => new TrimmedOrder(new OrderId(o.Order), Contracts(o.Left))).ToValueList());

    private static decimal Initial(AccountState account) =>
        MarginCalculator.Evaluate(account.ToMarginBook(Frame()), Frame()).Initial.Value;
}
