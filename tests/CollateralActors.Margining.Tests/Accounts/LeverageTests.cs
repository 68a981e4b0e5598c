using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// Leverage asks for more initial margin than the tiers do. One BTC at 50,000 needs 2,500 without it, 5,000 at 10.
/// </summary>
public sealed class LeverageTests
{
    private static AccountCommand.SetLeverage Set(decimal leverage, InstrumentId? instrument = null) =>
        new(instrument ?? BtcPerp, new Rate(leverage));

    private static AccountEvent.LeverageSet WasSet(decimal leverage) => new(BtcPerp, new Rate(leverage));

    [Fact]
    public void A_position_may_ask_for_as_much_margin_as_the_account_has() =>
        Account.Holding(1m, 5_000m).When(Set(10m)).Then(WasSet(10m))
            .When(Withdraw(0.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "it is 0 USD now");

    [Fact]
    public void A_position_may_not_ask_for_more_margin_than_the_account_has() =>
        Account.Holding(1m, 4_999.999999m).When(Set(10m)).ThenRejected(
            RejectionCode.InsufficientFreeCollateral, "leverage 10 in BTC-PERP", "-0.000001 USD", "2499.999999 USD now");

    [Fact]
    public void More_leverage_than_the_tier_allows_changes_nothing() =>
        Account.Holding(1m, 2_500m).When(Set(1_000m)).Then(WasSet(1_000m))
            .When(Withdraw(0.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "it is 0 USD now");

    [Fact]
    public void More_leverage_frees_margin() =>
        Account.Holding(1m, 5_000m).When(Set(10m)).When(Set(20m)).When(Withdraw(2_500m))
            .Then(new AccountEvent.Withdrawn(Usdt, Amount(2_500m)));

    [Theory]
    [InlineData(10, true)]
    [InlineData(9.99, false)]
    public void An_order_needs_the_margin_of_the_leverage_that_was_set_before_there_is_a_position(double leverage, bool isEnough)
    {
        var account = Account.With(5_000m).When(Set((decimal)leverage)).When(Reserve("o-1", 1m, 50_000m));
        if (isEnough)
            account.ThenKinds(typeof(AccountEvent.OrderReserved));
        else
            account.ThenRejected(RejectionCode.InsufficientFreeCollateral, "order 'o-1'");
    }

    [Fact]
    public void Reserved_orders_bound_the_leverage_too() =>
        Account.With(4_999m).When(Reserve("o-1", 1m, 50_000m)).When(Set(10m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "leverage 10");

    [Fact]
    public void Leverage_is_of_one_instrument() =>
        Account.Holding(1m, 2_500m).When(Set(1m, EthPerp)).ThenKinds(typeof(AccountEvent.LeverageSet))
            .ThenState(account => Assert.Equal((0m, 1m), (account.LeverageIn(BtcPerp), account.LeverageIn(EthPerp))));

    // Maintenance is 2.5 % of the value whatever the leverage, so a call comes at the same price.
    [Fact]
    public void Maintenance_and_status_know_nothing_of_it()
    {
        var account = Account.Holding(1m, 60_000m).When(Set(1m)).State;
        var plain = account with { Leverages = account.Leverages.Clear() };
        var (with, without) = (Evaluate(account), Evaluate(plain));
        Assert.Equal((50_000m, 2_500m), (with.Initial.Value, without.Initial.Value));
        Assert.Equal((without.Maintenance, without.Status), (with.Maintenance, with.Status));

        static MarginFigures Evaluate(AccountState state) => MarginCalculator.Evaluate(state.ToMarginBook(Frame()), Frame());
    }

    [Theory]
    [InlineData(0.99)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1000.01)]
    [InlineData(5.125)]
    public void Only_1_to_1000_with_2_decimals_is_a_leverage(double leverage) =>
        Account.With(100m).When(Set((decimal)leverage))
            .ThenRejected(RejectionCode.IllegalNumber, "leverage", "1 to 1000 with at most 2 decimals");

    [Fact]
    public void An_unknown_instrument_has_no_leverage() =>
        Account.With(100m).When(Set(5m, new InstrumentId("XYZ"))).ThenRejected(RejectionCode.UnknownInstrument, "'XYZ'", "BTC-PERP");

    [Fact]
    public void The_same_number_in_another_form_is_kept_in_one_form() =>
        Account.With(100m).When(Set(5.10m)).Then(WasSet(5.1m))
            .ThenState(account => Assert.Equal("5.1", account.Leverages[BtcPerp].ToString()));
}
