using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funding;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Specs.Venue;
using TestAccount = CollateralActors.Margining.Tests.Accounts.Account;

namespace CollateralActors.Margining.Tests.Funding;

/// <summary>Positions owe funding from interval to interval and pay it when they are touched.</summary>
public sealed class FundingSettlementTests
{
    [Fact]
    public void Funding_that_is_owed_lowers_the_equity_of_a_long_and_raises_that_of_a_short()
    {
        Assert.Equal(4_950m, Equity(TestAccount.Holding(1m, 5_000m).State, 2, 50m));
        Assert.Equal(5_050m, Equity(TestAccount.Holding(-1m, 5_000m).State, 2, 50m));
        Assert.Equal(5_050m, Equity(TestAccount.Holding(1m, 5_000m).State, 2, -50m));
    }

    [Fact]
    public void A_report_counts_it_as_loss()
    {
        var market = At(2, 50m);
        var report = MarginReport.Of(TestAccount.Holding(1m, 5_000m).State.ToMarginBook(market), market);
        Assert.Equal(("-50", "-50", "4950"), (report.UnrealisedPnl.ToString(), report.Positions[0].UnrealisedPnl.ToString(), report.Equity.ToString()));
    }

    [Fact]
    public void It_is_paid_when_the_position_trades_and_not_again()
    {
        var account = TestAccount.Holding(2m, 20_000m).At(At(2, 12.5m)).When(Trade("t-1", -1m, 50_000m));
        Assert.Equal(
            new FundingPosting(Amount(12.5m), Amount(12.5m), Amount(-12.5m), Amount(25m), default), PostingOf(account).Funding);
        account.ThenState(a => Assert.Equal(Amount(20_000m - 25m - 25m), a.BalanceOf(Usdt))); // fee and funding are both 25
        account.ThenState(a => Assert.Equal(Amount(12.5m), a.Positions[BtcPerp].FundingValue));
        account.When(Trade("t-2", -1m, 50_000m)).ThenState(a => Assert.Equal(Amount(20_000m - 50m - 25m), a.BalanceOf(Usdt)));
    }

    [Fact]
    public void Who_pays_pays_rounded_up_and_who_receives_gets_rounded_down_and_the_rest_is_the_venues()
    {
        var index = 0.0000014m; // scale 6: 1.4 steps
        Assert.Equal(
            (Amount(0.000002m), Amount(0.0000006m)),
            PaidAndRounding(TestAccount.Holding(1m, 5_000m).At(At(2, index)).When(Trade("t-1", -1m, 50_000m))));
        Assert.Equal(
            (Amount(-0.000001m), Amount(0.0000004m)),
            PaidAndRounding(TestAccount.Holding(-1m, 5_000m).At(At(2, index)).When(Trade("t-1", 1m, 50_000m))));
    }

    [Fact]
    public void The_other_leg_pays_from_the_index_that_held_when_the_trade_was_made()
    {
        // Alice bought at an index of 10; her leg reaches Bob at 14, who sold: he receives the 4 that she pays.
        var alice = TestAccount.With(5_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(At(2, 10m)).When(Trade("t-1", 1m, 50_000m));
        var leg = Assert.IsType<AccountCommand.ApplyTrade>(Assert.Single(alice.Entity.Outbox.Messages(TestAccount.Self)).Command);
        Assert.Equal(Amount(10m), leg.FundingIndex);
        var bob = new Spec<AccountState>(new AccountDecider(Venue.Shards), TestAccount.Other).At(At(3, 14m))
            .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(5_000m)), new AccountEvent.WatchConfirmed(1)).Stamped()
            .WhenOwed(TestAccount.Self, 1, leg);
        Assert.Equal(new FundingPosting(Amount(14m), Amount(-14m), Amount(-10m), Amount(-4m), default), PostingOf(bob).Funding);
        Assert.Equal(-4m, Owed(alice.State, At(3, 14m)) * -1m);
        Assert.Equal(0m, Owed(bob.State, At(3, 14m)));
    }

    [Fact]
    public void A_client_does_not_name_an_index() =>
        TestAccount.With(5_000m).Stamped().When(Trade("t-1", 1m, 50_000m) with { FundingIndex = Amount(1m) })
            .ThenRejected(RejectionCode.IllegalNumber, "funding index 1 is not left out");

    [Fact]
    public void A_command_without_an_index_prints_as_it_did_before_there_was_funding() =>
        Assert.Equal(
            "ApplyTrade { Trade = t-1, Instrument = BTC-PERP, Counterparty = bob, Quantity = 1, Price = 50000, "
            + "Mine = TradeSide { Taker = True, Order =  }, Theirs = TradeSide { Taker = False, Order =  }, Role = Initiating }",
            Trade("t-1", 1m, 50_000m).ToString());

    [Fact]
    public void A_liquidations_fills_settle_it_once_each_at_its_own_index()
    {
        // 2,000 of funding leave 1,000 of equity against 1,250 of maintenance.
        var account = TestAccount.Holding(1m, 3_000m).At(At(2, 2_000m)).WhenWoken();
        account.ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        var breached = Assert.IsType<AccountEvent.MaintenanceBreached>(account.Result.Events[0].Event);
        Assert.Equal([new UsedFundingIndex(BtcPerp, Amount(2_000m))], breached.Basis.FundingIndices);
        account.WhenOwed(TestAccount.Liquidation, 1, new AccountCommand.CancelOrders(TestAccount.First))
            .WhenOwed(TestAccount.Liquidation, 2, new AccountCommand.PlanStep(TestAccount.First, 1))
            .At(At(3, 2_010m))
            .WhenOwed(Entities.OrderBook(BtcPerp), 1, new AccountCommand.SettleStep(
                TestAccount.First, 1, BtcPerp, [Fill(-0.1m, 1, 2_000m), Fill(-0.2m, 2, 2_005m)], default));
        var settled = Assert.IsType<AccountEvent.StepSettled>(account.Result.Events[0].Event);

        // 2,010 on what is left, 200 and 401 on what went.
        Assert.Equal(
            new FundingPosting(Amount(2_010m), Amount(1_407m), Amount(-601m), Amount(2_008m), default), settled.Posting.Funding);
        account.ThenState(a => Assert.Equal(0m, Owed(a, At(3, 2_010m))));
    }

    [Property(MaxTest = 200)]
    public void Payments_of_all_accounts_and_the_venues_share_sum_to_zero_whenever_and_in_whatever_pieces_they_are_made(int seed)
    {
        var random = new Random(seed);
        var instrument = random.Next(2) == 0 ? Rules[BtcPerp] : Rules[BtcUsd];
        var scale = Rules[instrument.Settle].Scale;
        var (positions, conservation, index, paid) = (new AccountPosition[4], new Conservation(), 0m, 0m);
        for (var step = 0; step < 60; step++)
        {
            var madeAt = new Amount(index);
            var (buyer, seller) = (random.Next(2), 2 + random.Next(2));
            var quantity = new Quantity(random.Next(-2_000, 2_000) * instrument.Lot.Contracts);
            Touch(buyer, quantity, madeAt);
            index += random.Next(3) * random.Next(-1_000_000, 1_000_000) / (instrument.IsInverse ? 1e16m : 1e9m);
            Touch(seller, -quantity, madeAt);
            Assert.Equal((seed, default(Amount)), (seed, conservation.Drift(instrument.Settle)));
            Assert.Equal((seed, default(Amount)), (seed, conservation.Total(LedgerBucket.UnderWay, instrument.Settle)));
            var owed = positions.Sum(p => FundingBooking.Owed(instrument, p.Quantity, p.FundingValue, new Amount(index), scale).Value);
            var rounding = conservation.Total(LedgerBucket.Rounding, instrument.Settle).Value;
            Assert.Equal((seed, 0m), (seed, paid - rounding + owed));
        }

        void Touch(int who, Quantity quantity, Amount madeAt)
        {
            var before = positions[who];
            var given = FundingBooking.ValueOf(instrument, quantity, madeAt, scale);
            var posting = FundingBooking.Settle(instrument, before, before.Quantity + quantity, given, new Amount(index), scale);
            conservation.Add(TestAccount.Self, new AccountEvent.TradeApplied(
                new TradeId("t"), instrument.Id, Bob, quantity, default, default, default, default,
                new TradePosting(instrument.Settle, default, default, default, default, default) { Funding = posting }));
            paid += posting.Paid.Value;
            positions[who] = new AccountPosition(before.Quantity + quantity, default)
            {
                FundingValue = before.FundingValue + posting.ValueChange,
            };
            Assert.Equal((seed, posting.ValueChange), (seed, posting.Given + posting.Paid - posting.Rounding));
            Assert.InRange(posting.Rounding.Value, 0m, 0.000001m);
        }
    }

    private static MarketView At(long number, decimal index) => Frame(number, risk: Funded, funding: (BtcPerp, index));

    private static decimal Equity(AccountState account, long number, decimal index) =>
        MarginCalculator.Evaluate(account.ToMarginBook(At(number, index)), At(number, index)).Equity.Value;

    private static decimal Owed(AccountState account, MarketView market) =>
        account.ToMarginBook(market).Positions.Sum(position => PositionMargin.OwedFunding(position, market).Value);

    private static BookTrade Fill(decimal quantity, int number, decimal index) =>
        TestAccount.Fill(quantity, 50_000m, number) with { FundingIndex = Amount(index) };

    private static TradePosting PostingOf(Spec<AccountState> account) =>
        account.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.TradeApplied>().Single().Posting;

    private static (Amount, Amount) PaidAndRounding(Spec<AccountState> account) =>
        (PostingOf(account).Funding.Paid, PostingOf(account).Funding.Rounding);
}
