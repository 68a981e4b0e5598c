using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class WithdrawalTests
{
    [Fact]
    public void All_that_is_there_can_be_withdrawn() =>
        Account.With(100m).When(Withdraw(100m)).Then(new AccountEvent.Withdrawn(Usdt, Amount(100m)))
            .ThenState(account => Assert.Empty(account.Balances));

    [Fact]
    public void One_unit_more_than_the_balance_is_refused() =>
        Account.With(100m).When(Withdraw(100.000001m))
            .ThenRejected(RejectionCode.InsufficientBalance, "100.000001 USDT", "balance of 100 USDT");

    [Fact]
    public void An_asset_that_the_account_does_not_have_is_refused() =>
        Account.With(100m).When(Withdraw(1m, Btc)).ThenRejected(RejectionCode.InsufficientBalance, "balance of 0 BTC");

    [Fact]
    public void An_account_that_was_never_opened_has_nothing_to_withdraw() =>
        Account.New().When(Withdraw(1m)).ThenRejected(RejectionCode.AccountNotOpen, "'alice'", "first deposit");

    // One BTC at 50,000 needs 2,500 of initial margin.
    [Theory]
    [InlineData(500, true)]
    [InlineData(500.000001, false)]
    public void A_withdrawal_leaves_free_collateral_of_0_or_more(double amount, bool isAllowed)
    {
        var account = Account.Holding(1m, 3_000m).When(Withdraw((decimal)amount));
        if (isAllowed)
            account.Then(new AccountEvent.Withdrawn(Usdt, Amount((decimal)amount)));
        else
            account.ThenRejected(RejectionCode.InsufficientFreeCollateral, "500.000001", "-0.000001 USD", "500 USD now");
    }

    [Fact]
    public void Reserved_orders_weigh_on_what_can_be_withdrawn() =>
        Account.With(3_000m).When(Reserve("o-1", 1m, 50_000m)).When(Withdraw(500.000001m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral)
            .When(Withdraw(500m)).Then(new AccountEvent.Withdrawn(Usdt, Amount(500m)));

    [Fact]
    public void A_haircut_makes_collateral_count_less_when_it_is_withdrawn() =>
        Account.Holding(1m, 2_500m).When(Deposit(100m, Usdc)).When(Withdraw(90.000001m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral)
            .When(Withdraw(90m)).Then(new AccountEvent.Withdrawn(Usdt, Amount(90m)));

    [Fact]
    public void Nothing_is_paid_out_while_a_liquidation_goes_on() =>
        Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken().At(Frame(3)).When(Withdraw(1m))
            .ThenRejected(RejectionCode.AccountInLiquidation, "'alice'", "'alice.1'");
}
