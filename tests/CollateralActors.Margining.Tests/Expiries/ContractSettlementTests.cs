using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Expiries;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.DatedVenue;
using static CollateralActors.Margining.Tests.Specs.Venue;
using TestAccount = CollateralActors.Margining.Tests.Accounts.Account;

namespace CollateralActors.Margining.Tests.Expiries;

/// <summary>Who holds a contract when it ends is settled once, at the one price, in the frame that carries it.</summary>
public sealed class ContractSettlementTests
{
    [Fact]
    public void A_position_is_closed_at_the_settlement_price_and_its_profit_posted()
    {
        var account = Holding(BtcDec, 2m, 49_000m, 10_000m).At(DatedVenue.Frame(8, 45_000m, (BtcDec, 50_000m))).WhenWoken();
        var settled = Assert.IsType<AccountEvent.ContractSettled>(account.Result.Events[0].Event);
        Assert.Equal((BtcDec, Contracts(2m), Price(50_000m)), (settled.Instrument, settled.Quantity, settled.Price.Index));
        account.ThenState(a => Assert.Equal(Amount(12_000m), a.BalanceOf(Usdt)));
        account.ThenState(a => Assert.Empty(a.Positions));
        account.ThenState(a => Assert.False(a.Watch.IsOn));
    }

    [Fact]
    public void It_happens_once()
    {
        var account = Holding(BtcDec, 2m, 49_000m, 10_000m).At(DatedVenue.Frame(8, 45_000m, (BtcDec, 50_000m))).WhenWoken();
        account.At(DatedVenue.Frame(9, 45_000m, (BtcDec, 50_000m))).WhenWoken().ThenNothingStored();
    }

    [Fact]
    public void An_inverse_short_gets_its_coins_rounded_down_and_pays_the_delivery_fee_rounded_up()
    {
        // 1,000 contracts of 100 dollars: 2 coins at 50,000, 3.33333333 at 30,000: a short loses, to the last digit.
        var account = Holding(BtcUsdDec, -1_000m, 50_000m, 0m, (Btc, 5m)).At(DatedVenue.Frame(6, 30_000m, (BtcUsdDec, 30_000m))).WhenWoken();
        var settled = Assert.IsType<AccountEvent.ContractSettled>(account.Result.Events[0].Event);
        Assert.Equal(0.000033333333333333m, settled.Price.UnitValue.Value);
        var posting = settled.Booked.Posting;
        Assert.Equal((1.33333333m, 0.0000000033333m), (posting.RealisedPnl.Value, posting.Rounding.Value));
        Assert.Equal((0.00033334m, -3.3333333333333m), (posting.Fee.Value, posting.Given.Value));
    }

    [Fact]
    public void Open_orders_in_the_contract_go_with_it()
    {
        var account = Holding(BtcDec, 1m, 50_000m, 50_000m)
            .At(DatedVenue.Frame(7))
            .When(Reserve("o-1", 1m, 49_000m, BtcDec))
            .When(Reserve("o-2", 1m, 49_000m))
            .At(DatedVenue.Frame(8, 50_000m, (BtcDec, 50_000m)))
            .WhenWoken();
        Assert.Equal([new OrderId("o-1")], Assert.IsType<AccountEvent.ContractSettled>(account.Result.Events[0].Event).Orders);
        account.ThenState(a => Assert.Equal([new OrderId("o-2")], a.Orders.Keys));
    }

    [Fact]
    public void An_account_with_an_order_and_no_position_loses_the_order_with_whatever_it_does_next()
    {
        var account = TestAccount.With(5_000m).At(DatedVenue.Frame(7)).When(Reserve("o-1", 1m, 50_000m, BtcDec));
        account.At(DatedVenue.Frame(8, 50_000m, (BtcDec, 50_000m))).When(Withdraw(5_000m))
            .ThenKinds(typeof(AccountEvent.ContractSettled), typeof(AccountEvent.Withdrawn))
            .ThenState(a => Assert.Empty(a.Orders));
    }

    [Fact]
    public void Nothing_is_ordered_or_traded_after_the_end()
    {
        var account = Holding(BtcPerp, 0.1m, 50_000m, 5_000m).At(DatedVenue.Frame(8, 50_000m, (BtcDec, 50_000m)));
        account.When(Reserve("o-1", 0.1m, 50_000m, BtcDec)).ThenRejected(
            RejectionCode.ContractExpired, "an order in BTC-DEC comes after its expiry at 1970-01-01T00:00:08.000Z");
        account.When(Trade("t-1", 0.1m, 50_000m, BtcDec)).ThenRejected(RejectionCode.ContractExpired, "trade 't-1' in BTC-DEC");
    }

    [Fact]
    public void The_other_leg_of_a_trade_that_was_booked_in_time_is_settled_at_once()
    {
        var account = TestAccount.With(5_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped()
            .At(DatedVenue.Frame(8, 50_000m, (BtcDec, 51_000m)))
            .WhenOwed(TestAccount.Other, 1, Trade("t-1", 0.1m, 50_000m, BtcDec, role: TradeRole.Counter));
        account.ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.ContractSettled), typeof(AccountEvent.WatchReleased));
        account.ThenState(a => Assert.Equal(Amount(5_000m - 2.5m + 100m), a.BalanceOf(Usdt)));
    }

    [Fact]
    public void A_step_at_the_venue_comes_back_to_an_account_without_the_position_and_the_liquidation_goes_on()
    {
        var account = InLiquidation()
            .At(DatedVenue.Frame(8, 47_000m, (BtcDec, 45_000m)))
            .WhenWoken();
        account.ThenKinds(typeof(AccountEvent.ContractSettled), typeof(AccountEvent.BankruptcyDeclared));

        // A fill from before the end: 0.1 sold at 46,000 and settled at 45,000.
        account.WhenOwed(Entities.OrderBook(BtcDec), 1, new AccountCommand.SettleStep(
            TestAccount.First, 1, BtcDec, [TestAccount.Fill(-0.1m, 46_000m)], Contracts(-0.9m)));
        account.ThenKinds(
            typeof(AccountEvent.StepSettled), typeof(AccountEvent.ContractSettled));
        account.ThenState(a => Assert.Equal(Amount(1_200m - 5_000m + 100m), a.BalanceOf(Usdt)));
        account.ThenState(a => Assert.Empty(a.Positions));
        account.WhenOwed(TestAccount.Liquidation, 3, new AccountCommand.PlanStep(TestAccount.First, 2))
            .ThenKinds(typeof(AccountEvent.ShortfallClaimed));
    }

    [Fact]
    public void An_isolated_position_is_settled_out_of_its_margin_and_what_is_left_comes_back()
    {
        var account = Isolated(1m, 3_000m).At(DatedVenue.Frame(8, 50_000m, (BtcDec, 48_000m))).WhenWoken();
        account.ThenState(a => Assert.Equal(Amount(10_000m - 2_000m), a.BalanceOf(Usdt)));
        account.ThenState(a => Assert.Equal(Amount(0m), a.IsolatedMarginOf(BtcDec)));
    }

    [Fact]
    public void What_it_loses_beyond_its_margin_does_not_touch_the_balance()
    {
        var account = Isolated(1m, 3_000m).At(DatedVenue.Frame(8, 50_000m, (BtcDec, 46_000m))).WhenWoken();
        account.ThenState(a => Assert.Equal(Amount(7_000m), a.BalanceOf(Usdt)));
        account.ThenState(a => Assert.Equal(Amount(-1_000m), a.IsolatedMarginOf(BtcDec)));
        account.ThenKinds(
            typeof(AccountEvent.ContractSettled), typeof(AccountEvent.BankruptcyDeclared), typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void The_venue_cancels_an_order_that_comes_after_the_end() =>
        new Spec<OrderBookState>(new OrderBookDecider(), Entities.OrderBook(BtcDec)).At(DatedVenue.Frame(7))
            .When(new OrderBookCommand.OpenBook(new BookParameters(
                new Rate(0.0005m), new Rate(0.0005m), Contracts(0.5m), 3, Contracts(0.25m), [new AccountId("m1")])))
            .At(DatedVenue.Frame(8, 50_000m, (BtcDec, 51_000m)))
            .WhenOwed(TestAccount.Liquidation, 1, new OrderBookCommand.PlaceOrder(
                TestAccount.First, 1, Alice, Contracts(-1m), new Rate(0.2m)))
            .Then(new OrderBookEvent.OrderExecuted(
                TestAccount.First, 1, Alice, Contracts(-1m), new Rate(0.2m), Price(51_000m), [], Contracts(-1m), Contracts(0m)));

    [Fact]
    public void Whoever_a_settlement_leaves_with_a_debt_is_liquidated_though_nothing_is_left_to_close() =>
        Holding(BtcDec, 1m, 50_000m, 2_600m).At(DatedVenue.Frame(8, 50_000m, (BtcDec, 45_000m))).WhenWoken().ThenKinds(
            typeof(AccountEvent.ContractSettled),
            typeof(AccountEvent.BankruptcyDeclared),
            typeof(AccountEvent.LiquidationRequested));

    [Property(MaxTest = 200)]
    public void However_contracts_are_divided_among_accounts_all_of_them_together_neither_gain_nor_lose(int seed)
    {
        var random = new Random(seed);
        var instrument = new[] { Future, InverseFuture, Call, Put }[random.Next(4)];
        var scale = DatedVenue.Rules[instrument.Settle].Scale;
        var price = SettlementTerms.Of(DatedVenue.Rules).Single(t => t.Instrument == instrument.Id).PriceAt(30_000m + (random.Next() / 7m / 10_000m));
        var conservation = new Conservation();
        var (positions, last) = (new AccountPosition[6], 0m);
        for (var i = 0; i < 20; i++)
        {
            var (buyer, seller) = (random.Next(3), 3 + random.Next(3));
            var quantity = new Quantity(random.Next(-900, 900) * instrument.Lot.Contracts);
            Trade(buyer, quantity, 40_000m + random.Next(20_000));
            Trade(seller, -quantity, 0m);
        }

        foreach (var position in positions)
        {
            var booked = SettlementBooking.Book(instrument, position, price, random.Next(3) == 0, scale);
            conservation.Add(TestAccount.Self, new AccountEvent.ContractSettled(instrument.Id, position.Quantity, price, booked));
            Assert.Equal((seed, default(Amount)), (seed, conservation.Drift(instrument.Settle)));
            Assert.True(booked.Posting.Rounding.Value >= 0m && booked.Posting.Rounding.Value < 1m / 1_000_000m, $"seed {seed}");
        }

        Assert.Equal((seed, default(Amount)), (seed, conservation.Total(LedgerBucket.Settlement, instrument.Settle)));

        void Trade(int who, Quantity quantity, decimal at)
        {
            last = at == 0m ? last : at;
            var posting = TradeBooking.Book(instrument, positions[who], quantity, new Price(last), Rate.Zero, scale);
            positions[who] = TradeBooking.After(positions[who], quantity, posting.EntryValueChange);
            conservation.Add(TestAccount.Self, new AccountEvent.TradeApplied(
                new TradeId("t"), instrument.Id, Bob, quantity, default, default, default, default, posting));
        }
    }

    internal static Spec<AccountState> Holding(
        InstrumentId instrument, decimal quantity, decimal price, decimal usdt, params (AssetId Asset, decimal Amount)[] more)
    {
        var contract = DatedVenue.Rules[instrument];
        var entry = contract.SignedValue(Contracts(quantity), Price(price));
        return new Spec<AccountState>(new AccountDecider(Venue.Shards), TestAccount.Self).At(DatedVenue.Frame(1))
            .Given(new AccountEvent.Opened())
            .Given([.. more.Append((Usdt, usdt)).Where(m => m.Item2 > 0m).Select(m => new AccountEvent.Deposited(m.Item1, Amount(m.Item2)))])
            .Given(
                new AccountEvent.WatchConfirmed(1),
                new AccountEvent.TradeApplied(
                    new TradeId("given"), instrument, Bob, Contracts(quantity), Price(price), TradeSide.TakerOnly, TradeSide.MakerOnly,
                    TradeRole.Counter, new TradePosting(contract.Settle, entry, entry, default, default, default)))
            .Stamped();
    }

    private static Spec<AccountState> Isolated(decimal quantity, decimal margin) =>
        new Spec<AccountState>(new AccountDecider(Venue.Shards), TestAccount.Self).At(DatedVenue.Frame(1))
            .Given(
                new AccountEvent.Opened(),
                new AccountEvent.Deposited(Usdt, Amount(10_000m)),
                new AccountEvent.MarginTypeSet(BtcDec, MarginType.Isolated),
                new AccountEvent.WatchConfirmed(1),
                new AccountEvent.TradeApplied(
                    new TradeId("given"), BtcDec, Bob, Contracts(quantity), Price(50_000m), TradeSide.TakerOnly, TradeSide.MakerOnly,
                    TradeRole.Counter,
                    new TradePosting(Usdt, Amount(50_000m * quantity), Amount(50_000m * quantity), default, default, default)
                    {
                        Isolated = new IsolatedPosting(Amount(margin), default, Price(50_000m)),
                    }))
            .Stamped();

    private static Spec<AccountState> InLiquidation() => Holding(BtcDec, 1m, 50_000m, 1_200m)
        .At(DatedVenue.Frame(7))
        .WhenWoken()
        .WhenOwed(TestAccount.Liquidation, 1, new AccountCommand.CancelOrders(TestAccount.First))
        .WhenOwed(TestAccount.Liquidation, 2, new AccountCommand.PlanStep(TestAccount.First, 1));
}
