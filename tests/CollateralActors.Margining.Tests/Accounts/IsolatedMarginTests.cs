using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.IsolatedAccount;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// Margin types, and margin that is added and removed. One BTC at 50,000 needs 2,500, and 1,250 to be kept.
/// </summary>
public sealed class IsolatedMarginTests
{
    [Fact]
    public void An_instrument_without_position_and_order_changes_its_margin_type() =>
        Account.With(1_000m).When(Set(MarginType.Isolated)).Then(new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated))
            .ThenState(account => Assert.Equal(Scope, account.ScopeOf(BtcPerp)))
            .When(Set(MarginType.Cross)).Then(new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Cross))
            .ThenState(account => Assert.Equal(MarginScope.Cross, account.ScopeOf(BtcPerp)));

    // Stored, so that a retry that comes after another change is known.
    [Fact]
    public void A_margin_type_that_is_set_already_is_set_again() =>
        Account.With(1_000m).When("again", Set(MarginType.Cross)).Then(new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Cross))
            .When(Set(MarginType.Isolated)).When("again", Set(MarginType.Cross)).ThenAlreadyApplied();

    [Fact]
    public void An_open_order_keeps_the_margin_type() =>
        Account.With(5_000m).When(Reserve("o-1", 1m, 50_000m)).When(Set(MarginType.Isolated))
            .ThenRejected(RejectionCode.MarginTypeInUse, "there is an open order in BTC-PERP")
            .When(Set(MarginType.Isolated, EthPerp)).ThenKinds(typeof(AccountEvent.MarginTypeSet));

    [Fact]
    public void A_position_keeps_the_margin_type() =>
        Holding(1m, 2_500m).When(Set(MarginType.Cross)).ThenRejected(RejectionCode.MarginTypeInUse, "a position in BTC-PERP");

    [Fact]
    public void A_loss_that_the_margin_did_not_cover_keeps_the_margin_type() =>
        Holding(1m, 2_500m).At(Frame(2, btc: 47_000m)).When(Trade("t-1", -1m, 47_000m)).When(Set(MarginType.Cross))
            .ThenRejected(RejectionCode.MarginTypeInUse, "a loss that its margin did not cover");

    [Fact]
    public void An_account_that_was_never_opened_has_no_margin_types() =>
        Account.New().When(Set(MarginType.Isolated)).ThenRejected(RejectionCode.AccountNotOpen);

    [Fact]
    public void Margin_is_added_out_of_the_balance() =>
        Holding(1m, 2_500m, usdt: 1_000m).When(Add(400m))
            .Then(new AccountEvent.MarginAdded(BtcPerp, Usdt, Amount(400m))).ThenHas(600m, 2_900m);

    [Fact]
    public void More_than_the_balance_cannot_be_added() =>
        Holding(1m, 2_500m, usdt: 1_000m).When(Add(1_000.000001m)).ThenRejected(RejectionCode.InsufficientBalance, "1000 USDT");

    // Two ETH at 2,500 need 250.
    [Fact]
    public void What_cross_positions_need_cannot_be_added() =>
        Holding(1m, 2_500m, usdt: 1_000m).Given(Cross(EthPerp, 2m, 2_500m)).When(Add(750.000001m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "margin of 750.000001 USDT for BTC-PERP")
            .When(Add(750m)).ThenKinds(typeof(AccountEvent.MarginAdded));

    [Fact]
    public void Margin_comes_with_the_first_fill_and_not_before() =>
        Idle(1_000m).When(Add(1m)).ThenRejected(RejectionCode.NoPosition, "there is no position in BTC-PERP");

    [Fact]
    public void Margin_beyond_the_initial_requirement_can_be_removed() =>
        Holding(1m, 3_000m).When(Remove(500.000001m))
            .ThenRejected(RejectionCode.InsufficientMargin, "a margin of 2499.999999", "the initial requirement, 2500")
            .When(Remove(500m)).Then(new AccountEvent.MarginRemoved(BtcPerp, Usdt, Amount(500m))).ThenHas(500m, 2_500m);

    // At 60,000 there is a profit of 10,000, and the position needs 3,000, and 1,500 to be kept.
    [Fact]
    public void Profit_that_is_not_realised_never_secures_a_position_alone() =>
        Holding(1m, 3_000m).At(Frame(2, btc: 60_000m)).When(Remove(1_500.000001m))
            .ThenRejected(RejectionCode.InsufficientMargin, "a margin of 1499.999999", "the maintenance requirement, 1500")
            .When(Remove(1_500m)).ThenHas(1_500m, 1_500m);

    [Fact]
    public void Without_a_position_there_is_nothing_to_remove() =>
        Idle(1_000m).When(Remove(1m)).ThenRejected(RejectionCode.NoPosition);

    [Fact]
    public void A_position_in_liquidation_gives_no_margin_away_and_takes_some() =>
        Holding(1m, 3_000m, usdt: 5_000m).At(Frame(2, btc: 48_000m)).WhenWoken().At(Frame(3)).When(Remove(1m))
            .ThenRejected(RejectionCode.PositionInLiquidation, "'alice:BTC-PERP.1'")
            .When(Add(1m)).ThenKinds(typeof(AccountEvent.MarginAdded), typeof(AccountEvent.MarginCallLifted));

    [Fact]
    public void An_account_in_liquidation_can_take_margin_back_from_a_position_and_add_none() =>
        Holding(1m, 3_000m, usdt: 100m).Given(Cross(EthPerp, 2m, 2_500m)).At(Frame(2)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested))
            .When(Add(1m)).ThenRejected(RejectionCode.AccountInLiquidation, "'alice.1'")
            .When(Remove(500m)).ThenKinds(typeof(AccountEvent.MarginRemoved), typeof(AccountEvent.MarginCallLifted));

    [Fact]
    public void Cross_checks_leave_isolated_positions_out() =>
        Holding(1m, 2_500m, usdt: 100m).At(Frame(2, btc: 47_000m)).When(Withdraw(100m)).ThenKinds(
            typeof(AccountEvent.Withdrawn), typeof(AccountEvent.BankruptcyDeclared), typeof(AccountEvent.LiquidationRequested));

    [Fact]
    public void An_order_in_an_isolated_instrument_reserves_what_its_fill_will_move() =>
        Idle(2_499.999999m).When(Reserve("o-1", 1m, 50_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral)
            .When(Deposit(0.000001m)).When(Reserve("o-1", 1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void An_order_in_an_isolated_instrument_needs_its_margin_in_the_settle_asset_itself() =>
        Idle(2_499m).Given(new AccountEvent.Deposited(Usd, Amount(10_000m))).When(Reserve("o-1", 1m, 50_000m))
            .ThenRejected(
                RejectionCode.InsufficientBalance, "would need 2500 USDT of margin, and the balance would be 2499 USDT")
            .When(Reserve("o-2", 10m, 2_500m, EthPerp)).ThenKinds(typeof(AccountEvent.OrderReserved))
            .When(Deposit(1m)).When(Reserve("o-1", 1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));

    [Fact]
    public void What_orders_in_isolated_instruments_need_stays_in_the_balance() =>
        Idle(2_500m).Given(new AccountEvent.Deposited(Usd, Amount(10_000m))).When(Reserve("o-1", 1m, 50_000m))
            .When(Withdraw(1m)).ThenRejected(RejectionCode.InsufficientBalance, "of margin, and the balance would be 2499 USDT")
            .When(Withdraw(1_000m, Usd)).ThenKinds(typeof(AccountEvent.Withdrawn));

    // At 60,000 the order of 1 needs 3,000, and there are 2,500.
    [Fact]
    public void What_prices_took_from_them_keeps_nobody_from_anything_else() =>
        Idle(2_500m).Given(new AccountEvent.Deposited(Usd, Amount(10_000m))).When(Reserve("o-1", 1m, 50_000m))
            .At(Frame(2, btc: 60_000m)).When(Withdraw(1_000m, Usd)).ThenKinds(typeof(AccountEvent.Withdrawn));

    [Fact]
    public void An_order_that_closes_an_isolated_position_reserves_nothing() =>
        Holding(1m, 2_500m).When(Reserve("o-1", -1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));

    private static AccountEvent.TradeApplied Cross(InstrumentId instrument, decimal quantity, decimal price) =>
        Account.Traded("cross", quantity, price, 0m, TradeRole.Counter) with { Instrument = instrument };
}
