using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class TradeTests
{
    [Fact]
    public void A_taker_opens_a_position_and_owes_the_other_side_its_leg() =>
        Account.With(5_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped().When(Trade("t-1", 1m, 50_000m))
            .Then(Account.Traded("t-1", 1m, 50_000m, fee: 25m))
            .ThenState(account => Assert.Equal(Amount(4_975m), account.BalanceOf(Usdt)))
            .ThenState(account => Assert.Equal(new AccountPosition(Contracts(1m), Amount(50_000m)), account.Positions[BtcPerp]))
            .ThenOwes(Account.Other, new AccountCommand.ApplyTrade(
                new TradeId("t-1"), BtcPerp, Alice, Contracts(-1m), Price(50_000m), TradeSide.MakerOnly, TradeSide.TakerOnly, TradeRole.Counter));

    [Fact]
    public void The_other_side_books_the_opposite_and_owes_nothing()
    {
        var other = new Spec<AccountState>(new AccountDecider(Venue.Shards), Account.Other).At(Frame())
            .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(5_000m)), new AccountEvent.WatchConfirmed(1)).Stamped();
        other.WhenOwed(Account.Self, 1, Trade("t-1", -1m, 50_000m, taker: false, role: TradeRole.Counter) with { Counterparty = Alice })
            .ThenState(account => Assert.Equal(Amount(4_990m), account.BalanceOf(Usdt)))
            .ThenState(account => Assert.Equal(Contracts(-1m), account.Positions[BtcPerp].Quantity))
            .ThenOwes(Account.Self);
    }

    [Fact]
    public void The_other_leg_is_booked_whatever_the_risk_book_says_of_its_numbers_by_now() =>
        Account.Holding(1m, 5_000m)
            .WhenOwed(Account.Other, 1, Trade("t-1", 0.0001m, 50_000.05m, role: TradeRole.Counter))
            .ThenKinds(typeof(AccountEvent.TradeApplied));

    [Fact]
    public void A_leg_that_is_owed_again_is_acknowledged_again_and_booked_once() =>
        Account.Holding(1m, 5_000m)
            .WhenOwed(Account.Other, 1, Trade("t-1", 1m, 50_000m, role: TradeRole.Counter)).WhenAgain().ThenAlreadyApplied();

    [Fact]
    public void A_leg_whose_predecessor_has_not_come_is_ignored_until_both_come_in_order()
    {
        var account = Account.Holding(1m, 5_000m).WhenOwed(Account.Other, 2, Trade("t-2", 1m, 50_000m, role: TradeRole.Counter));
        Assert.Empty(account.ThenNothingStored().Result.Sends);
        account.WhenOwed(Account.Other, 1, Trade("t-1", 1m, 50_000m, role: TradeRole.Counter)).ThenKinds(typeof(AccountEvent.TradeApplied))
            .WhenOwed(Account.Other, 2, Trade("t-2", 1m, 50_000m, role: TradeRole.Counter)).ThenKinds(typeof(AccountEvent.TradeApplied));
    }

    [Fact]
    public void A_trade_opens_an_account_that_never_had_a_deposit() =>
        Account.New().Stamped().When(Trade("t-1", 0.001m, 50_000m)).ThenKinds(
            typeof(AccountEvent.WatchConfirmed), typeof(AccountEvent.Opened), typeof(AccountEvent.TradeApplied),
            typeof(AccountEvent.BankruptcyDeclared), typeof(AccountEvent.LiquidationRequested));

    [Fact]
    public void A_trade_is_a_fact_and_not_refused_for_want_of_margin() =>
        Account.With(2_000m).Stamped().When(Trade("t-1", 10m, 50_000m)).ThenKinds(
            typeof(AccountEvent.WatchConfirmed), typeof(AccountEvent.TradeApplied), typeof(AccountEvent.MaintenanceBreached),
            typeof(AccountEvent.LiquidationRequested));

    [Fact]
    public void What_a_trade_has_started_is_not_worked_before_the_next_frame() =>
        Assert.Equal(
            new FrameNumber(2),
            Account.With(2_000m).Stamped().When(Trade("t-1", 10m, 50_000m))
                .Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.LiquidationRequested>().Single().EarliestFrame);

    [Fact]
    public void Closing_a_position_takes_it_off() =>
        Account.Holding(1m, 3_000m).When(Trade("t-1", -1m, 51_000m))
            .ThenState(account => Assert.Empty(account.Positions))
            .ThenState(account => Assert.Equal(Amount(3_974.5m), account.BalanceOf(Usdt)));

    [Fact]
    public void Trading_through_zero_realises_the_old_side_and_opens_the_new_one() =>
        Account.Holding(1m, 6_000m).When(Trade("t-1", -2m, 51_000m))
            .ThenState(account => Assert.Equal(new AccountPosition(Contracts(-1m), Amount(-51_000m)), account.Positions[BtcPerp]))
            .ThenState(account => Assert.Equal(Amount(6_949m), account.BalanceOf(Usdt)));

    [Fact]
    public void An_inverse_contract_is_booked_in_coins() =>
        Account.New().Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(1m))).Stamped()
            .When(Trade("t-1", 10m, 50_000m, BtcUsd))
            .ThenState(account => Assert.Equal(new AccountPosition(Contracts(10m), Amount(0.02m)), account.Positions[BtcUsd]))
            .ThenState(account => Assert.Equal(Amount(0.99999m), account.BalanceOf(Btc)));

    [Fact]
    public void A_fill_uses_up_the_order_that_it_names()
    {
        var order = new OrderId("o-1");
        Account.With(6_000m).When(Reserve("o-1", 2m, 50_000m)).Stamped()
            .When(Trade("t-1", 0.5m, 50_000m, order: "o-1"))
            .ThenState(account => Assert.Equal(Contracts(1.5m), account.Orders[order].Quantity))
            .When(Trade("t-2", 1.5m, 50_000m, order: "o-1"))
            .ThenState(account => Assert.Empty(account.Orders));
    }

    [Fact]
    public void A_fill_of_more_than_the_order_takes_it_off() =>
        Account.With(20_000m).When(Reserve("o-1", -1m, 50_000m)).Stamped().When(Trade("t-1", -2m, 50_000m, order: "o-1"))
            .ThenState(account => Assert.Empty(account.Orders));

    [Fact]
    public void A_fill_that_names_an_order_of_another_side_or_instrument_leaves_that_order_alone()
    {
        Account.With(20_000m).When(Reserve("o-1", 1m, 50_000m)).Stamped()
            .When(Trade("t-1", -0.5m, 50_000m, order: "o-1"))
            .ThenState(account => Assert.Equal(Contracts(1m), account.Orders[new OrderId("o-1")].Quantity))
            .When(Trade("t-2", 0.5m, 2_500m, EthPerp, order: "o-1"))
            .ThenState(account => Assert.Equal(Contracts(1m), account.Orders[new OrderId("o-1")].Quantity));
    }

    [Fact]
    public void A_trade_in_something_without_a_price_waits_for_one() =>
        Account.With(5_000m).At(FrameOf((Usdt, 1m))).Stamped().When(Trade("t-1", 1m, 50_000m)).ThenNotYet("BTC-PERP");

    [Fact]
    public void A_client_reports_trades_whole_and_never_one_side_of_them() =>
        Account.Holding(1m, 5_000m).When(Trade("t-1", 1m, 50_000m, role: TradeRole.Counter))
            .ThenRejected(RejectionCode.NotForClients, "ApplyTrade");

    [Fact]
    public void A_trade_answers_the_watchlist_with_a_band()
    {
        var answer = Assert.IsType<WatchlistCommand.AnswerBand>(
            Account.Holding(1m, 5_000m).When(Trade("t-1", 1m, 50_000m)).Result.Sends.Single(m => m.To == Account.Watchlist).Command);
        Assert.Equal((Alice, 1, 1L), (answer.Account, answer.Epoch, answer.Ticket));
        Assert.True(answer.Band.Contains(Frame()));
    }
}
