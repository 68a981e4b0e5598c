using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Liquidations;

/// <summary>
/// How an episode goes on and ends by the rules of the risk book: at its target, at its own speed. One BTC was bought at
/// 50,000 and 3,000 USDT deposited; maintenance is 2.5 %, the fee of a liquidation 0.5 %, the target 1.2.
/// </summary>
public sealed class EpisodeTests
{
    private static readonly EntityId Book = Entities.OrderBook(BtcPerp);
    private static readonly SpeedLimit Speed = new(Contracts(0.2m), TimeSpan.FromSeconds(3));

    // 0.2 of 0.367 were filled: equity 952 of 960, still short. At 48,300 it is 1,192 of 966: above maintenance, and of
    // 1.2 × 966 as well.
    [Fact]
    public void Who_was_reduced_is_let_go_at_the_target_whatever_brought_it_there()
    {
        var account = Begun(Rules12()).WhenOwed(Book, 1, Settle(1, -0.167m, Fill(-0.2m, 48_000m)));
        account.At(Frame(3, btc: 48_300m, risk: Rules12())).WhenWoken()
            .ThenKinds(typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallLifted))
            .ThenOwesLast(Account.Liquidation, new LiquidationCommand.Close(LiquidationOutcome.Reduced));
    }

    // At 48,100: equity 1,032 of 962, above maintenance, below 1.2 × 962 = 1,154.4: 122.4 of 913.9 a BTC are missing.
    [Fact]
    public void Who_was_reduced_is_not_let_go_before_the_target()
    {
        var account = Begun(Rules12()).WhenOwed(Book, 1, Settle(1, -0.167m, Fill(-0.2m, 48_000m)));
        account.At(Frame(3, btc: 48_100m, risk: Rules12())).WhenWoken().ThenKinds(typeof(AccountEvent.MarginCallIssued));
        account.WhenOwed(Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        var step = Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[0].Event);
        // (1.2 × 1,202.5 × 0.8 − 1,032) ÷ (1.2 × 1,202.5 − 240.5) = 0.1018
        Assert.Equal(Contracts(-0.102m), step.Quantity);
    }

    [Fact]
    public void Who_was_not_touched_yet_is_let_go_above_maintenance()
    {
        var account = Holding(1m, 3_000m).At(Frame(2, btc: 48_000m, risk: Rules12())).WhenWoken();
        account.At(Frame(3, btc: 48_300m, risk: Rules12())).WhenWoken()
            .ThenKinds(typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallIssued))
            .ThenOwesLast(Account.Liquidation, new LiquidationCommand.Close(LiquidationOutcome.Recovered));
    }

    [Fact]
    public void A_deposit_lets_go_at_once_what_it_cures_and_the_step_that_was_asked_for_plans_nothing()
    {
        var account = Holding(1m, 3_000m).At(Frame(2, btc: 48_000m, risk: Rules12())).WhenWoken()
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(First));
        account.When(Deposit(1_000m)).ThenKinds(
            typeof(AccountEvent.Deposited), typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallLifted));
        account.WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(First, 1)).Then(new EntityEvent.DutyNoted());
    }

    [Fact]
    public void While_an_order_is_at_the_venue_nobody_is_let_go()
    {
        var account = Begun(Rules12());
        account.When(Deposit(1_000m)).ThenKinds(typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted));
        account.WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.367m, 48_000m))).ThenKinds(
            typeof(AccountEvent.StepSettled), typeof(AccountEvent.LiquidationEnded));
    }

    [Fact]
    public void A_step_closes_no_more_than_the_limit_of_speed_allows()
    {
        var step = Begun(Limited());
        Assert.Equal(
            (Contracts(-0.2m), new Instant(2_000)),
            (Planned(step).Quantity, Planned(step).Window!.Value));
    }

    // 0.15 were filled in the window that began at 2 s: in the next frame 0.05 are left of it.
    [Fact]
    public void What_was_filled_counts_and_what_was_not_does_not()
    {
        var account = Begun(Limited()).WhenOwed(Book, 1, Settle(1, -0.05m, Fill(-0.15m, 48_000m)));
        account.At(Frame(3, btc: 48_000m, risk: Limited()))
            .WhenOwed(Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        Assert.Equal((Contracts(-0.05m), new Instant(2_000)), (Planned(account).Quantity, Planned(account).Window!.Value));
    }

    // A trade is a fact, whatever its size: 0.0495 are left, of which 0.049 are whole lots.
    [Fact]
    public void What_is_left_of_a_window_is_closed_in_whole_lots()
    {
        var account = Begun(Limited()).WhenOwed(Book, 1, Settle(1, -0.0495m, Fill(-0.1505m, 48_000m)));
        account.At(Frame(3, btc: 48_000m, risk: Limited()))
            .WhenOwed(Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        Assert.Equal(Contracts(-0.049m), Planned(account).Quantity);
    }

    [Fact]
    public void When_the_window_is_used_up_the_step_waits_and_is_looked_at_again_within_a_second()
    {
        var account = Begun(Limited()).WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.2m, 48_000m)));
        Assert.True(((AccountEvent.StepSettled)account.Result.Events[0].Event).MoreToClose);
        account.At(Frame(3, btc: 48_000m, risk: Limited()))
            .WhenOwed(Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        var deferred = Assert.IsType<AccountEvent.StepDeferred>(Assert.Single(account.Result.Events).Event);
        Assert.Equal((2, new Instant(4_000)), (deferred.Step, deferred.Until));
        account.ThenOwesLast(
            Account.Liquidation, new LiquidationCommand.DeferStep(2, new Instant(4_000), deferred.Severity));

        // The same step is asked for again; at 5 s a new window begins.
        account.At(Frame(5, btc: 48_000m, risk: Limited()))
            .WhenOwed(Account.Liquidation, 4, new AccountCommand.PlanStep(First, 2));
        Assert.Equal((Contracts(-0.167m), new Instant(5_000)), (Planned(account).Quantity, Planned(account).Window!.Value));
    }

    // 960 of 960 − 0.2 × 240: below 0.9 × 960 at 47,900: 872 of 958.
    [Theory]
    [InlineData("0.9", "0.92", true)]
    [InlineData("0.92", "0.9", false)]
    public void Limits_of_speed_are_waived_below_a_share_of_maintenance(string waived, string other, bool waits)
    {
        var (price, rules) = (47_900m, Limited(Number(waived)));
        var account = Begun(Limited(Number(other))).WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.2m, 48_000m)));
        account.At(Frame(3, btc: price, risk: rules)).WhenOwed(
            Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        Assert.Equal(waits, Assert.Single(account.Result.Events).Event is AccountEvent.StepDeferred);
    }

    [Fact]
    public void The_bankrupt_are_closed_at_any_speed()
    {
        var account = Begun(Limited(), 46_000m);
        Assert.Equal((MarginStatus.Bankrupt, Contracts(-1m)), (account.State.Status, Planned(account).Quantity));
    }

    // BTC would be closed first; its window is used up, so ETH is.
    [Fact]
    public void What_waits_leaves_its_turn_to_the_next_position()
    {
        var rules = Limited(only: BtcPerp);
        var account = Holding(1m, 4_000m)
            .Given(Traded("eth", 20m, 2_500m, 0m, TradeRole.Counter) with { Instrument = EthPerp })
            .At(Frame(2, btc: 48_000m, eth: 2_450m, risk: rules)).WhenFirstStepIsPlanned()
            .WhenOwed(Book, 1, Settle(1, 0m, Fill(-0.2m, 48_000m)));
        account.At(Frame(3, btc: 48_000m, eth: 2_450m, risk: rules))
            .WhenOwed(Account.Liquidation, 3, new AccountCommand.PlanStep(First, 2));
        Assert.Equal((EthPerp, null), (Planned(account).Instrument, Planned(account).Window));
    }

    // A quarter of the way of 1,000 and a third of the rest are open at first; each step without a trade opens a quarter.
    [Fact]
    public void Steps_that_trade_nothing_open_the_way_to_bankruptcy_and_then_to_the_slippage_limit()
    {
        var rules = Rules12(rules: new LiquidationRules { Bounds = new PriceBounds(new Rate(0.25m), new Rate(0.5m), new Rate(0.05m)) });
        var account = Begun(rules);
        var limits = new List<decimal> { Planned(account).Limit!.Value.Value };
        for (var step = 1; step <= 4; step++)
        {
            account.WhenOwed(Book, step, Settle(step, -0.367m)).At(Frame(step + 2, btc: 48_000m, risk: rules))
                .WhenOwed(Account.Liquidation, step + 2, new AccountCommand.PlanStep(First, step + 1));
            limits.Add(Planned(account).Limit!.Value.Value);
        }

        Assert.Equal([47_500m, 47_250m, 47_000m, 45_600m, 45_600m], limits);
        // A trade begins it anew.
        account.WhenOwed(Book, 5, Settle(5, -0.366m, Fill(-0.001m, 48_000m)))
            .At(Frame(7, btc: 48_000m, risk: rules))
            .WhenOwed(Account.Liquidation, 7, new AccountCommand.PlanStep(First, 6));
        Assert.InRange(Planned(account).Limit!.Value.Value, 47_490m, 47_510m);
    }

    private static AccountEvent.StepPlanned Planned(Spec<AccountState> account) =>
        Assert.IsType<AccountEvent.StepPlanned>(account.Result.Events[^1].Event);

    private static Spec<AccountState> Begun(RiskBook rules, decimal price = 48_000m) =>
        Holding(1m, 3_000m).At(Frame(2, btc: price, risk: rules)).WhenFirstStepIsPlanned();

    private static AccountCommand.SettleStep Settle(int step, decimal unfilled, params Margining.OrderBooks.BookTrade[] fills) =>
        new(First, step, BtcPerp, [.. fills], Contracts(unfilled));

    private static RiskBook Limited(decimal? waived = null, InstrumentId? only = null) =>
        Rules12(Speed, new LiquidationRules { SpeedWaivedBelow = waived is { } share ? new Rate(share) : null }, only);

    private static RiskBook Rules12(SpeedLimit? speed = null, LiquidationRules? rules = null, InstrumentId? only = null) =>
        Liquidating(Rules, rules ?? LiquidationRules.Plain, instrument =>
            only is null || instrument.Id == only ? instrument with { LiquidationSpeed = speed } : instrument);
}
