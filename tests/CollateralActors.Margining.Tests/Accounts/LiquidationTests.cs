using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>The life of a liquidation as the account sees it. One BTC was bought at 50,000.</summary>
public sealed class LiquidationTests
{
    private static readonly Rate Worst = new(1_000_000m);

    [Fact]
    public void A_breach_of_maintenance_starts_a_liquidation_at_the_frame_that_showed_it()
    {
        var severity = new Rate(0.16666667m);
        Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken()
            .Then(
                new AccountEvent.MaintenanceBreached(
                    MarginStatus.Healthy, Figures(1_000m, 1_000m, 1_200m), Basis(2, ("USDT", 1m), ("BTC-PERP", 48_000m))),
                new AccountEvent.LiquidationRequested(First, severity, new FrameNumber(2)))
            .ThenOwes(Account.Liquidation, new LiquidationCommand.Open(Alice, severity, new FrameNumber(2)));
    }

    [Fact]
    public void A_frame_that_shows_it_again_starts_nothing() =>
        Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken().At(Frame(3, btc: 47_900m)).WhenWoken().ThenNothingStored();

    [Fact]
    public void Orders_go_first() =>
        With(10_000m).When(Reserve("o-1", 1m, 50_000m)).When(Reserve("o-2", -1m, 50_000m))
            .Given(new AccountEvent.WatchConfirmed(1), Traded("given", 1m, 50_000m, 0m, TradeRole.Counter)).Stamped()
            .Given(new AccountEvent.Withdrawn(Usdt, Amount(7_000m))).At(Frame(2, btc: 48_000m)).WhenWoken()
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(First))
            .Then(new AccountEvent.OrdersCancelled(First, [new OrderId("o-1"), new OrderId("o-2")]))
            .ThenState(account => Assert.Empty(account.Orders))
            .ThenOwesLast(Account.Liquidation, new LiquidationCommand.BeginWork());

    // Closing x costs 240 x and leaves 1,200 (1 − x) of maintenance: 1,000 − 240 x = 1.1 × 1,200 (1 − x) at x = 0.2963.
    [Fact]
    public void A_step_closes_as_little_as_brings_the_account_back_to_the_target() =>
        Begun(3_000m, 48_000m).WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1))
            .Then(new AccountEvent.StepPlanned(
                First, 1, BtcPerp, Contracts(-0.297m), new Rate(0.16666667m), Figures(1_000m, 1_000m, 1_200m),
                Basis(2, ("USDT", 1m), ("BTC-PERP", 48_000m))));

    [Fact]
    public void A_step_that_was_filled_books_the_fee_for_the_fund_and_ends_a_partial_liquidation()
    {
        var posting = new TradePosting(Usdt, Amount(-14_850m), Amount(-14_256m), Amount(-594m), default, Amount(71.28m));
        var severity = new Rate(-0.1009009m);
        Planned(3_000m, 48_000m).WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.297m, 48_000m)))
            .Then(
                new AccountEvent.StepSettled(First, 1, BtcPerp, [Fill(-0.297m, 48_000m)], default, posting, severity, false),
                new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Reduced),
                new AccountEvent.MarginCallIssued(
                    MarginStatus.Liquidation, Figures(928.72m, 928.72m, 843.6m), Basis(2, ("USDT", 1m), ("BTC-PERP", 48_000m))))
            .ThenOwes(Account.Fund, new FundCommand.ReceiveFee(First, Amount(71.28m)))
            .ThenState(account => Assert.Equal(new Episode.None(), account.Episode))
            .ThenOwesLast(
                Account.Liquidation,
                new LiquidationCommand.FinishStep(1, Contracts(-0.297m), default, severity, false),
                new LiquidationCommand.Close(LiquidationOutcome.Reduced));
    }

    [Fact]
    public void A_step_that_was_filled_in_part_asks_for_another() =>
        Planned(3_000m, 48_000m).WhenOwed(Book, 1, Settle(1, -0.197m, Fill(-0.05m, 48_000m), Fill(-0.05m, 47_900m, 2)))
            .ThenKinds(typeof(AccountEvent.StepSettled))
            .ThenState(account => Assert.Equal(new Episode.Working(First, 1, false, true), account.Episode))
            .ThenOwesLast(Account.Liquidation, new LiquidationCommand.FinishStep(
                1, Contracts(-0.1m), Contracts(-0.197m), new Rate(0.10090278m), true))
            .WhenOwed(Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2)).ThenKinds(typeof(AccountEvent.StepPlanned));

    // A venue outside may fill more than was asked: the fee is on the one contract that was closed, and 0.2 are short now.
    [Fact]
    public void What_was_filled_beyond_the_order_is_a_position_like_any_other()
    {
        var account = Planned(3_000m, 48_000m).WhenOwed(Book, 1, Settle(1, 0.903m, Fill(-1.2m, 48_000m)));
        Assert.Equal(Amount(240m), ((AccountEvent.StepSettled)account.Result.Events[0].Event).Posting.Fee);
        account.ThenState(state => Assert.Equal(Contracts(-0.2m), state.Positions[BtcPerp].Quantity))
            .ThenOwesLast(
                Account.Liquidation,
                new LiquidationCommand.FinishStep(1, Contracts(-1.2m), Contracts(0.903m), new Rate(-2.16666666m), false),
                new LiquidationCommand.Close(LiquidationOutcome.Reduced));
    }

    [Fact]
    public void A_step_without_any_fill_costs_nothing() =>
        Planned(3_000m, 48_000m).WhenOwed(Book, 1, Settle(1, -0.297m))
            .Then(new AccountEvent.StepSettled(
                First, 1, BtcPerp, [], Contracts(-0.297m), new TradePosting(Usdt, default, default, default, default, default),
                new Rate(0.16666667m), true));

    [Fact]
    public void Looking_again_finds_that_the_account_has_recovered() =>
        Begun(3_000m, 48_000m).At(Frame(3)).WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1))
            .ThenKinds(typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallLifted))
            .ThenOwesLast(Account.Liquidation, new LiquidationCommand.Close(LiquidationOutcome.Recovered));

    [Fact]
    public void A_step_that_is_not_the_next_plans_nothing() =>
        Begun(3_000m, 48_000m).WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 2)).Then(new EntityEvent.DutyNoted());

    [Fact]
    public void A_position_that_only_its_whole_close_cures_is_closed_out() =>
        Planned(2_240.5m, 48_000m).WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 48_000m))).ThenKinds(
                typeof(AccountEvent.StepSettled), typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallLifted))
            .ThenState(account => Assert.Equal(Amount(0.5m), account.BalanceOf(Usdt)))
            .ThenOwesLast(Account.Liquidation, new LiquidationCommand.Close(LiquidationOutcome.ClosedOut));

    [Fact]
    public void The_fee_takes_no_more_than_the_account_is_worth() =>
        Planned(2_100m, 48_000m).WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 48_000m)))
            .ThenOwes(Account.Fund, new FundCommand.ReceiveFee(First, Amount(100m)))
            .ThenState(account => Assert.Empty(account.Balances));

    [Fact]
    public void A_bankrupt_account_is_closed_whole_without_a_fee_and_claims_what_is_missing()
    {
        var account = Planned(3_000m, 46_000m);
        Assert.Equal(Contracts(-1m), account.Result.Events.Select(r => r.Event).OfType<AccountEvent.StepPlanned>().Single().Quantity);
        account.WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 46_000m)))
            .Then(
                new AccountEvent.StepSettled(
                    First, 1, BtcPerp, [Fill(-1m, 46_000m)], default,
                    new TradePosting(Usdt, Amount(-50_000m), Amount(-46_000m), Amount(-4_000m), default, default), Worst, false),
                new AccountEvent.ShortfallClaimed(First, [new Money(Amount(1_000m), Usdt)], Worst, Basis(2, ("USDT", 1m))))
            .ThenOwes(Account.Fund, new FundCommand.Claim(First, Alice, Amount(1_000m), Worst));
    }

    [Fact]
    public void A_fund_that_pays_all_makes_the_account_whole() =>
        Claiming().WhenOwed(Account.Fund, 1, Paid(1_000m, 1_000m))
            .Then(
                new AccountEvent.FundPaymentReceived(First, Usdt, Amount(1_000m), Amount(1_000m), []),
                new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Covered),
                new AccountEvent.MarginCallLifted(MarginStatus.Bankrupt, default, Basis(2)))
            .ThenState(account => Assert.Empty(account.Balances));

    [Fact]
    public void A_fund_that_is_short_leaves_the_rest_owed_and_starts_nothing_again() =>
        Claiming().WhenOwed(Account.Fund, 1, Paid(1_000m, 400m))
            .Then(
                new AccountEvent.FundPaymentReceived(First, Usdt, Amount(1_000m), Amount(400m), []),
                new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Uncovered))
            .ThenState(account => Assert.Equal((Amount(-600m), MarginStatus.Bankrupt, true), (account.BalanceOf(Usdt), account.Status, account.Watch.IsOn)))
            .At(Frame(3)).WhenWoken().ThenNothingStored();

    [Fact]
    public void Money_that_comes_into_an_uncovered_account_pays_its_debt_or_starts_anew()
    {
        Claiming().WhenOwed(Account.Fund, 1, Paid(1_000m, 400m)).When(Deposit(600m))
            .ThenKinds(typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted));
        Claiming().WhenOwed(Account.Fund, 1, Paid(1_000m, 400m)).When(Deposit(100m))
            .Then(
                new AccountEvent.Deposited(Usdt, Amount(100m)),
                new AccountEvent.LiquidationRequested(LiquidationId.Of(Alice, 2), Worst, new FrameNumber(3)));
    }

    [Theory]
    [InlineData("USDC", "500", "1000", "500")]
    [InlineData("USDC", "500", "400", "400")]
    [InlineData("BTC", "0.01", "400.01", "0.00869587")]
    public void For_its_payment_the_fund_takes_collateral_at_the_claims_prices_rounded_up(
        string asset, string held, string paid, string taken)
    {
        var (id, culture) = (new AssetId(asset), System.Globalization.CultureInfo.InvariantCulture);
        var account = Claiming(new AccountEvent.Deposited(id, Amount(decimal.Parse(held, culture))));
        account.WhenOwed(Account.Fund, 1, Paid(1_000m, decimal.Parse(paid, culture)));
        var received = Assert.IsType<AccountEvent.FundPaymentReceived>(account.Result.Events[0].Event);
        Assert.Equal([new Money(Amount(decimal.Parse(taken, culture)), id)], received.TakenOver);
        account.ThenOwes(Entities.Fund(id), new FundCommand.ReceiveCollateral(First, Amount(decimal.Parse(taken, culture))));
    }

    [Fact]
    public void What_came_in_since_the_claim_is_not_paid_twice() =>
        Claiming().When(Deposit(300m)).WhenOwed(Account.Fund, 1, Paid(1_000m, 1_000m))
            .ThenOwesLast(Account.Fund, new FundCommand.ReceiveCollateral(First, Amount(300m)))
            .ThenState(account => Assert.Empty(account.Balances));

    [Fact]
    public void Collateral_that_the_claim_saw_no_price_of_stays() =>
        Claiming().When(Deposit(1m, Eth)).WhenOwed(Account.Fund, 1, Paid(1_000m, 1_000m))
            .ThenState(account => Assert.Equal(Amount(1m), account.BalanceOf(Eth)));

    [Fact]
    public void A_trade_in_the_midst_of_it_is_a_fact_like_any_other() =>
        Planned(3_000m, 48_000m).When(Trade("t-1", -1m, 48_000m)).ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.MarginCallLifted))
            .WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.297m, 48_000m)))
            .ThenState(account => Assert.Equal(Contracts(-0.297m), account.Positions[BtcPerp].Quantity))
            .ThenOwes(Account.Fund)
            .ThenState(account => Assert.Equal(new Episode.None(), account.Episode));

    [Fact]
    public void While_it_goes_on_the_account_stays_and_wakes_its_liquidation()
    {
        var account = Begun(3_000m, 48_000m);
        var decider = new AccountDecider(Venue.Shards);
        Assert.False(decider.MayRest(account.State));
        Assert.Equal([Envelope.Signal(Self, Account.Liquidation, new EntityCommand.Ping())], decider.Reminders(account.Entity));
    }

    private static readonly EntityId Book = Entities.OrderBook(BtcPerp);

    private static AccountCommand.SettleStep Settle(int step, decimal unfilled, params Margining.OrderBooks.BookTrade[] fills) =>
        new(First, step, BtcPerp, [.. fills], Contracts(unfilled));

    private static AccountCommand.ReceiveFundPayment Paid(decimal claimed, decimal paid) =>
        new(First, Usdt, Amount(claimed), Amount(paid));

    private static Spec<AccountState> Begun(decimal usdt, decimal price) =>
        Holding(1m, usdt).At(Frame(2, btc: price)).WhenWoken().WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(First));

    private static Spec<AccountState> Planned(decimal usdt, decimal price) =>
        Begun(usdt, price).WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1));

    /// <summary>Closed out at 46,000, with a debt of 1,000; what is given is there before.</summary>
    private static Spec<AccountState> Claiming(params IEvent[] given) =>
        Holding(1m, 3_000m).Given(given).At(Frame(2, btc: 46_000m)).WhenWoken()
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(First))
            .WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1))
            .WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 46_000m)));
}
