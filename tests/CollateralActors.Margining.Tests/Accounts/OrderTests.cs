using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class OrderTests
{
    private static AccountEvent.OrderReserved Reserved(string order, decimal quantity, decimal price) =>
        new(new OrderId(order), BtcPerp, Contracts(quantity), Price(price));

    // An order for one BTC at the mark of 50,000 needs 2,500.
    [Fact]
    public void An_order_is_reserved_if_there_is_just_enough() =>
        Account.With(2_500m).When(Reserve("o-1", 1m, 50_000m)).Then(Reserved("o-1", 1m, 50_000m));

    [Fact]
    public void An_order_is_refused_if_one_unit_is_missing() =>
        Account.With(2_499.999999m).When(Reserve("o-1", 1m, 50_000m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "order 'o-1'", "-0.000001 USD", "2499.999999 USD now");

    [Fact]
    public void An_order_above_the_mark_brings_the_loss_that_it_would_open_with() =>
        Account.With(2_599.999999m).When(Reserve("o-1", 1m, 50_100m)).ThenRejected(RejectionCode.InsufficientFreeCollateral)
            .When(Deposit(0.000001m)).When(Reserve("o-1", 1m, 50_100m)).Then(Reserved("o-1", 1m, 50_100m));

    [Fact]
    public void An_order_that_closes_a_position_needs_nothing() =>
        Account.Holding(1m, 2_500m).When(Reserve("o-1", -1m, 50_000m)).Then(Reserved("o-1", -1m, 50_000m));

    [Fact]
    public void Released_margin_can_be_used_again() =>
        Account.With(2_500m).When(Reserve("o-1", 1m, 50_000m)).When(new AccountCommand.ReleaseOrder(new OrderId("o-1")))
            .Then(new AccountEvent.OrderReleased(new OrderId("o-1")))
            .When(Reserve("o-2", 1m, 50_000m)).Then(Reserved("o-2", 1m, 50_000m));

    [Fact]
    public void An_order_id_is_open_once() =>
        Account.With(5_000m).When(Reserve("o-1", 0.001m, 50_000m)).When(Reserve("o-1", 0.002m, 50_000m))
            .ThenRejected(RejectionCode.OrderIdInUse, "'o-1'", "use a new id");

    [Fact]
    public void An_order_that_is_not_open_cannot_be_released() =>
        Account.With(5_000m).When(new AccountCommand.ReleaseOrder(new OrderId("o-1")))
            .ThenRejected(RejectionCode.UnknownOrder, "'o-1'", "'alice'");

    [Fact]
    public void An_account_has_at_most_200_open_orders()
    {
        var account = Account.With(100_000m);
        for (var i = 1; i <= Limits.OpenOrders; i++)
            account.When(Reserve($"o-{i}", 0.001m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
        account.When(Reserve("o-201", 0.001m, 50_000m)).ThenRejected(RejectionCode.IllegalNumber, "201", "at most 200");
    }

    [Fact]
    public void An_account_that_was_never_opened_has_no_orders() =>
        Account.New().When(Reserve("o-1", 1m, 50_000m)).ThenRejected(RejectionCode.AccountNotOpen);

    [Fact]
    public void An_instrument_without_a_price_takes_no_orders() =>
        Account.With(5_000m).At(FrameOf((Usdt, 1m))).When(Reserve("o-1", 1m, 50_000m))
            .ThenRejected(RejectionCode.MissingPrice, "BTC-PERP", "try again");

    [Fact]
    public void Orders_are_refused_while_a_liquidation_goes_on() =>
        Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken().When(Reserve("o-1", -1m, 50_000m))
            .ThenRejected(RejectionCode.AccountInLiquidation);
}
