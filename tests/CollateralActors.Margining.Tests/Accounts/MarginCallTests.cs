using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using FsCheck.Xunit;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>
/// One BTC bought at 50,000 with 3,000 USDT: equity is the price − 47,000, maintenance a fortieth of the price. It is
/// worth a warning below twice that, a margin call below 1.2 times, which has to be answered within three frames.
/// </summary>
public sealed class MarginCallTests
{
    private const decimal Warned = 49_000m;
    private const decimal Called = 48_300m;

    private static readonly RiskBook Calls = WithCalls(
        Rules, new CallRules { WarningRatio = new Rate(2m), Period = TimeSpan.FromSeconds(3) });

    private static readonly RiskBook ReduceOnly = WithCalls(Calls, Calls.Calls with { OnExpiry = CallExpiry.ReduceOnly });

    private static Spec<AccountState> CalledUnder(RiskBook risk) =>
        Holding(1m, 3_000m).At(Frame(2, btc: Called, risk: risk)).WhenWoken();

    private static Spec<AccountState> ExpiredUnder(RiskBook risk) =>
        CalledUnder(risk).At(Frame(5, btc: Called, risk: risk)).WhenWoken();

    [Fact]
    public void A_warning_is_given_once_and_lifted_and_leaves_the_account_healthy()
    {
        var account = Holding(1m, 3_000m).At(Frame(2, btc: Warned, risk: Calls)).WhenWoken();
        account.Then(new AccountEvent.MarginWarningGiven(
            Figures(2_000m, 2_000m, 1_225m), Basis(2, ("USDT", 1m), ("BTC-PERP", Warned))));
        account.ThenState(state => Assert.Equal((MarginStatus.Healthy, true), (state.Status, state.IsWarned)));
        account.At(Frame(3, btc: 49_100m, risk: Calls)).WhenWoken().ThenNothingStored();
        account.At(Frame(4, btc: 49_500m, risk: Calls)).WhenWoken().ThenKinds(typeof(AccountEvent.MarginWarningLifted))
            .ThenState(state => Assert.False(state.IsWarned));
    }

    [Fact]
    public void The_band_ends_at_the_warning_line_from_both_sides()
    {
        var account = Holding(1m, 3_000m).At(Frame(2, risk: Calls)).WhenWoken();
        Assert.False(BandOf(account).Contains(Frame(3, btc: Warned, risk: Calls)));
        account.At(Frame(3, btc: Warned, risk: Calls)).WhenWoken();
        Assert.True(BandOf(account).Contains(Frame(4, btc: Warned + 1m, risk: Calls)));
        Assert.False(BandOf(account).Contains(Frame(4, btc: 50_000m, risk: Calls)));
        Assert.False(BandOf(account).Contains(Frame(4, btc: Called, risk: Calls)));
    }

    [Fact]
    public void A_call_says_how_much_it_asks_for_and_until_when()
    {
        var figures = Figures(1_300m, 1_300m, 1_207.5m);
        var basis = Basis(2, ("USDT", 1m), ("BTC-PERP", Called));
        CalledUnder(Calls).Then(
            new AccountEvent.MarginCallIssued(MarginStatus.Healthy, figures, basis),
            new AccountEvent.MarginDemanded(
                [new Money(Amount(149m), Usd), new Money(Amount(149m), Usdt)],
                new Instant(5_000), CallExpiry.Liquidate, figures, basis));
    }

    [Fact]
    public void A_warned_account_that_is_called_and_recovers_halfway_is_warned_again()
    {
        var account = Holding(1m, 3_000m).At(Frame(2, btc: Warned, risk: Calls)).WhenWoken();
        account.At(Frame(3, btc: Called, risk: Calls)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MarginCallIssued), typeof(AccountEvent.MarginDemanded))
            .ThenState(state => Assert.False(state.IsWarned));
        account.At(Frame(4, btc: Warned, risk: Calls)).WhenWoken().ThenKinds(
            typeof(AccountEvent.MarginCallLifted), typeof(AccountEvent.MarginWarningGiven),
            typeof(AccountEvent.DemandCuredByPrice));
    }

    [Fact]
    public void A_deposit_of_what_was_asked_for_meets_it_and_a_unit_less_does_not()
    {
        CalledUnder(Calls).When(Deposit(148.999999m)).ThenKinds(typeof(AccountEvent.Deposited))
            .When(Deposit(0.000001m)).ThenKinds(
                typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted),
                typeof(AccountEvent.MarginWarningGiven), typeof(AccountEvent.DemandMet))
            .ThenState(state => Assert.Null(state.Demand));
        CalledUnder(Calls).When(Trade("t-1", -0.5m, Called)).ThenKinds(
            typeof(AccountEvent.TradeApplied), typeof(AccountEvent.MarginCallLifted), typeof(AccountEvent.DemandMet));
    }

    [Fact]
    public void A_deposit_that_comes_when_prices_have_done_it_already_did_not_meet_it() =>
        CalledUnder(Calls).At(Frame(3, risk: Calls)).When(Deposit(1_000m)).ThenKinds(
            typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted),
            typeof(AccountEvent.DemandCuredByPrice));

    [Fact]
    public void The_first_frame_at_the_deadline_wakes_the_account_and_it_is_liquidated_to_the_ratio_of_the_call()
    {
        var account = CalledUnder(Calls);
        Assert.True(BandOf(account).Contains(Frame(4, btc: Called, risk: Calls)));
        Assert.False(BandOf(account).Contains(Frame(5, btc: Called, risk: Calls)));
        account.At(Frame(4, btc: Called, risk: Calls)).WhenWoken().ThenNothingStored();
        account.At(Frame(6, btc: Called, risk: Calls)).WhenWoken().Then(
            new AccountEvent.DemandExpired(
                new Instant(5_000), CallExpiry.Liquidate, Figures(1_300m, 1_300m, 1_207.5m),
                Basis(6, ("USDT", 1m), ("BTC-PERP", Called))),
            new AccountEvent.LiquidationRequested(First, new Rate(-0.07660455m), new FrameNumber(6)));

        // 1,300 − 241.5 x is at least 1,449 × (1 − x) from 0.1234 on.
        account.WhenOwed(Liquidation, 1, new AccountCommand.CancelOrders(First))
            .WhenOwed(Liquidation, 2, new AccountCommand.PlanStep(First, 1));
        var step = Assert.IsType<AccountEvent.StepPlanned>(Assert.Single(account.Result.Events).Event);
        Assert.Equal(Contracts(-0.124m), step.Quantity);
        var settle = new AccountCommand.SettleStep(First, 1, BtcPerp, [Fill(-0.124m, Called)], default);
        account.WhenOwed(Entities.OrderBook(BtcPerp), 1, settle).ThenKinds(
            typeof(AccountEvent.StepSettled), typeof(AccountEvent.LiquidationEnded),
            typeof(AccountEvent.MarginCallLifted), typeof(AccountEvent.MarginWarningGiven),
            typeof(AccountEvent.DemandMet));
    }

    [Fact]
    public void An_account_whose_price_comes_back_before_anything_is_closed_is_let_go()
    {
        var account = ExpiredUnder(Calls).At(Frame(6, risk: Calls));
        account.WhenOwed(Liquidation, 1, new AccountCommand.PlanStep(First, 1)).ThenKinds(
            typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.MarginCallLifted),
            typeof(AccountEvent.DemandCuredByPrice));
    }

    [Fact]
    public void A_breach_of_maintenance_leaves_the_deadline_where_it_was()
    {
        var account = CalledUnder(Calls).At(Frame(3, btc: 48_000m, risk: Calls)).WhenWoken();
        account.ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested))
            .ThenState(state => Assert.Equal(new MarginDemand(new Instant(5_000), CallExpiry.Liquidate), state.Demand));
        account.At(Frame(5, btc: 48_000m, risk: Calls)).WhenWoken().ThenKinds(typeof(AccountEvent.DemandExpired));
    }

    [Fact]
    public void By_choice_an_account_may_only_reduce_after_the_deadline_until_the_call_is_met()
    {
        var account = ExpiredUnder(ReduceOnly).ThenKinds(typeof(AccountEvent.DemandExpired));
        account.When(Reserve("o-1", 0.1m, Called)).ThenRejected(RejectionCode.MarginCallExpired, "1970-01-01T00:00:05");
        ExpiredUnder(ReduceOnly).When(Withdraw(1m)).ThenRejected(RejectionCode.MarginCallExpired);
        Assert.Equal(default, Withdrawable.Of(account.State, Usdt, Frame(5, btc: Called, risk: ReduceOnly)));
        account.When(Reserve("o-2", -0.1m, Called) with { IsReduceOnly = true }).ThenKinds(typeof(AccountEvent.OrderReserved));
        account.When(Deposit(5_000m)).ThenKinds(
            typeof(AccountEvent.Deposited), typeof(AccountEvent.MarginCallLifted), typeof(AccountEvent.DemandMet));
        account.When(Withdraw(1m)).ThenKinds(typeof(AccountEvent.Withdrawn));
    }

    [Fact]
    public void An_isolated_position_has_a_call_of_its_own()
    {
        var account = IsolatedAccount.Holding(1m, 3_000m, usdt: 10_000m)
            .At(Frame(2, btc: Called, risk: Calls)).WhenWoken();
        account.ThenKinds(typeof(AccountEvent.MarginCallIssued), typeof(AccountEvent.MarginDemanded));
        var demanded = (AccountEvent.MarginDemanded)account.Result.Events[1].Event;
        Assert.Equal(IsolatedAccount.Scope, demanded.Scope);
        Assert.Equal([new Money(Amount(149m), Usdt)], demanded.AnyOf);
        Assert.False(BandOf(account).Contains(Frame(5, btc: Called, risk: Calls)));
        account.ThenState(state => Assert.Null(state.Demand));
        account.When(IsolatedAccount.Add(149m)).ThenKinds(
            typeof(AccountEvent.MarginAdded), typeof(AccountEvent.MarginCallLifted),
            typeof(AccountEvent.MarginWarningGiven), typeof(AccountEvent.DemandMet));
    }

    [Fact]
    public void An_isolated_position_whose_call_expired_is_liquidated_by_itself()
    {
        var account = IsolatedAccount.Holding(1m, 3_000m, usdt: 10_000m)
            .At(Frame(2, btc: Called, risk: Calls)).WhenWoken().At(Frame(5, btc: Called, risk: Calls)).WhenWoken();
        account.ThenKinds(typeof(AccountEvent.DemandExpired), typeof(AccountEvent.LiquidationRequested));
        account.WhenOwed(Entities.Liquidation(IsolatedAccount.First), 1, new AccountCommand.PlanStep(IsolatedAccount.First, 1));
        Assert.Equal(Contracts(-0.124m), ((AccountEvent.StepPlanned)account.Result.Events[0].Event).Quantity);
    }

    [Fact]
    public void A_call_that_stands_when_deadlines_come_into_force_gets_one_then()
    {
        var account = CalledUnder(Rules).ThenKinds(typeof(AccountEvent.MarginCallIssued));
        account.At(Frame(3, btc: Called, risk: Calls)).WhenWoken().ThenKinds(typeof(AccountEvent.MarginDemanded))
            .ThenState(state => Assert.Equal(new Instant(6_000), state.Demand!.Deadline));

        // It keeps it when they are no more.
        account.At(Frame(6, btc: Called, risk: Rules)).WhenWoken().ThenKinds(
            typeof(AccountEvent.DemandExpired), typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void Whoever_looks_at_every_frame_knows_in_which_of_them_something_was_to_be_said()
    {
        var called = CalledUnder(Calls).State;
        Assert.False(IsDue(called, Frame(4, btc: Called, risk: Calls)));
        Assert.True(IsDue(called, Frame(5, btc: Called, risk: Calls)));
        Assert.True(IsDue(called, Frame(4, risk: Calls)));
        Assert.False(IsDue(ExpiredUnder(Calls).State, Frame(6, btc: Called, risk: Calls)));
        Assert.True(IsDue(CalledUnder(Rules).State, Frame(3, btc: Called, risk: Calls)));
        var warned = Holding(1m, 3_000m).At(Frame(2, btc: Warned, risk: Calls)).WhenWoken().State;
        Assert.False(IsDue(warned, Frame(3, btc: Warned, risk: Calls)));
        Assert.True(IsDue(warned, Frame(3, risk: Calls)));
        Assert.True(IsDue(Holding(1m, 3_000m).State, Frame(3, btc: Warned, risk: Calls)));

        static bool IsDue(AccountState account, Margining.Market.MarketView market) => AccountDecider.IsCallDue(
            account, MarginScope.Cross, Assessment.Of(account, MarginScope.Cross, market).Figures, market);
    }

    [Property(MaxTest = 60)]
    public void What_is_asked_for_is_the_least_of_each_asset_that_is_enough(int seed)
    {
        var random = new Random(seed);
        var held = random.Next(1, 300) / 100m;
        var state = With(held * 3_000m)
            .Given(
                new AccountEvent.Deposited(Eth, Amount(held * random.Next(1, 100) / 100_000m)),
                Traded("given", held, 50_000m, 0m, TradeRole.Counter))
            .State;
        var market = Frame(2, btc: 48_206m + (random.Next(0, 24_000) / 100m), risk: Calls);
        Assert.Equal(MarginStatus.MarginCall, Assessment.Of(state, MarginScope.Cross, market).Figures.Status);
        var anyOf = DemandedAmount.AnyOf(state, MarginScope.Cross, market);
        Assert.Equal([Usd, Usdt], anyOf.Select(money => money.Asset));
        foreach (var money in anyOf)
        {
            var unit = Amount(money.Asset == Usd ? 0.01m : 0.000001m);
            Assert.True(DemandedAmount.IsEnough(state.Post(money.Asset, money.Amount), MarginScope.Cross, market), $"seed {seed}");
            Assert.False(
                DemandedAmount.IsEnough(state.Post(money.Asset, money.Amount - unit), MarginScope.Cross, market), $"seed {seed}");
        }
    }
}
