using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Spot;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.SpotVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Spot;

/// <summary>What becomes of that which open orders in spot give, as fills, releases and facts come.</summary>
public sealed class SpotPromiseTests
{
    private static readonly OrderId First = new("o-1");

    private static readonly MarketView Market = Frame(2, risk: SpotVenue.Rules);

    // 0.1 BTC at 50,000 give 5,010 USDT.
    private static Spec<AccountState> Bidding(decimal usdt) => With(usdt).When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt));

    private static Spec<AccountState> With(decimal usdt, MarketView? market = null) =>
        Account.With(usdt).At(market ?? Market);

    private static AccountCommand.ApplyTrade Fill(string trade, decimal quantity, decimal price, bool taker = true) =>
        Trade(trade, quantity, price, BtcUsdt, taker, order: "o-1");

    // Nothing can hurt an account that has only balances: each trade of it is under a new watch.
    private static Spec<AccountState> Traded(Spec<AccountState> account, AccountCommand.ApplyTrade trade)
    {
        var epoch = account.State.Watch.Epoch + (account.State.Watch.IsOn ? 0 : 1);
        return account.Given(new AccountEvent.WatchConfirmed(epoch)).Stamped(epoch).When(trade);
    }

    // 0.1 BTC-PERP at 50,000, watched.
    private static Spec<AccountState> Isolated() => With(12_000m)
        .When(new AccountCommand.SetMarginType(BtcPerp, MarginType.Isolated))
        .Given(new AccountEvent.WatchConfirmed(1)).Stamped().When(Trade("t-1", 0.1m, 50_000m));

    private static Amount Given(Spec<AccountState> account, AssetId? asset = null) =>
        SpotOrders.GivenOf(asset ?? Usdt, account.State, SpotVenue.Rules);

    [Fact]
    public void A_fill_of_a_part_leaves_the_rest_promised()
    {
        var account = Traded(Bidding(6_000m), Fill("t-1", 0.04m, 50_000m));
        Assert.Equal(Amount(3_006m), Given(account));
        Assert.Equal(Amount(3_996m), account.State.BalanceOf(Usdt));
        account.When(Withdraw(990.000001m)).ThenRejected(RejectionCode.InsufficientBalance, "give 3006");
        account.When(Withdraw(990m)).ThenKinds(typeof(AccountEvent.Withdrawn));
        account.When(new AccountCommand.ReleaseOrder(First)).When(Withdraw(3_006m))
            .ThenKinds(typeof(AccountEvent.Withdrawn));
    }

    // Each fee is rounded up by itself: 0.001 BTC at 50,000.1 pay 0.1000002, 0.100001 of fee.
    [Fact]
    public void Each_fill_beyond_the_first_owes_at_most_a_unit_more_than_was_promised()
    {
        var account = With(100.200201m).When(Reserve("o-1", 0.002m, 50_000.1m, BtcUsdt));
        Assert.Equal(Amount(100.200201m), Given(account));
        Traded(Traded(account, Fill("t-1", 0.001m, 50_000.1m)), Fill("t-2", 0.001m, 50_000.1m));
        Assert.Equal(Amount(-0.000001m), account.State.BalanceOf(Usdt));
    }

    [Fact]
    public void A_fill_below_the_limit_leaves_what_it_did_not_need()
    {
        var account = Traded(Bidding(5_010m), Fill("t-1", 0.1m, 40_000m, taker: false));
        Assert.Equal((Amount(1_006m), Amount(0.1m)), (account.State.BalanceOf(Usdt), account.State.BalanceOf(Btc)));
        Assert.Equal(Amount(0m), Given(account));
    }

    // The venue says what it was traded at, and nobody else.
    [Fact]
    public void A_fill_above_the_limit_is_a_fact_too()
    {
        var account = Traded(Bidding(5_010m), Fill("t-1", 0.1m, 60_000m));
        Assert.Equal((Amount(-1_002m), Amount(0.1m)), (account.State.BalanceOf(Usdt), account.State.BalanceOf(Btc)));
        Assert.Empty(account.State.Orders);
    }

    [Fact]
    public void A_fill_that_takes_though_its_order_was_to_wait_pays_what_takers_pay() =>
        Traded(
                With(5_010m).When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt) with { IsPostOnly = true }),
                Fill("t-1", 0.1m, 50_000m))
            .ThenState(state => Assert.Equal(Amount(0m), state.BalanceOf(Usdt)));

    [Fact]
    public void A_fill_comes_after_a_transfer_of_the_rest_and_in_another_mode()
    {
        var market = Frame(2, risk: SpotVenue.On(Scanned));
        var account = With(6_000m, market).When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt))
            .When(new AccountCommand.Transfer(new AccountId("alice.hedge"), Usdt, Amount(990m)))
            .ThenKinds(typeof(AccountEvent.Transferred))
            .When(new AccountCommand.SwitchMode(MarginMode.Portfolio)).ThenKinds(typeof(AccountEvent.ModeSwitched));
        Traded(account, Fill("t-1", 0.1m, 50_000m));
        Assert.Equal([KeyValuePair.Create(Btc, Amount(0.1m))], account.State.Balances);
        Assert.Equal(MarginMode.Portfolio, account.State.ToMarginBook(market).Mode);
    }

    [Fact]
    public void An_order_promises_what_its_own_account_has_and_no_sub_account_s()
    {
        var hedge = new AccountId("alice.hedge");
        var sub = new Spec<AccountState>(new AccountDecider(Venue.Shards), Entities.Account(hedge)).At(Market)
            .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(5_009m)));
        sub.When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt)).ThenRejected(RejectionCode.InsufficientBalance, "5009 USDT")
            .WhenOwed(Account.Self, 1, new AccountCommand.ReceiveTransfer(Alice, Usdt, Amount(1m)))
            .When(Reserve("o-2", 0.1m, 50_000m, BtcUsdt)).ThenKinds(typeof(AccountEvent.OrderReserved));
        Bidding(5_010m).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void What_an_order_gives_is_not_added_to_the_margin_of_an_isolated_position()
    {
        var account = Isolated().When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt));
        var free = account.State.BalanceOf(Usdt) - Amount(5_010m);
        account.When(new AccountCommand.AddMargin(BtcPerp, free + Amount(0.000001m)))
            .ThenRejected(RejectionCode.InsufficientBalance, "open spot orders give 5010", "releasing orders");
        account.When(new AccountCommand.AddMargin(BtcPerp, free)).ThenKinds(typeof(AccountEvent.MarginAdded));
    }

    // 990 are left for 250 of margin; a loss of 800 takes of that, and whoever asks for nothing more is not refused.
    [Fact]
    public void What_a_loss_took_of_an_isolated_order_s_margin_is_not_held_against_another_exchange()
    {
        var account = With(6_000m).Given(new AccountEvent.Deposited(Btc, Amount(1m)))
            .When(new AccountCommand.SetMarginType(BtcPerp, MarginType.Isolated))
            .When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt)).When(Reserve("o-2", 0.1m, 50_000m))
            .ThenKinds(typeof(AccountEvent.OrderReserved))
            .Given(new AccountEvent.Withdrawn(Usdt, Amount(800m)));
        account.When(Reserve("o-3", -0.1m, 50_000m, BtcUsdt)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void An_order_that_is_more_than_everything_is_not_told_to_release_any()
    {
        var refused = With(5_000m).When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt));
        refused.ThenRejected(
            RejectionCode.InsufficientBalance,
            "order 'o-1' gives 5010 USDT, which is more than the balance of 5000 USDT");
        var reason = Assert.IsType<Outcome.Refused>(refused.Result.Reply!.Outcome).Reason;
        Assert.DoesNotContain("releas", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_and_a_fill_that_come_again_change_nothing()
    {
        var account = With(6_000m).When("reserve", Reserve("o-1", 0.1m, 50_000m, BtcUsdt))
            .When("reserve", Reserve("o-1", 0.1m, 50_000m, BtcUsdt)).ThenAlreadyApplied()
            .Given(new AccountEvent.WatchConfirmed(1)).Stamped()
            .When("fill", Fill("t-1", 0.04m, 50_000m));
        account.When("fill", Fill("t-1", 0.04m, 50_000m)).ThenAlreadyApplied();
        account.When("fill", Fill("t-1", 0.05m, 50_000m)).ThenRejected(RejectionCode.CommandIdReused);
        Assert.Equal((Amount(3_996m), Amount(0.04m)), (account.State.BalanceOf(Usdt), account.State.BalanceOf(Btc)));
        account.When("other", Reserve("o-1", 0.1m, 50_000m, BtcUsdt)).ThenRejected(RejectionCode.OrderIdInUse);
    }

    [Theory]
    [InlineData(0.0005, 50_000, "multiple of the lot 0.001")]
    [InlineData(0.1, 50_000.05, "multiple of the tick 0.1")]
    [InlineData(0, 50_000, "quantity 0")]
    [InlineData(0.1, -1, "price -1")]
    [InlineData(1_000_001, 1_000_000, "value 1000001000000")]
    public void An_order_and_a_trade_are_of_whole_lots_at_whole_ticks(double quantity, double price, string says)
    {
        With(6_000m).When(Reserve("o-1", (decimal)quantity, (decimal)price, BtcUsdt))
            .ThenRejected(RejectionCode.IllegalNumber, says);
        Account.Holding(1m, 6_000m).At(Market).When(Fill("t-1", (decimal)quantity, (decimal)price))
            .ThenRejected(RejectionCode.IllegalNumber, says);
    }

    // 1 BTC-PERP from 50,000 with 5,900: at 45,000 it is 900 for 1,125.
    [Fact]
    public void A_liquidation_cancels_orders_in_spot_first_and_takes_no_new_ones()
    {
        var account = Account.Holding(1m, 5_900m).At(Market).When(Reserve("o-1", 0.05m, 44_000m, BtcUsdt))
            .At(Frame(3, btc: 45_000m, risk: SpotVenue.Rules)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        account.When(Reserve("o-2", 0.001m, 40_000m, BtcUsdt)).ThenRejected(RejectionCode.AccountInLiquidation);
        account.WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(Account.First))
            .Then(new AccountEvent.OrdersCancelled(Account.First, [First]))
            .ThenState(state => Assert.Empty(state.Orders));

        // The venue had filled it before it heard of that.
        account.When(Fill("t-1", 0.05m, 44_000m)).ThenState(state => Assert.Equal(Amount(0.05m), state.BalanceOf(Btc)));
    }

    [Fact]
    public void A_liquidation_of_an_isolated_position_leaves_orders_in_spot()
    {
        var account = Isolated().When(Reserve("o-1", 0.1m, 44_000m, BtcUsdt))
            .At(Frame(3, btc: 47_000m, risk: SpotVenue.Rules)).WhenWoken();
        var id = account.Result.Events.Select(recorded => recorded.Event)
            .OfType<AccountEvent.LiquidationRequested>().Single().Liquidation;
        account.WhenOwed(Entities.Liquidation(id), 1, new AccountCommand.CancelOrders(id))
            .ThenState(state => Assert.Equal([First], state.Orders.Keys));
    }

    // A debt of 102.45 USDT is paid out of the dollars that an order was to give.
    [Fact]
    public void A_debt_beyond_its_limit_is_paid_out_of_what_orders_give_too()
    {
        var usdt = Asset(Usdt, 6) with { Debt = DebtRules.None with { ConversionLimit = Amount(0m) } };
        var pair = Pair with { Id = new InstrumentId("BTC-USD"), Quote = Usd, Settle = Usd, Lot = Contracts(0.1m) };
        var market = Frame(2, risk: SpotVenue.On(Book(1, null, usdt), pair));
        var account = Account.Holding(0.1m, 0.000001m).Given(new AccountEvent.Deposited(Usd, Amount(5_010m))).At(market)
            .When(Reserve("o-1", 0.1m, 50_000m, pair.Id)).ThenKinds(typeof(AccountEvent.OrderReserved));
        account.When(Trade("t-1", -0.1m, 49_000m));
        Assert.Contains(account.Result.Events, recorded => recorded.Event is AccountEvent.DebtConverted);
        Assert.True(SpotOrders.FreeOf(Usd, account.State, market.Risk) < Amount(0m));
        Assert.Equal(Amount(0m), Withdrawable.Of(account.State, Usd, market));
        account.When(Reserve("o-2", 0.1m, 0.1m, pair.Id))
            .ThenRejected(RejectionCode.InsufficientBalance, "releasing orders frees");
    }

    [Fact]
    public void A_band_is_the_same_with_orders_in_spot_and_without()
    {
        var without = BandOf([]);
        var with = BandOf([Reserve("o-1", 0.05m, 44_000m, BtcUsdt), Reserve("o-2", -0.1m, 60_000m, BtcUsdt)]);
        Assert.False(without.IsHot);
        Assert.Equal(without.Intervals.ToArray(), with.Intervals.ToArray());

        static Band BandOf(AccountCommand[] orders)
        {
            var account = Account.Holding(1m, 6_000m).Given(new AccountEvent.Deposited(Btc, Amount(0.1m))).At(Market);
            foreach (var order in orders)
                account.When(order).ThenKinds(typeof(AccountEvent.OrderReserved));
            account.At(Frame(3, btc: 49_900m, risk: SpotVenue.Rules)).WhenWoken();
            var answer = Assert.Single(account.Result.Sends, message => message.Command is WatchlistCommand.AnswerBand);
            return ((WatchlistCommand.AnswerBand)answer.Command).Band;
        }
    }

    // Deposits are closed: nothing new comes to the venue by an exchange, and whoever holds it needs a buyer.
    [Fact]
    public void An_asset_that_is_phased_out_is_still_exchanged_and_counts_by_its_phase_out()
    {
        var closed = Asset(Btc, 8, 0.1m) with
        {
            Rules = CollateralRules.None with
            {
                DepositsClosed = true,
                PhaseOut = [new PhaseOutStep(new Instant(1), Rate.Zero)],
            },
        };
        var market = Frame(2, risk: SpotVenue.On(Book(1, null, closed)));
        var account = With(10_000m, market).When(Reserve("o-1", 0.1m, 50_000m, BtcUsdt))
            .ThenKinds(typeof(AccountEvent.OrderReserved));
        var book = account.State.ToMarginBook(market);
        Assert.Equal(Amount(5_010m), SpotReserve.Of(book, market, CollateralPurpose.Initial));
        Traded(account, Fill("t-1", 0.1m, 50_000m)).When(Reserve("o-2", -0.1m, 50_000m, BtcUsdt))
            .ThenKinds(typeof(AccountEvent.OrderReserved));
    }
}
