using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Funds;
using CollateralActors.Margining.Liquidations;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// An account whose loss nobody covers, and one that gives for it. Up to half of a profit may be taken; contracts were
/// traded at 50,000, maintenance is 2.5 %.
/// </summary>
public sealed class SharedLossTests
{
    private static readonly EntityId Deleveraging = Entities.Deleveraging(BtcPerp);
    private static readonly LiquidationId Bobs = LiquidationId.Of(Bob, 1);

    // Sold one at 50,000: at 45,000 it has gained 5,000.
    [Theory]
    [InlineData("2000", "2000", SparedBecause.NotSpared)]
    [InlineData("2500", "2500", SparedBecause.NotSpared)]
    [InlineData("2500.01", "2500", SparedBecause.SmallerProfit)]
    public void It_gives_what_is_asked_up_to_a_part_of_its_profit(string asked, string given, SparedBecause why)
    {
        var account = Asked(-1m, 9_000m, 45_000m, Number(asked));
        var shared = Shared(account);
        Assert.Equal((Amount(Number(given)), Amount(5_000m), why, false), (shared.Amount, shared.Profit, shared.Spared, shared.IsIsolated));
        Assert.Equal(Amount(9_000m - Number(given)), account.State.BalanceOf(Usdt));
        account.ThenOwes(
            Deleveraging,
            new DeleveragingCommand.GiveShare(Bobs, Alice, Usdt, Amount(Number(given))),
            new DeleveragingCommand.ReportPosition(Alice, account.State.Told[BtcPerp]));
    }

    // Withdrawn down to 1,000 of 5,000 gained: 45,000 need 1,125, 6,000 − 4,875 = 1,125. Half of it may be taken anyway.
    [Fact]
    public void It_gives_nothing_that_would_leave_it_below_maintenance()
    {
        var shared = Shared(Asked(-1m, -2_000m, 45_000m, 2_500m));
        Assert.Equal((Amount(1_875m), SparedBecause.BelowMaintenance), (shared.Amount, shared.Spared));
    }

    [Fact]
    public void It_gives_nothing_without_a_profit_and_nothing_in_liquidation()
    {
        Assert.Equal((default, SparedBecause.SmallerProfit), Of(Shared(Asked(-1m, 9_000m, 50_000m, 1m))));
        Assert.Equal((default, SparedBecause.SmallerProfit), Of(Shared(Asked(1m, 9_000m, 45_000m, 1m))));
        Assert.Equal((default, SparedBecause.InLiquidation), Of(Shared(Asked(-1m, -4_000m, 45_000m, 1m))));
        Assert.Equal((default, SparedBecause.SmallerProfit), Of(Shared(
            Holding(-1m, 9_000m).At(Frame(2, btc: 45_000m)).WhenOwed(Deleveraging, 1, Take(1m)))));

        static (Amount, SparedBecause) Of(AccountEvent.LossShared shared) => (shared.Amount, shared.Spared);
    }

    // At 52,000 it fell below maintenance; at 45,000 it is well above, and its own liquidation has not heard of it yet.
    [Fact]
    public void It_gives_nothing_while_it_is_liquidated_itself() => Assert.Equal(SparedBecause.InLiquidation, Shared(
        Holding(-1m, 3_000m).At(Frame(2, btc: 52_000m, risk: Risk)).WhenWoken()
            .At(Frame(3, btc: 45_000m, risk: Risk)).WhenOwed(Deleveraging, 1, Take(1m))).Spared);

    // 800 of margin; 2,500 would be half of the profit.
    [Fact]
    public void An_isolated_position_gives_of_its_own_margin_and_no_more()
    {
        var traded = Traded("given", -1m, 50_000m, 0m, TradeRole.Counter);
        var account = With(9_000m).Given(
                new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated),
                new AccountEvent.WatchConfirmed(1),
                traded with { Posting = traded.Posting with { Isolated = new IsolatedPosting(Amount(800m), default, Price(50_000m)) } })
            .Stamped().At(Frame(2, btc: 45_000m, risk: Risk)).WhenOwed(Deleveraging, 1, Take(2_500m));
        Assert.Equal(
            (Amount(800m), SparedBecause.BelowMaintenance, true),
            (Shared(account).Amount, Shared(account).Spared, Shared(account).IsIsolated));
        Assert.Equal((Amount(8_200m), default), (account.State.BalanceOf(Usdt), account.State.IsolatedMarginOf(BtcPerp)));
    }

    [Fact]
    public void Asked_again_it_gives_once() => Asked(-1m, 9_000m, 45_000m, 2_000m).WhenAgain().ThenAlreadyApplied();

    // Closed at 46,000 it owes 1,000, of which the fund paid 400.
    [Fact]
    public void What_the_fund_does_not_pay_is_passed_on_to_the_contract_that_lost_it() => Short(400m)
        .Then(
            new AccountEvent.FundPaymentReceived(First, Usdt, Amount(1_000m), Amount(400m), []),
            new AccountEvent.LossPassedOn(First, [new PassedLoss(BtcPerp, Usdt, Amount(600m))]))
        .ThenOwesLast(Deleveraging, new DeleveragingCommand.Socialise(First, Alice, Usdt, Amount(600m)));

    [Theory]
    [InlineData("600", LiquidationOutcome.Socialised)]
    [InlineData("599", LiquidationOutcome.Uncovered)]
    [InlineData("0", LiquidationOutcome.Uncovered)]
    public void What_others_give_ends_it(string given, LiquidationOutcome outcome) => Short(400m)
        .WhenOwed(Deleveraging, 1, Receive(Number(given)))
        .ThenFirst(
            new AccountEvent.SharedLossReceived(First, BtcPerp, Usdt, Amount(600m), Amount(Number(given)), default),
            new AccountEvent.LiquidationEnded(First, outcome))
        .ThenOwesLast(Liquidation, new LiquidationCommand.Close(outcome))
        .ThenState(state => Assert.Equal(Amount(Number(given) - 600m), state.BalanceOf(Usdt)))
        .WhenAgain().ThenAlreadyApplied();

    [Fact]
    public void What_it_did_not_pass_on_changes_nothing() => Short(400m)
        .WhenOwed(Entities.Deleveraging(EthPerp), 1, Receive(600m) with { Instrument = EthPerp }).Then(new EntityEvent.DutyNoted())
        .WhenOwed(Deleveraging, 1, Receive(600m) with { Liquidation = Bobs }).Then(new EntityEvent.DutyNoted());

    // Two parts, 4,000 lost on each BTC.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_steps_lost_of_a_contract_adds_up_where_losses_are_shared(bool shares)
    {
        var account = Holding(1m, 3_000m).At(Frame(2, btc: 46_000m, risk: shares ? Risk : Unshared)).WhenFirstStepIsPlanned()
            .WhenOwed(Fund, 1, new AccountCommand.ReceiveCover(First, 1, Usdt, Amount(3_300m), Amount(3_300m)))
            .WhenOwed(Entities.OrderBook(BtcPerp), 1, new AccountCommand.SettleStep(First, 1, BtcPerp, [Fill(-0.5m, 46_000m)], Contracts(-0.5m)))
            .WhenOwed(Liquidation, 3, new AccountCommand.PlanStep(First, 2))
            .WhenOwed(Entities.OrderBook(BtcPerp), 2, new AccountCommand.SettleStep(First, 2, BtcPerp, [Fill(-0.4m, 46_000m)], Contracts(-0.1m)));
        Assert.Equal(
            shares ? [new ClosedResult(BtcPerp, Amount(-3_600m))] : [],
            Assert.IsType<Episode.Working>(account.State.StandingOf(MarginScope.Cross).Episode).Results);
    }

    // Once all have answered it ends, as the worst of them says.
    [Fact]
    public void Of_several_losses_each_is_waited_for()
    {
        var account = With(1m).At(Frame(2, risk: Risk)).Given(
            new AccountEvent.LiquidationRequested(First, new Rate(2m), new FrameNumber(2)),
            new AccountEvent.LossPassedOn(First, [new PassedLoss(BtcPerp, Usdt, Amount(600m)), new PassedLoss(BtcUsd, Btc, Amount(0.01m))]));
        account.WhenOwed(Deleveraging, 1, Receive(599m)).ThenKinds(typeof(AccountEvent.SharedLossReceived));
        account.WhenOwed(Deleveraging, 2, Receive(599m)).Then(new EntityEvent.DutyNoted());
        var rest = new AccountCommand.ReceiveSharedLoss(First, BtcUsd, Btc, Amount(0.01m), Amount(0.01m));
        account.WhenOwed(Entities.Deleveraging(BtcUsd), 1, rest).ThenFirst(
            new AccountEvent.SharedLossReceived(First, BtcUsd, Btc, Amount(0.01m), Amount(0.01m), Amount(0.01m)),
            new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Uncovered));
    }

    [Fact]
    public void What_a_deposit_has_made_unnecessary_goes_to_the_fund() => Short(400m).When(Deposit(100m))
        .WhenOwed(Deleveraging, 1, Receive(600m))
        .ThenFirst(
            new AccountEvent.SharedLossReceived(First, BtcPerp, Usdt, Amount(600m), Amount(600m), Amount(100m)),
            new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Socialised))
        .ThenOwesLast(Fund, new FundCommand.ReceiveCollateral(First, Amount(100m)))
        .ThenState(state => Assert.Equal(default, state.BalanceOf(Usdt)));

    [Fact]
    public void What_funds_pay_in_full_and_what_rules_do_not_share_is_passed_on_to_nobody()
    {
        Short(1_000m).ThenFirst(
            new AccountEvent.FundPaymentReceived(First, Usdt, Amount(1_000m), Amount(1_000m), []),
            new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Covered));
        Short(400m, Unshared).ThenLast(new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Uncovered));
    }

    // 0.01 BTC are worth 460: 540 are missing of what it owes, and the fund has taken none of it over for nothing.
    [Fact]
    public void Nobody_gives_for_what_the_account_has_in_other_assets()
    {
        var account = Short(0m, coins: 0.01m, owed: 1_000m);
        account.ThenLast(new AccountEvent.LossPassedOn(First, [new PassedLoss(BtcPerp, Usdt, Amount(540m))]));
        account.WhenOwed(Deleveraging, 1, Receive(540m, 540m))
            .ThenFirst(
                new AccountEvent.SharedLossReceived(First, BtcPerp, Usdt, Amount(540m), Amount(540m), default),
                new AccountEvent.LiquidationEnded(First, LiquidationOutcome.Uncovered));
    }

    private static RiskBook Risk { get; } = Venue.Deleveraging(shares: 0.5m);

    private static RiskBook Unshared { get; } = Venue.Deleveraging();

    private static AccountCommand.ShareLoss Take(decimal amount) => new(Bobs, Bob, BtcPerp, Usdt, Amount(amount));

    private static AccountCommand.ReceiveSharedLoss Receive(decimal given, decimal loss = 600m) =>
        new(First, BtcPerp, Usdt, Amount(loss), Amount(given));

    private static Spec<AccountState> Asked(decimal held, decimal deposit, decimal mark, decimal amount) =>
        Holding(held, deposit).At(Frame(2, btc: mark, risk: Risk)).WhenOwed(Deleveraging, 1, Take(amount));

    private static AccountEvent.LossShared Shared(Spec<AccountState> account) =>
        Assert.Single(account.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.LossShared>());

    /// <summary>Bought one at 50,000 with 3,000, sold at 46,000 by the first step; the fund has paid so much.</summary>
    private static Spec<AccountState> Short(decimal paid, RiskBook? risk = null, decimal coins = 0m, decimal owed = 1_000m)
    {
        var account = Holding(1m, 3_000m);
        if (coins > 0m)
            account.Given(new AccountEvent.Deposited(Btc, Amount(coins)));
        account.At(Frame(2, btc: 46_000m, risk: risk ?? Risk)).WhenFirstStepIsPlanned();
        if (account.Result.Events[^1].Event is AccountEvent.CoverAsked asked)
            account.WhenOwed(Fund, 1, new AccountCommand.ReceiveCover(First, 1, Usdt, asked.Amount, asked.Amount));
        return account
            .WhenOwed(Entities.OrderBook(BtcPerp), 1, new AccountCommand.SettleStep(First, 1, BtcPerp, [Fill(-1m, 46_000m)], default))
            .WhenOwed(Fund, 2, new AccountCommand.ReceiveFundPayment(First, Usdt, Amount(owed), Amount(paid)));
    }
}
