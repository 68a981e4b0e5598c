using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// The life of an isolated position's liquidation: it touches nothing else. One BTC was bought at 50,000.
/// </summary>
public sealed class IsolatedLiquidationTests
{
    private static readonly LiquidationId Episode1 = IsolatedAccount.First;
    private static readonly EntityId Liquidation1 = Entities.Liquidation(Episode1);
    private static readonly EntityId Book = Entities.OrderBook(BtcPerp);
    private static readonly Rate Worst = new(1_000_000m);

    [Fact]
    public void A_breach_of_its_own_maintenance_starts_a_liquidation_of_the_position()
    {
        var severity = new Rate(0.16666667m);
        IsolatedAccount.Holding(1m, 3_000m, usdt: 10_000m).At(Frame(2, btc: 48_000m)).WhenWoken()
            .Then(
                new AccountEvent.MaintenanceBreached(
                    MarginStatus.Healthy, Figures(1_000m, 1_000m, 1_200m), Basis(2, ("BTC-PERP", 48_000m)))
                {
                    Scope = IsolatedAccount.Scope,
                },
                new AccountEvent.LiquidationRequested(Episode1, severity, new FrameNumber(2)))
            .ThenOwes(Liquidation1, new LiquidationCommand.Open(Alice, severity, new FrameNumber(2)))
            .ThenState(account => Assert.Equal((MarginStatus.Healthy, new Episode.None()), (account.Status, account.Episode)));
    }

    [Fact]
    public void Only_orders_in_its_instrument_go() =>
        WithOrders().At(Frame(2, btc: 48_000m)).WhenWoken().WhenOwed(Liquidation1, 1, new AccountCommand.CancelOrders(Episode1))
            .Then(new AccountEvent.OrdersCancelled(Episode1, [new OrderId("btc")]))
            .ThenState(account => Assert.Equal([new OrderId("eth")], account.Orders.Keys));

    // The balance of 10,000 is worth 2,000 too little for forty ETH at 2,240.
    [Fact]
    public void A_liquidation_of_the_rest_cancels_all_orders_and_leaves_the_position_alone() =>
        WithOrders().Given(Traded("eth", 40m, 2_500m, 0m, TradeRole.Counter) with { Instrument = EthPerp })
            .At(Frame(2, eth: 2_260m)).WhenWoken()
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(First))
            .Then(new AccountEvent.OrdersCancelled(First, [new OrderId("btc"), new OrderId("eth")]))
            .WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1))
            .ThenState(account => Assert.Equal((MarginStatus.Healthy, Amount(3_000m)), (
                account.StandingOf(IsolatedAccount.Scope).Status, account.IsolatedMarginOf(BtcPerp))));

    [Fact]
    public void A_step_closes_as_little_as_brings_the_position_back_to_the_target_and_releases_nothing()
    {
        var account = Planned(3_000m, 48_000m);
        Assert.Equal(Contracts(-0.297m), Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[0].Event).Quantity);
        account.WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.297m, 48_000m)))
            .ThenKinds(typeof(AccountEvent.StepSettled), typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallIssued))
            .ThenHas(10_000m, 3_000m - 594m - 71.28m)
            .ThenOwes(Account.Fund, new FundCommand.ReceiveFee(Episode1, Amount(71.28m)))
            .ThenOwesLast(Liquidation1, new LiquidationCommand.Close(LiquidationOutcome.Reduced));
    }

    [Fact]
    public void What_is_left_when_all_is_closed_goes_back_to_the_balance() =>
        Planned(2_240.5m, 48_000m).WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 48_000m)))
            .ThenHas(10_000.5m, 0m)
            .ThenOwesLast(Liquidation1, new LiquidationCommand.Close(LiquidationOutcome.ClosedOut));

    [Fact]
    public void The_fee_takes_no_more_than_the_position_is_worth() =>
        Planned(2_100m, 48_000m).WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 48_000m)))
            .ThenOwes(Account.Fund, new FundCommand.ReceiveFee(Episode1, Amount(100m))).ThenHas(10_000m, 0m);

    [Fact]
    public void What_is_missing_is_claimed_for_the_position_alone_and_never_taken_from_the_balance() =>
        Claiming().Then(
                new AccountEvent.StepSettled(
                    Episode1, 1, BtcPerp, [Fill(-1m, 46_000m)], default,
                    new TradePosting(Usdt, Amount(-50_000m), Amount(-46_000m), Amount(-4_000m), default, default)
                    {
                        Isolated = IsolatedAccount.Moved(0m, mark: 46_000m),
                    },
                    Worst, false),
                new AccountEvent.ShortfallClaimed(Episode1, [new Money(Amount(1_000m), Usdt)], Worst, Basis(2)))
            .ThenHas(10_000m, -1_000m)
            .ThenOwes(Account.Fund, new FundCommand.Claim(Episode1, Alice, Amount(1_000m), Worst));

    [Fact]
    public void A_fund_that_pays_all_makes_the_position_whole_and_takes_no_collateral() =>
        Claiming().WhenOwed(Account.Fund, 1, Paid(1_000m, 1_000m))
            .Then(
                new AccountEvent.FundPaymentReceived(Episode1, Usdt, Amount(1_000m), Amount(1_000m), []),
                new AccountEvent.LiquidationEnded(Episode1, LiquidationOutcome.Covered),
                new AccountEvent.MarginCallLifted(MarginStatus.Bankrupt, default, Basis(2)) { Scope = IsolatedAccount.Scope })
            .ThenHas(10_000m, 0m);

    [Fact]
    public void A_fund_that_is_short_leaves_a_loss_that_starts_nothing_again_until_margin_comes() =>
        Claiming().WhenOwed(Account.Fund, 1, Paid(1_000m, 400m)).ThenHas(10_000m, -600m)
            .ThenState(account => Assert.True(account.StandingOf(IsolatedAccount.Scope).IsUncovered))
            .At(Frame(3)).WhenWoken().ThenNothingStored()
            .When(IsolatedAccount.Add(600.000001m)).ThenRejected(RejectionCode.NoPosition)
            .When(IsolatedAccount.Add(600m)).ThenKinds(typeof(AccountEvent.MarginAdded), typeof(AccountEvent.MarginCallLifted))
            .ThenHas(9_400m, 0m);

    [Fact]
    public void Margin_that_came_since_the_claim_is_not_paid_twice() =>
        Claiming().When(IsolatedAccount.Add(300m)).WhenOwed(Account.Fund, 1, Paid(1_000m, 1_000m))
            .ThenOwesLast(Account.Fund, new FundCommand.ReceiveCollateral(Episode1, Amount(300m)))
            .ThenHas(9_700m, 0m);

    [Fact]
    public void While_it_goes_on_orders_are_refused_in_its_instrument_alone() =>
        IsolatedAccount.Holding(1m, 3_000m, usdt: 10_000m).At(Frame(2, btc: 48_000m)).WhenWoken()
            .When(Reserve("o-1", -0.1m, 48_000m)).ThenRejected(RejectionCode.PositionInLiquidation, "'alice:BTC-PERP.1'")
            .When(Reserve("o-1", 1m, 2_500m, EthPerp)).ThenKinds(typeof(AccountEvent.OrderReserved))
            .When(Withdraw(1m)).ThenKinds(typeof(AccountEvent.Withdrawn));

    [Fact]
    public void Both_parts_can_be_liquidated_at_once_each_by_its_own_liquidation()
    {
        var account = IsolatedAccount.Holding(1m, 3_000m, usdt: 1_000m)
            .Given(Traded("eth", 4m, 2_500m, 0m, TradeRole.Counter) with { Instrument = EthPerp })
            .At(Frame(2, btc: 48_000m, eth: 2_300m)).WhenWoken()
            .ThenKinds(
                typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested),
                typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        var second = LiquidationId.Of(Alice, BtcPerp, 2);
        account.WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(First))
            .WhenOwed(Entities.Liquidation(second), 1, new AccountCommand.CancelOrders(second))
            .WhenOwed(Entities.Liquidation(second), 2, new AccountCommand.PlanStep(second, 1))
            .ThenState(state => Assert.Equal(
                (new Episode.Working(First, 0, false, false), new Episode.Working(second, 1, true, false)),
                ((Episode.Working)state.Episode, (Episode.Working)state.StandingOf(IsolatedAccount.Scope).Episode)))
            .WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1)).ThenKinds(typeof(AccountEvent.StepPlanned))
            .WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 48_000m)) with { Liquidation = second })
            .ThenState(state => Assert.Equal(
                (new Episode.Working(First, 1, true, false), new Episode.None()),
                ((Episode.Working)state.Episode, (Episode.None)state.StandingOf(IsolatedAccount.Scope).Episode)));
        Assert.Equal(
            [Account.Liquidation],
            new AccountDecider(Venue.Shards).Reminders(account.Entity).Select(reminder => reminder.To));
    }

    [Fact]
    public void Looking_again_finds_that_the_position_has_recovered() =>
        Begun(3_000m, 48_000m).At(Frame(3)).WhenOwed(Liquidation1, 2, new AccountCommand.PlanStep(Episode1, 1))
            .ThenKinds(typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallLifted));

    [Fact]
    public void Its_liquidation_lives_with_the_account_and_follows_those_before_it()
    {
        Assert.Equal(BtcPerp, Episode1.Isolated);
        Assert.Null(First.Isolated);
        Assert.Equal(Venue.Shards.Of(Self), Venue.Shards.Of(Liquidation1));
        var next = Entities.Liquidation(LiquidationId.Of(Alice, BtcPerp, 3));
        Assert.True(Liquidation1.IsEpisodeBefore(next));
        Assert.False(Account.Liquidation.IsEpisodeBefore(next));
        Assert.False(Liquidation1.IsEpisodeBefore(Entities.Liquidation(LiquidationId.Of(Alice, EthPerp, 4))));
    }

    private static Spec<AccountState> WithOrders() =>
        IsolatedAccount.Holding(1m, 3_000m, usdt: 10_000m)
            .When(Reserve("btc", -0.1m, 51_000m)).When(Reserve("eth", 1m, 2_500m, EthPerp));

    private static Spec<AccountState> Begun(decimal margin, decimal price) =>
        IsolatedAccount.Holding(1m, margin, usdt: 10_000m).At(Frame(2, btc: price)).WhenWoken()
            .WhenOwed(Liquidation1, 1, new AccountCommand.CancelOrders(Episode1));

    private static Spec<AccountState> Planned(decimal margin, decimal price) =>
        Begun(margin, price).WhenOwed(Liquidation1, 2, new AccountCommand.PlanStep(Episode1, 1));

    /// <summary>Closed out at 46,000 with a loss of 1,000 more than the margin.</summary>
    private static Spec<AccountState> Claiming() =>
        Planned(3_000m, 46_000m).WhenOwed(Book, 1, Settle(1, 0m, Fill(-1m, 46_000m)));

    private static AccountCommand.SettleStep Settle(int step, decimal unfilled, params BookTrade[] fills) =>
        new(Episode1, step, BtcPerp, [.. fills], Contracts(unfilled));

    private static AccountCommand.ReceiveFundPayment Paid(decimal claimed, decimal paid) =>
        new(Episode1, Usdt, Amount(claimed), Amount(paid));
}
