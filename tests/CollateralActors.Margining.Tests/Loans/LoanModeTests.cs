using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Loans;

/// <summary>An account in loan mode owes against what it holds: loan-to-value, threshold, close factor, bonus.</summary>
public sealed class LoanModeTests
{
    private static readonly EntityId Pool = Entities.Pool(Usdt);

    [Fact]
    public void The_mode_is_open_to_accounts_that_have_nothing_else()
    {
        Collateral().When(Switch).Then(new AccountEvent.ModeSwitched(MarginMode.Loan))
            .When(Reserve("o-1", 0.001m, 50_000m)).ThenRejected(RejectionCode.ModeNotOpen, "no orders are taken in loan mode");
        Account.Holding(1m, 5_000m).At(LendingVenue.Frame(2)).When(Switch).ThenRejected(RejectionCode.ModeNotOpen, "without positions and orders");
        Account.New().At(LendingVenue.Frame(2)).Given(new AccountEvent.Opened(), new AccountEvent.Withdrawn(Usdt, Amount(1m)))
            .When(Switch).ThenRejected(RejectionCode.ModeNotOpen, "without negative balances");
    }

    [Fact]
    public void What_comes_to_it_all_the_same_is_margined_by_cross()
    {
        var account = InMode().State;
        Assert.Equal(MarginMode.Loan, account.ToMarginBook(LendingVenue.Frame()).Mode);
        account = AccountEvolution.Evolve(account, Account.Traded("t", 0.1m, 50_000m, 0m));
        Assert.Equal(MarginMode.Cross, account.ToMarginBook(LendingVenue.Frame()).Mode);
    }

    // The calculator requires all of 5,000 USDC, which no loan is given against.
    [Fact]
    public void Of_who_owes_nothing_nothing_is_required_whatever_is_held()
    {
        var account = Collateral(0.001m).Given(new AccountEvent.Deposited(Usdc, Amount(5_000m)));
        account.When(Switch).ThenKinds(typeof(AccountEvent.ModeSwitched));
        var (market, book) = (LendingVenue.Frame(2), account.State.ToMarginBook(LendingVenue.Frame(2)));
        Assert.Equal(
            (MarginMode.Loan, 0m, MarginStatus.Healthy),
            (book.Mode, MarginCalculator.Evaluate(book, market).Maintenance.Value, MarginReport.Of(book, market).Status));
        Assert.Equal(MarginStatus.MarginCall, MarginCalculator.Evaluate(book with { RequiresOfDebtorsOnly = false }, market).Status);
        account.When(Withdraw(5_000m, Usdc)).ThenKinds(typeof(AccountEvent.Withdrawn));
    }

    // 1 BTC at 50,000 with a loan-to-value of 75 % and a threshold of 80 %.
    [Fact]
    public void Borrowing_stops_at_the_loan_to_value()
    {
        InMode().When(Borrow(37_500m)).ThenKinds(typeof(AccountEvent.PoolAsked));
        Collateral().Given(new AccountEvent.ModeSwitched(MarginMode.Loan)).When(Borrow(37_500.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral, "-0.000001 USD");
        InMode().Given(LendingVenue.Taken(10_000m)).When(Borrow(36_500m)).ThenKinds(typeof(AccountEvent.PoolAsked));
        InMode().Given(LendingVenue.Taken(10_000m)).When(Borrow(36_500.000001m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
    }

    [Fact]
    public void Between_loan_to_value_and_threshold_there_is_a_call_and_below_it_a_part_is_paid()
    {
        Owing(37_500m).At(LendingVenue.Frame(3, btc: 46_875m)).WhenWoken().ThenKinds(typeof(AccountEvent.MarginCallIssued));
        var short_ = Owing(37_500m).At(LendingVenue.Frame(3, btc: 46_800m)).WhenWoken();
        short_.ThenKinds(typeof(AccountEvent.MaintenanceBreached), typeof(AccountEvent.LiquidationRequested));
        var basis = Account.Basis(3, ("BTC", 46_800m), ("USDT", 1m));
        Stepped(short_);
        Assert.Equal(
            new AccountEvent.LoanLiquidated(
                Account.First, Usdt, Amount(37_500m), Amount(18_750m),
                [new ConvertedAsset(Btc, Amount(0.40064103m), Amount(0.02003206m), Amount(18_750m))], basis),
            Assert.Single(short_.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.LoanLiquidated>()));
        short_.ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(18_750m), Amount(18_750m)));
        Assert.Equal((MarginStatus.Healthy, false), (short_.State.Status, short_.State.IsInLiquidation));
    }

    // Health: (40,000 + 9,500) ÷ 50,000. USDT would let all of it be paid at once, BTC half.
    [Fact]
    public void The_strictest_close_factor_of_what_is_held_counts_and_the_asset_itself_pays_first()
    {
        var account = Stepped(InMode().Given(
            new AccountEvent.Deposited(Usdt, Amount(10_000m)), LendingVenue.Taken(50_000m), new AccountEvent.Withdrawn(Usdt, Amount(50_000m)))
            .At(LendingVenue.Frame(3)).WhenWoken());
        account.ThenOwes(
            Pool,
            new PoolCommand.ReceiveRepayment(Alice, Amount(10_000m), Amount(10_000m)),
            new PoolCommand.ReceiveRepayment(Alice, Amount(15_000m), Amount(15_000m)));
    }

    [Fact]
    public void Of_two_loans_the_larger_one_is_paid_in_part()
    {
        var account = Stepped(InMode().Given(
            LendingVenue.Taken(30_000m), new AccountEvent.Withdrawn(Usdt, Amount(30_000m)),
            LendingVenue.Taken(0.2m, Btc), new AccountEvent.Withdrawn(Btc, Amount(0.2m)))
            .At(LendingVenue.Frame(3, btc: 49_000m)).WhenWoken());
        account.ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(15_000m), Amount(15_000m)));
        account.ThenOwes(Entities.Pool(Btc));
    }

    // Health: (19,000 + 20,000) ÷ 39,375. ETH would cost a tenth more than it pays, USDT nothing.
    [Fact]
    public void What_has_the_smallest_bonus_is_taken_first()
    {
        var eth = Asset(Eth, 8, 0.2m) with { Loan = new(new Rate(0.7m), new Rate(0.8m), new Rate(0.1m), new Rate(0.5m)) };
        var rules = With(LendingVenue.Rules, [.. LendingVenue.Rules.Assets.Where(asset => asset.Id != Eth), eth]);
        var account = Stepped(InMode(0m).Given(
            new AccountEvent.Deposited(Usdt, Amount(20_000m)), new AccountEvent.Deposited(Eth, Amount(10m)),
            LendingVenue.Taken(0.75m, Btc), new AccountEvent.Withdrawn(Btc, Amount(0.75m)))
            .At(LendingVenue.Frame(3, btc: 52_500m, risk: rules)).WhenWoken());
        var taken = Assert.Single(account.Result.Events.Select(recorded => recorded.Event).OfType<AccountEvent.LoanLiquidated>());
        Assert.Equal([new ConvertedAsset(Usdt, Amount(19_687.5m), Amount(0m), Amount(0.375m))], taken.From);
    }

    // Health: 45,000 × 0.8 ÷ 38,000 = 0.947.
    [Fact]
    public void A_hopeless_loan_is_paid_as_a_whole() =>
        Stepped(Owing(38_000m).At(LendingVenue.Frame(3, btc: 45_000m)).WhenWoken())
            .ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(38_000m), Amount(38_000m)))
            .ThenState(account => Assert.Empty(account.Stakes));

    [Fact]
    public void No_dust_is_left() =>
        Stepped(Small(19m).At(LendingVenue.Frame(3, btc: 47_400m)).WhenWoken())
            .ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(19m), Amount(19m)));

    [Fact]
    public void What_the_collateral_does_not_pay_is_written_off() =>
        Stepped(Owing(38_000m).At(LendingVenue.Frame(3, btc: 21_000m)).WhenWoken())
            .ThenOwes(Pool, new PoolCommand.ReceiveRepayment(Alice, Amount(19_999.99995m), Amount(19_999.99995m)), new PoolCommand.WriteOff(Alice, Amount(18_000.00005m)))
            .ThenState(account => Assert.Equal((true, true), (account.Balances.IsEmpty, account.Stakes.IsEmpty)));

    private static AccountCommand.SwitchMode Switch => new(MarginMode.Loan);

    private static AccountCommand.Borrow Borrow(decimal amount) => new(Usdt, new Amount(amount));

    private static Spec<AccountState> Collateral(decimal btc = 1m) => Account.New()
        .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(btc))).At(LendingVenue.Frame(2));

    private static Spec<AccountState> InMode(decimal btc = 1m) =>
        Collateral(btc).Given(new AccountEvent.ModeSwitched(MarginMode.Loan), new AccountEvent.WatchConfirmed(1)).Stamped();

    private static Spec<AccountState> Owing(decimal usdt) =>
        InMode().Given(LendingVenue.Taken(usdt), new AccountEvent.Withdrawn(Usdt, Amount(usdt)));

    private static Spec<AccountState> Small(decimal usdt) =>
        InMode(0.0005m).Given(LendingVenue.Taken(usdt), new AccountEvent.Withdrawn(Usdt, Amount(usdt)));

    private static Spec<AccountState> Stepped(Spec<AccountState> woken) => woken
        .WhenOwed(Account.Liquidation, 1, new AccountCommand.CancelOrders(Account.First))
        .WhenOwed(Account.Liquidation, 2, new AccountCommand.PlanStep(Account.First, 1));
}
