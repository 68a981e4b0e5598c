using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Qualities;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>A table says what a price is good for that is stale, uncertain, held, halted or lost.</summary>
public sealed class PriceUseTests
{
    private static readonly RiskBook Strict = WithPriceUse(Rules);

    [Theory]
    [InlineData("Stale", "stale")]
    [InlineData("Uncertain", "uncertain")]
    [InlineData("Held", "held")]
    [InlineData("Halted", "halted")]
    [InlineData("Lost", "lost")]
    public void An_order_in_an_instrument_takes_on_no_risk_at_a_price_that_is_not_good(string condition, string says) =>
        Account.With(10_000m).At(At(("BTC", Enum.Parse<OracleCondition>(condition))))
            .When(Reserve("o-1", 1m, 50_000m))
            .ThenRejected(RejectionCode.PriceNotGood, $"the price of BTC is {says}", "smaller")
            .When(Reserve("o-2", 1m, 2_500m, EthPerp)).ThenKinds(typeof(AccountEvent.OrderReserved));

    // Short of 1: bids of 1 in all can only make it smaller, whatever else there is on the other side.
    [Fact]
    public void Whoever_wants_out_gets_out()
    {
        Bidding().When(Reserve("o-2", 0.4m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
        Bidding().When(Reserve("o-2", 0.401m, 50_000m)).ThenRejected(RejectionCode.PriceNotGood);
        Bidding().When(Reserve("o-2", -0.001m, 50_000m)).ThenRejected(RejectionCode.PriceNotGood);

        static Spec<AccountState> Bidding() => Account.Holding(-1m, 10_000m).At(At(("BTC", OracleCondition.Stale)))
            .When(Reserve("o-1", 0.6m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    [Fact]
    public void A_mark_of_its_own_is_judged_by_itself()
    {
        var market = At(("BTC", OracleCondition.Halted)).WithMark(BtcPerp, 50_000m);
        Account.With(10_000m).At(market).When(Reserve("o-1", 1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
        market = At(("BTC-PERP", OracleCondition.Halted)).WithMark(BtcPerp, 50_000m);
        Account.With(10_000m).At(market).When(Reserve("o-1", 1m, 50_000m)).ThenRejected(RejectionCode.PriceNotGood, "the price of BTC-PERP is halted");
    }

    [Fact]
    public void Collateral_at_such_a_price_backs_no_order_and_no_withdrawal_but_keeps_positions()
    {
        var account = Account.Holding(1m, 1_000m).Given(new AccountEvent.Deposited(Eth, Amount(2m)));
        var market = At(("ETH", OracleCondition.Stale));
        Assert.Equal(5_000m, Evaluate(account.State, market).Equity.Value);
        account.At(market).When(Reserve("o-1", 0.01m, 50_000m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "for initial margin 4000 USD of prices that are not good for it now do not count")
            .When(Withdraw(1m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "for withdrawals 4000 USD of prices that are not good")
            .When(Reserve("o-2", -1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
    }

    // 1 BTC-PERP from 50,000 stands at 51,000: its profit backs nothing, a loss would count.
    [Theory]
    [InlineData(51_000, 10_000)]
    [InlineData(49_000, 9_000)]
    public void A_profit_at_such_a_price_backs_nothing_and_a_loss_counts(int mark, decimal equity)
    {
        var market = Frame(2).With(Conditions(("BTC-PERP", OracleCondition.Stale)), Strict).WithMark(BtcPerp, mark);
        var account = Account.Holding(1m, 10_000m).State;
        Assert.Equal(equity, PurposeMargin.Evaluate(account.ToMarginBook(market), market, CollateralPurpose.Initial).Equity.Value);
    }

    // 1 BTC from 50,000 with 1,000: at 50,200 it is 1,200 below a maintenance of 1,255.
    [Theory]
    [InlineData("Stale", false)]
    [InlineData("Halted", false)]
    [InlineData("Lost", false)]
    [InlineData("Uncertain", true)]
    [InlineData("Held", true)]
    public void An_account_goes_below_maintenance_at_any_price_and_is_liquidated_at_a_good_one(string condition, bool isLiquidated)
    {
        var account = Account.Holding(1m, 1_000m).At(At(("BTC", Enum.Parse<OracleCondition>(condition)))).WhenWoken();
        if (isLiquidated)
            account.ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        else
            account.ThenKinds(typeof(AccountEvent.MaintenanceBreached));
    }

    [Fact]
    public void What_waits_for_a_price_looks_at_every_frame_and_begins_in_the_first_good_one()
    {
        var account = Account.Holding(1m, 1_000m).At(At(("BTC", OracleCondition.Halted))).WhenWoken();
        Assert.True(Account.BandOf(account).IsHot);
        account.At(At(3, ("BTC", OracleCondition.Halted))).WhenWoken().ThenNothingStored();
        Assert.True(Account.BandOf(account).IsHot);
        account.At(At(4)).WhenWoken().ThenKinds(typeof(AccountEvent.LiquidationRequested));
        Assert.False(Account.BandOf(account).IsHot);
    }

    [Fact]
    public void A_liquidation_whose_price_goes_bad_ends_and_another_one_begins_when_it_is_good_again()
    {
        var account = Account.Holding(1m, 1_000m).At(At(2)).WhenWoken();
        account.At(At(3, ("BTC", OracleCondition.Stale)))
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.PlanStep(Account.First, 1))
            .Then(new AccountEvent.LiquidationEnded(Account.First, LiquidationOutcome.Postponed));
        Assert.True(Account.BandOf(account).IsHot);
        account.At(At(4)).WhenWoken().ThenKinds(typeof(AccountEvent.LiquidationRequested))
            .ThenState(state => Assert.Equal(2, state.Episodes));
    }

    // Both positions are under water; only the one with a good price can be closed, all of it.
    [Fact]
    public void Only_positions_with_good_prices_are_closed_and_the_others_shield_nobody()
    {
        var account = Account.Holding(1m, 1_000m).Given(
            new AccountEvent.TradeApplied(
                new TradeId("eth"), EthPerp, Bob, Contracts(1m), Price(2_500m), TradeSide.TakerOnly, TradeSide.MakerOnly, TradeRole.Counter,
                new TradePosting(Usdt, Amount(2_500m), Amount(2_500m), default, default, default)));
        account.At(At(2, ("BTC", OracleCondition.Halted))).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        account.WhenOwed(Account.Liquidation, 1, new AccountCommand.PlanStep(Account.First, 1));
        var step = Assert.IsType<AccountEvent.StepPlanned>(Assert.Single(account.Result.Events).Event);
        Assert.Equal((EthPerp, Contracts(-1m)), (step.Instrument, step.Quantity));
    }

    // Funds take over collateral at the price of the claim: not at one that nobody stands for.
    [Theory]
    [InlineData("Stale", false)]
    [InlineData("Lost", true)]
    public void A_debt_waits_for_the_price_of_the_collateral_unless_that_is_lost(string condition, bool isClaimed)
    {
        var account = Account.New().Given(
            new AccountEvent.Opened(),
            new AccountEvent.WatchConfirmed(1),
            new AccountEvent.Deposited(Eth, Amount(0.1m)),
            new AccountEvent.Withdrawn(Usdt, Amount(1_000m))).Stamped();
        account.At(At(("ETH", Enum.Parse<OracleCondition>(condition)))).WhenWoken();
        Assert.Equal(isClaimed, account.State.Episode is Episode.Working);
    }

    [Fact]
    public void An_isolated_position_waits_for_its_price_as_an_account_does()
    {
        var account = IsolatedAccount.Holding(1m, 1_000m).At(At(("BTC", OracleCondition.Halted))).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached));
        Assert.True(Account.BandOf(account).IsHot);
        account.At(At(3)).WhenWoken().ThenKinds(typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void No_margin_is_taken_from_an_isolated_position_at_such_a_price() =>
        IsolatedAccount.Holding(1m, 5_000m).At(At(("BTC", OracleCondition.Stale))).When(IsolatedAccount.Remove(1m))
            .ThenRejected(RejectionCode.PriceNotGood, "the price of BTC is stale", "no margin is taken from BTC-PERP");

    [Fact]
    public void Without_the_table_nothing_is_refused_and_nothing_waits()
    {
        var market = Frame(2).With(Conditions(("BTC", OracleCondition.Stale), ("USDT", OracleCondition.Lost)));
        Account.With(10_000m).At(market).When(Reserve("o-1", 1m, 50_000m)).ThenKinds(typeof(AccountEvent.OrderReserved));
        Account.Holding(1m, 1_000m).At(market).WhenWoken()
            .ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
    }

    [Fact]
    public void The_table_is_part_of_the_risk_book_and_of_what_tells_two_books_apart()
    {
        Assert.NotEqual(Rules, Strict);
        Assert.EndsWith("prices stale 4, uncertain 28, held 28, halted 4, lost 20", Strict.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("prices", Rules.ToString(), StringComparison.Ordinal);
        Assert.Equal(PriceUse.Default, Strict.WithVersion(new RiskBookVersion(2)).PriceUse);
    }

    private static MarginFigures Evaluate(AccountState account, MarketView market) =>
        MarginCalculator.Evaluate(account.ToMarginBook(market), market);

    private static MarketView At(params (string Symbol, OracleCondition Condition)[] conditions) => At(2, conditions);

    private static MarketView At(long frame, params (string Symbol, OracleCondition Condition)[] conditions) =>
        Frame(frame).With(Conditions(conditions), Strict);
}
