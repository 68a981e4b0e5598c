using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using static CollateralActors.Margining.Tests.Accounts.IsolatedAccount;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// What goes between balance and isolated margin with a fill. Alice takes: the fee is 0.05 %, initial margin 5 %.
/// </summary>
public sealed class IsolatedTradeTests
{
    [Fact]
    public void An_opening_fill_moves_initial_margin_and_fee_out_of_the_balance()
    {
        var account = Flat(10_000m).When(Trade("t-1", 1m, 50_000m)).ThenHas(7_475m, 2_500m);
        Assert.Equal(Moved(2_525m), account.MovedBy());
    }

    [Fact]
    public void A_fill_above_the_mark_brings_the_loss_that_it_opens_with() =>
        Flat(10_000m).When(Trade("t-1", 1m, 50_100m)).ThenHas(10_000m - 2_625.05m, 2_600m);

    [Fact]
    public void A_fill_below_the_mark_moves_the_requirement_at_the_mark() =>
        Flat(10_000m).When(Trade("t-1", 1m, 49_900m)).ThenHas(10_000m - 2_524.95m, 2_500m);

    [Fact]
    public void What_is_added_moves_what_the_requirement_grows_by() =>
        Holding(1m, 3_000m, usdt: 5_000m).When(Trade("t-1", 1m, 50_000m)).ThenHas(5_000m - 2_525m, 5_500m);

    [Fact]
    public void A_reducing_fill_gives_back_its_share_of_the_margin_and_its_profit() =>
        Holding(1m, 3_000m).At(Frame(2, btc: 51_000m)).When(Trade("t-1", -0.25m, 51_000m))
            .ThenHas(750m + 250m - 6.375m, 2_250m);

    [Fact]
    public void A_loss_comes_out_of_the_share_that_is_given_back() =>
        Holding(1m, 3_000m).At(Frame(2, btc: 49_000m)).When(Trade("t-1", -0.5m, 49_000m))
            .ThenHas(1_500m - 500m - 12.25m, 1_500m);

    [Fact]
    public void A_loss_larger_than_that_share_comes_out_of_the_rest_of_the_margin() =>
        Holding(1m, 3_000m, usdt: 700m).At(Frame(2, btc: 49_000m)).When(Trade("t-1", -0.5m, 43_000m))
            .ThenHas(700m, 3_000m - 3_500m - 10.75m);

    [Fact]
    public void A_closing_fill_gives_everything_back() =>
        Holding(1m, 3_000m).At(Frame(2, btc: 51_000m)).When(Trade("t-1", -1m, 51_000m))
            .ThenHas(3_000m + 1_000m - 25.5m, 0m)
            .ThenState(account => Assert.Equal(IsolatedInstrument.Empty, account.Isolated[BtcPerp]));

    [Fact]
    public void A_close_that_loses_more_than_the_margin_leaves_the_balance_alone_and_a_debt_to_claim() =>
        Holding(1m, 3_000m, usdt: 700m).At(Frame(2, btc: 46_000m)).When(Trade("t-1", -1m, 46_000m))
            .ThenHas(700m, -1_023m)
            .ThenKinds(
                typeof(AccountEvent.TradeApplied), typeof(AccountEvent.BankruptcyDeclared), typeof(AccountEvent.LiquidationRequested))
            .ThenState(account => Assert.Equal(MarginStatus.Healthy, account.Status));

    // The close gives back 3,000 + 1,000 − 51; the short needs 2,550.
    [Fact]
    public void A_fill_that_turns_the_position_round_closes_and_opens() =>
        Holding(1m, 3_000m).At(Frame(2, btc: 51_000m)).When(Trade("t-1", -2m, 51_000m)).ThenHas(3_949m - 2_550m, 2_550m);

    [Fact]
    public void A_fill_that_the_balance_cannot_fund_stands_and_takes_what_there_is()
    {
        var account = Flat(1_000m).When(Trade("t-1", 1m, 50_000m)).ThenHas(0m, 975m).ThenKinds(
            typeof(AccountEvent.TradeApplied), typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        Assert.Equal(Moved(1_000m, missing: 1_525m), account.MovedBy());
    }

    // Eight ETH at 2,500 need 500 to be kept.
    [Fact]
    public void A_fill_does_not_take_what_keeps_the_rest_of_the_account_out_of_liquidation() =>
        Flat(3_000m).Given(Account.Traded("cross", 8m, 2_500m, 0m, Margining.Accounts.TradeRole.Counter) with { Instrument = EthPerp })
            .When(Trade("t-1", 1m, 50_000m)).ThenHas(500m, 2_475m)
            .ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.MarginCallIssued))
            .ThenState(account => Assert.Equal(MarginStatus.MarginCall, account.Status));

    [Fact]
    public void Funding_is_paid_out_of_the_margin_when_the_position_trades() =>
        Account.With(3_000m).At(Frame(2, risk: Funded))
            .Given(
                new AccountEvent.WatchConfirmed(1),
                new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated),
                Opened(BtcPerp, 1m, 50_000m, 3_000m))
            .Stamped().At(Frame(3, 50_000m, 2_500m, Funded, (BtcPerp, 100m))).When(Trade("t-1", -0.5m, 50_000m))
            .ThenHas(1_450m - 12.5m, 1_450m);

    [Fact]
    public void A_fill_in_another_instrument_leaves_the_isolated_margin_alone() =>
        Holding(1m, 3_000m, usdt: 1_000m).When(Trade("t-1", 1m, 2_500m, EthPerp)).ThenHas(998.75m, 3_000m)
            .ThenState(account => Assert.Null(account.Isolated.GetValueOrDefault(EthPerp)));

    [Fact]
    public void An_inverse_position_has_its_margin_in_coins()
    {
        var account = Account.New().Given(
            new AccountEvent.Opened(),
            new AccountEvent.Deposited(Venue.Btc, Amount(1m)),
            new AccountEvent.WatchConfirmed(1),
            new AccountEvent.MarginTypeSet(BtcUsd, MarginType.Isolated));
        account.Stamped().When(Trade("t-1", 1_000m, 50_000m, BtcUsd)).ThenState(state => Assert.Equal(
            (Amount(0.899m), Amount(0.1m)), (state.BalanceOf(Venue.Btc), state.IsolatedMarginOf(BtcUsd))));
    }
}
