using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>Loans inside a trading account: asked for, taken, paid back, and paid out of what there is.</summary>
public sealed class LoanTests
{
    private static readonly EntityId Pool = Entities.Pool(Usdt);
    private static readonly PoolRequest Asked = new(PoolAction.Borrow, Amount(1_000m));

    [Fact]
    public void A_loan_is_asked_of_the_pool_and_comes_with_its_answer() =>
        Collateral().When(Borrow(1_000m)).Then(new AccountEvent.PoolAsked(Usdt, Asked))
            .ThenOwes(Pool, new PoolCommand.Lend(Alice, Amount(1_000m)))
            .ThenState(account => Assert.Equal((default(Amount), (AssetId?)Usdt), (account.BalanceOf(Usdt), account.AwaitsLoanOf)))
            .Stamped().WhenOwed(Pool, 1, LendingVenue.Loan(1_000m))
            .ThenKinds(typeof(AccountEvent.WatchConfirmed), typeof(AccountEvent.LoanTaken))
            .ThenState(account => Assert.Equal(
                (Amount(1_000m), new PoolStake(Amount(1_000m), default), true), (account.BalanceOf(Usdt), account.StakeIn(Usdt), account.IsExposed)));

    [Fact]
    public void A_loan_that_comes_to_an_account_that_nobody_watches_is_watched_first() =>
        Collateral().When(Borrow(1_000m)).WhenOwed(Pool, 1, LendingVenue.Loan(1_000m))
            .ThenPassedOn(Envelope.Signal(Account.Self, Account.Watchlist, new CollateralActors.Margining.Watching.WatchlistCommand.Watch(
                Alice, 1, new Envelope(Account.Self, new Origin.Duty(Pool, 1), LendingVenue.Loan(1_000m)))));

    [Fact]
    public void A_refusal_of_the_pool_changes_nothing() =>
        Collateral().When(Borrow(1_000m))
            .WhenOwed(Pool, 1, new AccountCommand.BookPoolRefusal(Usdt, Asked, Rejection.PoolLentOut(Usdt, Amount(1_000m), default)))
            .ThenState(account => Assert.Empty(account.Stakes))
            .When(Borrow(1_000m)).ThenKinds(typeof(AccountEvent.PoolAsked));

    // One BTC counts 45,000 after its haircut; what is borrowed is no collateral for itself.
    [Fact]
    public void No_more_is_lent_than_other_collateral_covers()
    {
        Collateral().When(Borrow(45_000m)).ThenKinds(typeof(AccountEvent.PoolAsked));
        Collateral().When(Borrow(45_000.000001m)).ThenRejected(
            RejectionCode.InsufficientFreeCollateral, "loan of 45000.000001 USDT would leave free collateral of -0.000001 USD");
        Collateral().Given(new AccountEvent.WatchConfirmed(1), LendingVenue.Taken(30_000m)).Stamped()
            .When(Borrow(45_000.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "-0.000001 USD");
        Collateral().At(LendingVenue.Frame(2, 1.001m)).When(Borrow(45_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "-45 USD");
    }

    [Fact]
    public void What_is_borrowed_can_be_withdrawn_only_once()
    {
        var account = Collateral().When(Borrow(45_000m)).Stamped().WhenOwed(Pool, 1, LendingVenue.Loan(45_000m));
        account.When(Withdraw(45_000.01m)).ThenRejected(RejectionCode.InsufficientBalance);
        account.When(Withdraw(0.00000001m, Btc)).ThenKinds(typeof(AccountEvent.Withdrawn));
        account.When(Withdraw(45_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
    }

    [Fact]
    public void While_a_loan_is_under_way_nothing_else_is_taken_on()
    {
        var account = Collateral().When(Borrow(1_000m)).When(Borrow(1_000m));
        account.ThenRejected(RejectionCode.PoolNotAnswered, "the pool of USDT has not answered yet that it was asked to lend");
        Collateral().When(Borrow(1_000m)).When(Withdraw(0.1m, Btc)).ThenRejected(RejectionCode.PoolNotAnswered, "try again");
        Collateral().When(Borrow(1_000m)).When(Reserve("o-1", 0.001m, 50_000m)).ThenRejected(RejectionCode.PoolNotAnswered);
        account.When(Deposit(1m)).ThenKinds(typeof(AccountEvent.Deposited));
    }

    [Fact]
    public void Dust_is_not_lent_and_not_left()
    {
        Collateral().When(Borrow(9.999999m)).ThenRejected(RejectionCode.DustLoan, "a loan of 9.999999 USDT would be left; it has to be 10 or more");
        Borrowed(100m).When(Repay(90.000001m)).ThenRejected(RejectionCode.DustLoan, "9.999999 USDT");
        Borrowed(100m).When(Repay(90m)).ThenKinds(typeof(AccountEvent.LoanRepaid));
        Borrowed(100m).When(Borrow(1m)).ThenKinds(typeof(AccountEvent.PoolAsked));
    }

    [Fact]
    public void An_asset_with_a_bad_price_is_not_lent()
    {
        var bad = LendingVenue.Frame(3).With(
            Qualities.Conditions(("USDT", OracleCondition.Stale)), WithPriceUse(LendingVenue.Rules));
        Collateral().At(bad).When(Borrow(100m)).ThenRejected(RejectionCode.PriceNotGood, "until it is good again nothing of it is lent");
    }

    [Fact]
    public void Repaying_takes_from_the_balance_and_from_the_loan()
    {
        Borrowed(1_000m).At(LendingVenue.Frame(2, 1.25m)).When(Repay(250m))
            .Then(new AccountEvent.LoanRepaid(Usdt, Amount(250m), Amount(200m)))
            .ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(250m), Amount(200m)))
            .ThenState(account => Assert.Equal(Amount(800m), account.StakeIn(Usdt).Units));
        Borrowed(1_000m).When(Deposit(300m)).At(LendingVenue.Frame(2, 1.25m)).When(Repay(null))
            .Then(new AccountEvent.LoanRepaid(Usdt, Amount(1_250m), Amount(1_000m)) { IsAll = true })
            .ThenState(account => Assert.False(account.IsExposed));
    }

    [Fact]
    public void Repaying_more_than_is_owed_or_there_is_changes_nothing()
    {
        Borrowed(1_000m).At(LendingVenue.Frame(2, 1.25m)).When(Repay(1_250.000001m))
            .ThenRejected(RejectionCode.BeyondOwed, "1250.000001 USDT is more than the 1250 that is owed; leave the amount out");
        Borrowed(1_000m).At(LendingVenue.Frame(2, 1.25m)).When(Repay(null)).ThenRejected(RejectionCode.InsufficientBalance);
        Borrowed(1_000m).When(Repay(1m, Btc)).ThenRejected(RejectionCode.BeyondOwed, "no loan of BTC");
    }

    [Fact]
    public void A_loan_is_a_negative_amount_and_shares_a_positive_one()
    {
        var account = Borrowed(1_000m).Given(new AccountEvent.Supplied(Btc, Amount(0.5m), Amount(0.5m))).State;
        var market = LendingVenue.Of(
            FrameOwing([(Usdt, 1.25m)], 2, risk: LendingVenue.Rules), LendingVenue.Lent(), LendingVenue.Pools((Btc, 1.1m)));
        var figures = MarginCalculator.Evaluate(account.ToMarginBook(market), market);
        Assert.Equal((Amount(77_250m), Amount(69_500m)), (figures.Value, figures.Equity));
    }

    [Fact]
    public void Supplying_is_like_withdrawing_and_redeeming_brings_it_back()
    {
        var request = new PoolRequest(PoolAction.Redeem, Amount(40m)) { Shares = Amount(99m) };
        Account.With(100m).At(LendingVenue.Frame(2)).When(new AccountCommand.Supply(Usdt, Amount(101m))).ThenRejected(RejectionCode.InsufficientBalance)
            .When(new AccountCommand.Supply(Usdt, Amount(100m)))
            .Then(new AccountEvent.PoolAsked(Usdt, new PoolRequest(PoolAction.Supply, Amount(100m))))
            .ThenOwes(Pool, new PoolCommand.Supply(Alice, Amount(100m)))
            .When(new AccountCommand.Redeem(Usdt, null)).ThenRejected(RejectionCode.PoolNotAnswered, "take a supply")
            .WhenOwed(Pool, 1, new AccountCommand.BookSupply(Usdt, Amount(100m), Amount(99m))).ThenKinds(typeof(AccountEvent.Supplied))
            .When(new AccountCommand.Redeem(Usdt, Amount(40m))).Then(new AccountEvent.PoolAsked(Usdt, request))
            .ThenOwesLast(Pool, new PoolCommand.Redeem(Alice, Amount(40m), Amount(99m)))
            .WhenOwed(Pool, 2, new AccountCommand.BookRedemption(Usdt, Amount(40m), Amount(39m)))
            .ThenState(account => Assert.Equal((Amount(40m), new PoolStake(default, Amount(60m))), (account.BalanceOf(Usdt), account.StakeIn(Usdt))));
        Account.With(100m).At(LendingVenue.Frame(2)).When(new AccountCommand.Supply(Usdt, Amount(100m)))
            .WhenOwed(Pool, 1, new AccountCommand.BookPoolRefusal(Usdt, new(PoolAction.Supply, Amount(100m)), Rejection.NotLent(Usdt)))
            .ThenState(account => Assert.Equal((Amount(100m), true), (account.BalanceOf(Usdt), account.Stakes.IsEmpty)));
    }

    // 1 BTC counts 0.9 of 32,000 against 29,000: equity is negative, and there is no position to close.
    [Fact]
    public void A_trading_account_in_liquidation_pays_its_loans_with_what_it_has()
    {
        var basis = Account.Basis(3, ("BTC", 32_000m), ("USDT", 1m));
        Liquidated(30_000m, usdt: 1_000m, btc: 32_000m).Then(
            new AccountEvent.LoanRepaid(Usdt, Amount(1_000m), Amount(1_000m)),
            new AccountEvent.LoanLiquidated(
                Account.First, Usdt, Amount(29_000m), Amount(29_000m),
                [new ConvertedAsset(Btc, Amount(0.90625m), default, Amount(29_000m))], basis),
            new AccountEvent.LiquidationEnded(Account.First, LiquidationOutcome.ClosedOut),
            new AccountEvent.MarginCallLifted(
                MarginStatus.Liquidation, Account.Figures(3_000m, 2_700m, 0m), basis with { Prices = [new("BTC", Price(32_000m))] }))
            .ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(1_000m), Amount(1_000m)), new PoolCommand.ReceiveRepayment(Alice, Amount(29_000m), Amount(29_000m)));
    }

    [Fact]
    public void What_nothing_is_left_for_is_written_off() =>
        Liquidated(30_000m, usdt: 0m, btc: 20_000m)
            .ThenKinds(
                typeof(AccountEvent.LoanLiquidated), typeof(AccountEvent.LoanWrittenOff), typeof(AccountEvent.LiquidationEnded),
                typeof(AccountEvent.MarginCallLifted))
            .ThenOwesLast(Pool, new PoolCommand.WriteOff(Alice, Amount(10_000m)))
            .ThenState(account => Assert.Equal((true, true, false), (account.Stakes.IsEmpty, account.Balances.IsEmpty, account.IsExposed)));

    [Fact]
    public void Shares_are_sold_to_the_treasury_before_anything_is_written_off() =>
        Liquidated(30_000m, usdt: 0m, btc: 20_000m, new AccountEvent.Supplied(Usdt, Amount(4_000m), Amount(4_000m)))
            .ThenOwes(Pool,
                new PoolCommand.TakeOverShares(Alice, Amount(4_000m)), new PoolCommand.ReceiveRepayment(Alice, Amount(4_000m), Amount(4_000m)),
                new PoolCommand.ReceiveRepayment(Alice, Amount(20_000m), Amount(20_000m)), new PoolCommand.WriteOff(Alice, Amount(6_000m)));

    [Fact]
    public void A_liquidation_waits_for_what_a_pool_was_asked()
    {
        var supplied = new AccountEvent.Supplied(Usdt, Amount(4_000m), Amount(4_000m));
        Short(30_000m, 0m, 20_000m, supplied).When(new AccountCommand.Redeem(Usdt, null)).ThenKinds(typeof(AccountEvent.PoolAsked))
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(Account.First))
            .WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(Account.First, 1))
            .Then(new AccountEvent.LiquidationEnded(Account.First, LiquidationOutcome.Postponed))
            .WhenOwed(Pool, 1, new AccountCommand.BookRedemption(Usdt, Amount(4_000m), Amount(4_000m)))
            .ThenKinds(typeof(AccountEvent.Redeemed), typeof(AccountEvent.LiquidationRequested));
    }

    private static AccountCommand.Borrow Borrow(decimal amount) => new(Usdt, new Amount(amount));

    private static AccountCommand.Repay Repay(decimal? amount, AssetId? asset = null) =>
        new(asset ?? Usdt, amount is { } named ? new Amount(named) : null);

    private static Spec<AccountState> Collateral() => Account.New()
        .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(1m))).At(LendingVenue.Frame(2));

    private static Spec<AccountState> Borrowed(decimal amount) =>
        Collateral().Given(new AccountEvent.WatchConfirmed(1), LendingVenue.Taken(amount)).Stamped();

    private static Spec<AccountState> Short(decimal owed, decimal usdt, decimal btc, params IEvent[] more) =>
        Borrowed(owed).Given(more).Given(new AccountEvent.Withdrawn(Usdt, Amount(owed - usdt)))
            .At(LendingVenue.Frame(3, btc: btc)).WhenWoken();

    private static Spec<AccountState> Liquidated(decimal owed, decimal usdt, decimal btc, params IEvent[] more) =>
        Short(owed, usdt, btc, more)
            .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(Account.First))
            .WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(Account.First, 1));
}
