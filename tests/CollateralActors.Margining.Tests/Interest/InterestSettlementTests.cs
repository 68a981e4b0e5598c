using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;
using TestAccount = CollateralActors.Margining.Tests.Accounts.Account;

namespace CollateralActors.Margining.Tests.Interest;

/// <summary>Interest is owed by what is owed, bears on margin at once, and leaves the balance once, with what is stored next.</summary>
public sealed class InterestSettlementTests
{
    private static RiskBook Lending { get; } =
        With(Rules, [.. Rules.Assets.Select(asset => asset with { Debt = new DebtRules { BorrowRate = new Rate(0.876m) } })]);

    // The example of docs/debts.md: 1,000 USDT owed, 1 % later it is 1,010; 10 BTC are worth 450,000 after their haircut.
    [Fact]
    public void It_lowers_equity_in_the_frame_in_which_the_index_grows()
    {
        var account = Owing(1_000m);
        Assert.Equal(449_000m, Figures(account, At(2, 1m)).Equity.Value);
        Assert.Equal(448_990m, Figures(account, At(3, 1.01m)).Equity.Value);
        Assert.Equal(448_990m, new ExactBook(account.State.ToMarginBook(At(3, 1.01m)), At(3, 1.01m)).Equity);
        Assert.Equal(
            448_990m, PurposeMargin.Evaluate(account.State.ToMarginBook(At(3, 1.01m)), At(3, 1.01m), CollateralPurpose.Withdrawal).Equity.Value);
    }

    [Fact]
    public void A_look_at_which_nothing_else_happens_stores_nothing() =>
        Owing(1_000m).Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(At(3, 1.01m)).WhenSignalled(TestAccount.Watchlist, new AccountCommand.Evaluate())
            .ThenNothingStored();

    [Fact]
    public void It_is_charged_first_and_once_with_whatever_is_stored_next()
    {
        var account = Owing(1_000m).At(At(3, 1.01m)).When(Deposit(10m))
            .Then(Settled(1_000m, 1m, 1.01m, 10m), new AccountEvent.Deposited(Usdt, Amount(10m)));
        Assert.Equal(-1_000m, account.State.BalanceOf(Usdt).Value);
        account.When(Deposit(1m)).Then(new AccountEvent.Deposited(Usdt, Amount(1m)));
        account.At(At(4, 1.0201m)).When(Withdraw(1m, Btc))
            .Then(Settled(999m, 1.01m, 1.0201m, 9.99m), new AccountEvent.Withdrawn(Btc, Amount(1m)));
    }

    [Fact]
    public void A_refused_command_charges_nothing() =>
        Owing(1_000m).At(At(3, 1.01m)).When(Withdraw(11m, Btc)).ThenRejected(RejectionCode.InsufficientBalance);

    [Fact]
    public void A_debt_that_is_paid_back_owes_no_more_and_one_that_begins_owes_from_then_on()
    {
        var account = Owing(1_000m).At(At(3, 1.01m)).When(Deposit(1_010m)).ThenState(state => Assert.Empty(state.InterestIndices));
        account.At(At(4, 1.02m)).When(Deposit(1m)).Then(new AccountEvent.Deposited(Usdt, Amount(1m)));
        account.Given(new AccountEvent.WatchConfirmed(1)).Stamped().At(At(5, 1.03m)).When(Trade("t", 1m, 50_000m))
            .ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.InterestSettled))
            .ThenLast(Settled(24m, 1.03m, 1.03m, 0m));
        account.At(At(6, 1.0403m)).When(Deposit(1m)).Then(Settled(24m, 1.03m, 1.0403m, 0.24m), new AccountEvent.Deposited(Usdt, Amount(1m)));
    }

    // 0.15 BTC count 6,075 at 45,000 and are worth 6,750: enough for a loss of 5,000 and a fee of 225, not for half of it more.
    [Fact]
    public void A_debt_that_a_liquidations_step_begins_owes_nothing_of_the_time_before()
    {
        var market = FrameOwing([(Usdt, 1.5m)], 2, 45_000m, risk: Lending);
        var account = TestAccount.WhenFirstStepIsPlanned(TestAccount.New()
            .Given(
                new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(0.15m)),
                TestAccount.Traded("given", 1m, 50_000m, 0m, TradeRole.Counter), new AccountEvent.WatchConfirmed(1))
            .Stamped().At(market));
        account.WhenOwed(
                Entities.OrderBook(BtcPerp), 1,
                new AccountCommand.SettleStep(TestAccount.First, 1, BtcPerp, [TestAccount.Fill(-1m, 45_000m)], Contracts(0m)))
            .ThenKinds(
                typeof(AccountEvent.StepSettled), typeof(AccountEvent.LiquidationEnded), typeof(AccountEvent.InterestSettled),
                typeof(AccountEvent.MarginCallLifted));
        Assert.Equal(-5_225m, account.State.BalanceOf(Usdt).Value);
        Assert.Equal(
            LiquidationOutcome.ClosedOut, Assert.IsType<AccountEvent.LiquidationEnded>(account.Result.Events[1].Event).Outcome);
    }

    // 0.1 BTC count 4,500 and 2,984 are owed: 1,516, where a margin call comes below 1,500. One per cent more is 29.84.
    [Fact]
    public void It_alone_can_bring_a_margin_call_and_its_event_names_the_index()
    {
        var account = Owing(2_984m, btc: 0.1m).Given(TestAccount.Traded("given", 1m, 50_000m, 0m, TradeRole.Counter))
            .Given(new AccountEvent.WatchConfirmed(1)).Stamped();
        account.At(At(3, 1.005m)).WhenSignalled(TestAccount.Watchlist, new AccountCommand.Evaluate()).ThenNothingStored();
        account.At(At(4, 1.01m)).WhenSignalled(TestAccount.Watchlist, new AccountCommand.Evaluate())
            .ThenKinds(typeof(AccountEvent.InterestSettled), typeof(AccountEvent.MarginCallIssued));
        var call = (AccountEvent.MarginCallIssued)account.Result.Events[^1].Event;
        Assert.Equal([new UsedInterestIndex(Usdt, new Rate(1.01m))], call.Basis.InterestIndices);
        Assert.Equal(1_486.16m, call.Figures.Equity.Value);
    }

    [Fact]
    public void It_is_on_what_is_realised_not_on_a_loss_that_is_not()
    {
        var account = TestAccount.Holding(1m, 1_000m);
        Assert.Equal(-4_000m, Figures(account, FrameOwing([(Usdt, 1.01m)], 3, 45_000m, risk: Lending)).Equity.Value);
    }

    [Fact]
    public void What_is_charged_is_the_venues_income()
    {
        var ledger = new Conservation();
        ledger.Add(TestAccount.Self, Settled(1_000m, 1m, 1.01m, 10m));
        Assert.Equal(10m, ledger.Total(LedgerBucket.Interest, Usdt).Value);
        Assert.Equal(-10m, ledger.Total(LedgerBucket.Balances, Usdt).Value);
        Assert.Equal(0m, ledger.Drift(Usdt).Value);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(10.01)]
    public void A_rate_that_cannot_be_is_refused_with_its_book(double rate) => Assert.Contains(
        RiskBookRules.Problems(Book(1, instead: Asset(Usd, 2) with { Debt = new DebtRules { BorrowRate = new Rate((decimal)rate) } }), null),
        problem => problem.Contains($"borrow rate {rate} of USD is not 0 to 10 a year", StringComparison.Ordinal));

    private static Spec<AccountState> Owing(decimal usdt, decimal btc = 10m) => TestAccount.New().At(At(2, 1m)).Given(
        new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(btc)), new AccountEvent.Withdrawn(Usdt, Amount(usdt)));

    private static AccountEvent.InterestSettled Settled(decimal debt, decimal from, decimal to, decimal charged) =>
        new([new SettledInterest(Usdt, Amount(debt), new Rate(from), new Rate(to), Amount(charged))]);

    private static MarketView At(long number, decimal index) => FrameOwing([(Usdt, index)], number, risk: Lending);

    private static MarginFigures Figures(Spec<AccountState> account, MarketView market) =>
        MarginCalculator.Evaluate(account.State.ToMarginBook(market), market);
}
