using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Accounts.Account;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Policies;

/// <summary>Haircuts: USDT 0, USDC and BTC 10 %, ETH 20 %. An exchange costs 1 % of what is given.</summary>
public sealed class PolicyTests
{
    private static readonly RiskBook Charging = With(
        Rules, [.. Rules.Assets.Select(asset => asset with { Debt = new DebtRules { ConversionFee = new Rate(0.01m) } })]);

    private static readonly AccountPolicy.StopLoss Stop = new(Eth, Price(2_000m), Rate.One, Usd);
    private static readonly AccountId Spare = new("alice.spare");
    private static readonly AccountPolicy.TopUp TopUp = new(Spare, Usdt, Amount(1_000m));

    [Fact]
    public void A_stop_loss_has_the_account_watched_until_its_price_comes_and_is_spent_by_it()
    {
        var account = With(0.000001m).Given(new AccountEvent.Deposited(Eth, Amount(1.01m))).At(Frame(2, risk: Charging));
        account.When(Set(Stop));
        Assert.Equal(EntityKind.Watchlist, account.Result.PassOn!.To.Kind);
        account.Stamped().When(Set(Stop)).Then(new AccountEvent.WatchConfirmed(1), new AccountEvent.PoliciesSet([Stop]));
        account.WhenWoken();
        Assert.True(BandOf(account).Contains(Frame(3, eth: 2_000.01m, risk: Charging)));
        Assert.False(BandOf(account).Contains(Frame(3, eth: 2_000m, risk: Charging)));
        account.At(Frame(3, eth: 2_000m, risk: Charging)).WhenWoken().Then(
            new AccountEvent.PolicyExchanged(
                0, new IndexExchange(Money.Of(1m, "ETH"), Amount(0.01m), Money.Of(2_000m, "USD")),
                Figures(2_020.000001m, 1_616.000001m, 0m), Basis(3, ("ETH", 2_000m), ("USD", 1m))),
            new AccountEvent.WatchReleased(1));
        Assert.Equal(PolicyIdleness.Spent, account.State.Idle[0].Why);
        account.When(Deposit(1m, Eth)).ThenKinds(typeof(AccountEvent.Deposited));
    }

    [Fact]
    public void A_stop_loss_sells_its_share_of_what_no_order_gives()
    {
        var half = Stop with { Share = new Rate(0.5m) };
        AtFrame(Charging, [(Eth, 1.01m)], [half], eth: 1_800m).Then(Exchanged(0.5m, Eth, 0.005m, 900m, Usd));
        AtFrame(Charging, [(Eth, 1.01m)], [half], eth: 2_000.01m).ThenNothing();
        AtFrame(Charging, [(Usdt, 5m)], [half], eth: 1_800m).ThenNothing();
    }

    [Fact]
    public void What_an_order_in_spot_gives_is_not_spare()
    {
        var order = new ReservedOrder(SpotVenue.BtcUsdt, Contracts(-0.4m), Price(60_000m));
        var account = StateOf([(Btc, 1m)], [new AccountPolicy.StopLoss(Btc, Price(60_000m), Rate.One, Usdt)]);
        account = account with { Orders = account.Orders.Add(new OrderId("o-1"), order) };
        var step = Assert.Single(PolicySteps.Of(account, Frame(risk: SpotVenue.On(Rules)), byFrame: true));
        Assert.Equal(Money.Of(0.6m, "BTC"), Assert.IsType<AccountEvent.PolicyExchanged>(step).Exchange.Given);
    }

    [Fact]
    public void Who_would_ask_for_what_has_no_price_yet_is_looked_at_until_it_has_one()
    {
        var account = Holding(1m, 3_000m).State with { Policies = [TopUp with { Asset = Eth }] };
        var market = FrameOf((Usdt, 1m), (Btc, 48_300m));
        Assert.Empty(PolicySteps.Of(account, market, byFrame: true));
        Assert.True(PolicyBand.Waits(account, market));
        Assert.False(PolicyBand.Waits(account, Frame(btc: 48_300m)));
        Assert.False(PolicyBand.Waits(account, FrameOf((Usdt, 1m), (Btc, 50_000m))));
    }

    [Fact]
    public void What_would_leave_the_account_worse_is_skipped_and_tried_again_after_an_hour()
    {
        // ETH counts for less than BTC.
        var into = new AccountPolicy.StopLoss(Btc, Price(60_000m), Rate.One, Eth);
        var state = AtFrame(Charging, [(Btc, 1m)], [into]).Then(
            new AccountEvent.PolicySkipped(0, Rest(PolicyIdleness.WouldNotHelp, 1_000), default, Basis(1))).State;
        Assert.False(AccountDecider.IsPolicyDue(state, At(3_600_999)));
        Assert.True(AccountDecider.IsPolicyDue(state, At(3_601_000)));
        var band = PolicyBand.Until(state, Band.Everything, At(2_000));
        Assert.True(band.Contains(At(3_600_999)));
        Assert.False(band.Contains(At(3_601_000)));
        Assert.Empty(PolicySteps.Of(state, At(2_000), byFrame: false));

        // Whoever is asked to do something is looked at anew, should it help by now.
        var sold = state with { Policies = [into with { Into = Usdt }] };
        Assert.Empty(PolicySteps.Of(sold, At(2_000), byFrame: true));
        Assert.IsType<AccountEvent.PolicyExchanged>(Assert.Single(PolicySteps.Of(sold, At(2_000), byFrame: false)));

        static MarketView At(long milliseconds)
        {
            var view = Frame(risk: Charging);
            return new MarketView(view.Frame, new Instant(milliseconds), view.Risk, view.IndexPrices, view.Marks);
        }
    }

    // 8 % against 10 %: 2 % of what it is worth are more than the fee of 1 %, and not thrice as much.
    [Fact]
    public void A_haircut_beyond_the_fee_a_margin_call_and_a_higher_requirement_are_worse()
    {
        var nearly = With(Charging, [Charging[Btc] with { Collateral = Asset(Btc, 8, 0.08m).Collateral }, .. Charging.Assets.Where(a => a.Id != Btc)]);
        AtFrame(nearly, [(Btc, 1m)], [new AccountPolicy.StopLoss(Btc, Price(60_000m), Rate.One, Usdc)])
            .Then(new AccountEvent.PolicySkipped(0, Rest(PolicyIdleness.WouldNotHelp, 1_000), default, Basis(1)));

        // 1,470 is healthy and 1,440 is not; USDT and USD count alike.
        var status = Holding(1m, 3_000m).State with { Policies = [new AccountPolicy.StopLoss(Usdt, Price(1m), Rate.One, Usd)] };
        Assert.IsType<AccountEvent.PolicySkipped>(Assert.Single(PolicySteps.Of(status, Frame(btc: 48_470m, risk: Charging), byFrame: true)));

        // Of USDT 5 % are required, of BTC 20 %.
        var loan = StateOf([(Usdt, 50_000m)], [new AccountPolicy.StopLoss(Usdt, Price(1m), Rate.One, Btc)]) with { Mode = MarginMode.Loan };
        loan = loan.WithStake(Usdt, Amount(1_000m), Amount(0m), null);
        Assert.IsType<AccountEvent.PolicySkipped>(Assert.Single(PolicySteps.Of(loan, LendingVenue.Frame(), byFrame: true)));
    }

    [Fact]
    public void Debts_are_repaid_out_of_what_counts_most_or_in_the_order_that_is_wanted()
    {
        (AssetId, decimal)[] balances = [(Usdt, -1_000m), (Eth, 1m), (Usdc, 101m)];
        AtFrame(Charging, balances, [new AccountPolicy.AutoRepay()]).Then(
            Exchanged(100m, Usdc, 1m, 100m, Usdt), Exchanged(0.36m, Eth, 0.0036m, 900m, Usdt));
        AtFrame(Charging, balances, [new AccountPolicy.ConversionOrder([Btc, Eth]), new AccountPolicy.AutoRepay()])
            .Then(Exchanged(0.4m, Eth, 0.004m, 1_000m, Usdt, policy: 1));
        AtFrame(Charging, [(Usdt, -1_000m)], [new AccountPolicy.AutoRepay()]).ThenNothing();
        AtFrame(Charging, [(Usdt, 1_000m), (Eth, 1m)], [new AccountPolicy.AutoRepay()]).ThenNothing();
    }

    [Fact]
    public void The_venues_own_conversions_take_the_wanted_order_too()
    {
        var risk = With(Rules, [.. Rules.Assets.Select(asset => asset with { Debt = new DebtRules { ConversionLimit = Amount(1m) } })]);
        var account = StateOf([(Usdt, -100m), (Usdc, 500m), (Eth, 1m)], [new AccountPolicy.ConversionOrder([Eth])]);
        Assert.Equal(Eth, Assert.Single(Assert.Single(DebtConversion.Of(account, Frame(risk: risk))).From).Asset);
        Assert.Equal(
            Usdc, Assert.Single(Assert.Single(DebtConversion.Of(account with { Policies = [] }, Frame(risk: risk))).From).Asset);
    }

    // Equity is the price − 47,000 + what ETH counts, maintenance a fortieth of the price: a call below 1.2 times that.
    [Fact]
    public void A_conversion_answers_a_margin_call_before_it_is_made_with_no_more_than_is_enough()
    {
        var account = Holding(1m, 3_000m).Given(new AccountEvent.Deposited(Eth, Amount(1m)), new AccountEvent.PoliciesSet([new AccountPolicy.Convert(Usd)]));
        account.At(Frame(2, btc: 46_500m, risk: Charging)).WhenWoken().ThenNothingStored();

        // 2,500 × 0.8 − 700 = 1,300 is less than 1,389; each ETH that is sold for 2,475 brings 475 more.
        account.At(Frame(3, btc: 46_300m, risk: Charging)).WhenWoken();
        account.ThenKinds(typeof(AccountEvent.PolicyExchanged));
        var exchanged = (AccountEvent.PolicyExchanged)account.Result.Events[0].Event;
        Assert.Equal((0, Eth, Usd), (exchanged.Policy, exchanged.Exchange.Given.Asset, exchanged.Exchange.Got.Asset));
        Assert.InRange((exchanged.Exchange.Given.Amount + exchanged.Exchange.Fee).Value, 0.187m, 0.188m);
        account.ThenState(state => Assert.Equal(MarginStatus.Healthy, state.Status));

        // All of it is not enough: it is exchanged, and the call is made.
        var gone = Holding(1m, 3_000m).Given(new AccountEvent.Deposited(Eth, Amount(0.1m)), new AccountEvent.PoliciesSet([new AccountPolicy.Convert(Usd)]));
        gone.At(Frame(2, btc: 48_000m, risk: Charging)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.PolicyExchanged), typeof(AccountEvent.PolicySkipped), typeof(AccountEvent.MarginCallIssued));
        Assert.False(gone.State.Balances.ContainsKey(Eth));
    }

    [Fact]
    public void A_target_ratio_begins_above_the_margin_call_and_its_line_ends_the_band()
    {
        var target = new AccountPolicy.TargetRatio(new Rate(2m), new Rate(2.2m));
        var account = Holding(1m, 3_000m).Given(new AccountEvent.Deposited(Usd, Amount(1m)), new AccountEvent.PoliciesSet([target, TopUp]));
        account.At(Frame(2)).WhenWoken();
        Assert.True(BandOf(account).Contains(Frame(3, btc: 49_900m)));

        // (49,472 − 47,000 + 1) ÷ 1,236.8 = 1.9995
        Assert.False(BandOf(account).Contains(Frame(3, btc: 49_472m)));
        account.At(Frame(3, btc: 49_472m)).WhenWoken().Then(new AccountEvent.TopUpAsked(
            1, Spare, Usdt, Amount(247.96m), Figures(2_473m, 2_473m, 1_236.8m), Basis(3, ("USDT", 1m))));
        account.ThenOwes(Entities.Account(Spare), new AccountCommand.GiveTopUp(Alice, Usdt, Amount(247.96m)));
        Assert.False(BandOf(account).Contains(Frame(4, btc: 50_000m)));
        account.At(Frame(4, btc: 49_470m)).WhenWoken().ThenNothingStored();
        account.WhenOwed(Entities.Account(Spare), 1, new AccountCommand.BookTopUp(Spare, Usdt, Amount(247.96m), Amount(247.96m))).Then(
            new AccountEvent.TopUpAnswered(Spare, Usdt, Amount(247.96m), Amount(247.96m), null));
        account.At(Frame(5, btc: 49_000m)).WhenWoken().ThenKinds(typeof(AccountEvent.TopUpAsked));
        account.WhenOwed(Entities.Account(Spare), 2, new AccountCommand.BookTopUp(Spare, Usdt, Amount(446.04m), Amount(1m))).Then(
            new AccountEvent.TopUpAnswered(Spare, Usdt, Amount(446.04m), Amount(1m), new Instant(3_605_000)));
        account.At(Frame(6, btc: 49_000m)).WhenWoken().ThenNothingStored();
        Assert.True(BandOf(account).Contains(Frame(3_604, btc: 49_000m)));
        Assert.False(BandOf(account).Contains(Frame(3_605, btc: 49_000m)));
        account.At(Frame(3_605, btc: 49_000m)).WhenWoken().ThenKinds(typeof(AccountEvent.TopUpAsked));
    }

    [Fact]
    public void Who_is_asked_gives_what_it_could_withdraw_and_no_more_than_it_needs_itself()
    {
        var ask = new AccountCommand.GiveTopUp(new AccountId("alice.short"), Usdt, Amount(1_000m));
        With(600m).WhenOwed(Entities.Account(ask.To), 1, ask).Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(600m)))
            .ThenOwes(Entities.Account(ask.To), new AccountCommand.BookTopUp(Alice, Usdt, ask.Asked, Amount(600m)));
        With(6_000m).WhenOwed(Entities.Account(ask.To), 1, ask).Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, ask.Asked));
        New().WhenOwed(Entities.Account(ask.To), 1, ask).Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(0m)));
        Holding(1m, 3_000m).At(Frame(2)).WhenOwed(Entities.Account(ask.To), 1, ask)
            .Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(500m)));
        Holding(1m, 3_000m).Given(Policies(new AccountPolicy.TargetRatio(new Rate(2.2m), new Rate(3m)), TopUp)).At(Frame(2))
            .WhenOwed(Entities.Account(ask.To), 1, ask).Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(250m)));
        With(600m).Given(new AccountEvent.PoolAsked(Btc, new PoolRequest(PoolAction.Borrow, Amount(0.001m))))
            .WhenOwed(Entities.Account(ask.To), 1, ask).Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(0m)));
        var closed = With(Rules, [.. Rules.Assets.Select(a => a with { Rules = a.Rules with { DepositsClosed = a.Id == Usdt } })]);
        With(600m).At(Frame(2, risk: closed)).WhenOwed(Entities.Account(ask.To), 1, ask)
            .Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(0m)));
        Holding(1m, 3_000m).Given(Policies(TopUp), Asked()).At(Frame(2))
            .WhenOwed(Entities.Account(ask.To), 1, ask).Then(new AccountEvent.TopUpGiven(ask.To, Usdt, ask.Asked, Amount(0m)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Money_that_comes_in_ends_that_a_debt_is_uncovered(int given, bool isUncovered)
    {
        var account = AccountState.Initial(Alice) with { IsUncovered = true, Policies = [TopUp], AwaitsTopUpOf = Spare };
        account = AccountEvolution.Evolve(account, new AccountEvent.TopUpAnswered(Spare, Usdt, Amount(1m), Amount(given), null));
        Assert.Equal((isUncovered, null, Amount(given)), (account.IsUncovered, account.AwaitsTopUpOf, account.BalanceOf(Usdt)));
    }

    [Fact]
    public void Nothing_is_done_while_in_liquidation_bankrupt_halted_or_waiting_for_a_loan()
    {
        var account = StateOf([(Usdt, -1_000m), (Eth, 1m)], [new AccountPolicy.AutoRepay()]);
        Assert.NotEmpty(PolicySteps.Of(account, Frame(), byFrame: true));
        Assert.Empty(PolicySteps.Of(account with { Episode = new Episode.Working(First, 0, false, false) }, Frame(), byFrame: true));
        Assert.Empty(PolicySteps.Of(account.Post(Usdt, Amount(-2_000m)), Frame(), byFrame: true));
        Assert.Empty(PolicySteps.Of(
            account.WithStake(Btc, Amount(0m), Amount(0m), new(PoolAction.Borrow, Amount(1m))), Frame(), byFrame: true));
        var halted = Frame().With(new PriceQuality { IsVenueHalted = true });
        Assert.Empty(PolicySteps.Of(account, halted, byFrame: true));
        Assert.True(PolicyBand.Waits(account, halted));
        Assert.False(PolicyBand.Waits(account with { Policies = [new AccountPolicy.Convert(Usd)] }, halted));
    }

    // 1 BTC at 50,000: equity is the price − the loan, maintenance a fifth of the price.
    [Fact]
    public void A_loan_is_repaid_up_to_the_target_ratio()
    {
        var target = new AccountPolicy.TargetRatio(new Rate(2m), new Rate(2.5m));
        var account = StateOf([(Btc, 1m), (Usdt, 100m)], [target, new AccountPolicy.AutoRepay()]) with { Mode = MarginMode.Loan };
        account = account.WithStake(Usdt, Amount(30_000m), Amount(0m), null);
        Assert.Empty(PolicySteps.Of(account, LendingVenue.Frame(), byFrame: true));

        // 49,000 − 29,900 + … is less than twice 9,800 + 5.
        var steps = PolicySteps.Of(account, LendingVenue.Frame(btc: 49_000m), byFrame: true);
        Assert.Equal(
            [typeof(AccountEvent.PolicyRepaid), typeof(AccountEvent.PolicyExchanged), typeof(AccountEvent.PolicyRepaid)],
            steps.Select(step => step.GetType()));
        Assert.Equal(Amount(100m), ((AccountEvent.PolicyRepaid)steps[0]).Amount);
        var after = steps.Aggregate(account, (state, step) => AccountEvolution.Evolve(state, (AccountEvent)step));
        var figures = MarginCalculator.Evaluate(after.ToMarginBook(LendingVenue.Frame(btc: 49_000m)), LendingVenue.Frame(btc: 49_000m));
        Assert.InRange(figures.Equity.Value / figures.Maintenance.Value, 2.5m, 2.5001m);
        var (exchanged, repaid) = ((AccountEvent.PolicyExchanged)steps[1], (AccountEvent.PolicyRepaid)steps[2]);
        Assert.Equal(exchanged.Exchange.Got.Amount, repaid.Amount);
        Assert.Equal(0m, after.BalanceOf(Usdt).Value);
    }

    [Fact]
    public void A_loan_is_not_repaid_down_to_dust()
    {
        var account = StateOf([(Usdt, 95m)], [new AccountPolicy.AutoRepay()]).WithStake(Usdt, Amount(100m), Amount(1_000m), null);
        Assert.Equal(Amount(90m), Assert.IsType<AccountEvent.PolicyRepaid>(Assert.Single(PolicySteps.Of(account, LendingVenue.Frame(), true))).Amount);
        account = account.Post(Usdt, Amount(10m));
        Assert.Equal(Amount(100m), Assert.IsType<AccountEvent.PolicyRepaid>(Assert.Single(PolicySteps.Of(account, LendingVenue.Frame(), true))).Amount);
        account = account.Post(Usdt, Amount(-104m)).WithStake(Usdt, Amount(-90m), Amount(0m), null);
        var skipped = Assert.IsType<AccountEvent.PolicySkipped>(Assert.Single(PolicySteps.Of(account, LendingVenue.Frame(), true)));
        Assert.Equal(new PolicyIdle(PolicyIdleness.TooLittle, null), skipped.Idle);
        account = AccountEvolution.Evolve(account, skipped);
        Assert.Empty(PolicySteps.Of(account, LendingVenue.Frame(), byFrame: false));
        Assert.Empty(PolicySteps.Of(account.Post(Usdt, Amount(100m)), LendingVenue.Frame(), byFrame: true));
        Assert.NotEmpty(PolicySteps.Of(account.Post(Usdt, Amount(100m)), LendingVenue.Frame(), byFrame: false));
    }

    [Fact]
    public void Policies_set_again_begin_anew_and_none_takes_them_away()
    {
        var account = With(10m).Given(Policies(Stop), new AccountEvent.PolicySkipped(0, Rest(PolicyIdleness.WouldNotHelp, 0), default, Basis(1)));
        account.At(Frame(2)).Stamped().When(Set(Stop)).ThenState(state => Assert.Empty(state.Idle));
        account.When(Set()).ThenState(state => Assert.Empty(state.Policies));
        New().When(Set()).ThenRejected(RejectionCode.AccountNotOpen);
        With(10m).When(Set(TopUp with { From = Bob }, TopUp with { Most = Amount(0m) })).ThenRejected(
            RejectionCode.IllegalPolicies, "policies[0].from: 'bob' is not of 'alice'", "policies[1].most: 0 is not more than 0");
    }

    private static PolicyIdle Rest(PolicyIdleness why, long from) => new(why, new Instant(from + 3_600_000));

    private static AccountEvent.PoliciesSet Policies(params AccountPolicy[] policies) => new([.. policies]);

    private static AccountEvent.TopUpAsked Asked() => new(0, Spare, Usdt, Amount(1m), default, Basis(1));

    private static AccountCommand.SetPolicies Set(params AccountPolicy[] policies) => new([.. policies]);

    private static AccountState StateOf((AssetId Asset, decimal Balance)[] balances, AccountPolicy[] policies) => balances.Aggregate(
        AccountState.Initial(Alice) with { IsOpen = true, Policies = [.. policies] }, (state, b) => state.Post(b.Asset, Amount(b.Balance)));

    private static Made AtFrame(RiskBook risk, (AssetId Asset, decimal Balance)[] balances, AccountPolicy[] policies, decimal eth = 2_500m) =>
        new(StateOf(balances, policies), PolicySteps.Of(StateOf(balances, policies), Frame(eth: eth, risk: risk), byFrame: true));

    private static AccountEvent.PolicyExchanged Exchanged(
        decimal given, AssetId asset, decimal fee, decimal got, AssetId into, int policy = 0) =>
        new(policy, new IndexExchange(new Money(Amount(given), asset), Amount(fee), new Money(Amount(got), into)), default, Basis(1));

    /// <summary>What was made, but for its figures and prices.</summary>
    private sealed record Made(AccountState Before, IReadOnlyList<AccountEvent> Steps)
    {
        public AccountState State => Steps.Aggregate(Before, AccountEvolution.Evolve);

        public Made Then(params AccountEvent[] expected)
        {
            Assert.Equal(expected, Steps.Select(step => step switch
            {
                AccountEvent.PolicyExchanged e => e with { Figures = default, Basis = Basis(1) },
                AccountEvent.PolicySkipped e => e with { Figures = default },
                _ => step,
            }));
            return this;
        }

        public void ThenNothing() => Assert.Empty(Steps);
    }
}
