using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Escrows;
using CollateralActors.Margining.Ledger;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Escrows;

/// <summary>What an account locks in escrows is out of its balance, and counts for nothing else.</summary>
public sealed class LockTests
{
    private static readonly EscrowId Deal = new("deal");
    private static readonly EntityId Escrow = Entities.Escrow(Deal);

    [Fact]
    public void A_lock_takes_from_the_balance_and_is_owed_to_the_escrow() =>
        Account.With(100m).When(Lock(40m)).Then(new AccountEvent.LockedInEscrow(Deal, Usdt, Amount(40m)))
            .ThenOwes(Escrow, new EscrowCommand.ReceiveLock(Alice, Usdt, Amount(40m)))
            .ThenState(account => Assert.Equal((Amount(60m), "[40 USDT]"), (account.BalanceOf(Usdt), account.Locked[Deal].ToString())))
            .When(Lock(2m, Btc)).ThenRejected(RejectionCode.InsufficientBalance)
            .When(Lock(10m)).ThenState(account => Assert.Equal("[50 USDT]", account.Locked[Deal].ToString()));

    [Fact]
    public void It_is_allowed_where_a_withdrawal_is()
    {
        Account.With(100m).When(Lock(101m)).ThenRejected(
            RejectionCode.InsufficientBalance, "amount 101 USDT is more than the balance of 100 USDT");
        Account.Holding(1m, 3_000m).When(Lock(501m)).ThenRejected(
                RejectionCode.InsufficientFreeCollateral, "lock of 501 USDT in escrow 'deal' would leave free collateral of -1 USD")
            .When(Lock(500m)).ThenKinds(typeof(AccountEvent.LockedInEscrow));
        Account.New().When(Lock(1m)).ThenRejected(RejectionCode.AccountNotOpen);
        Account.With(100m).At(new MarketView(
                new FrameNumber(2), new Instant(2_000), Rules, Frame().IndexPrices, Frame().Marks, null, new PriceQuality { IsVenueHalted = true }))
            .When(Lock(1m)).ThenRejected(RejectionCode.VenueHalted);
    }

    [Fact]
    public void A_lock_that_cannot_be_is_refused()
    {
        Account.With(100m).When(Lock(0m)).ThenRejected(RejectionCode.IllegalNumber, "amount 0 is not more than 0");
        Account.With(100m).When(Lock(0.0000001m)).ThenRejected(RejectionCode.IllegalNumber, "at most 6 decimals");
        Account.With(100m).When(Lock(1m, new AssetId("DOGE"))).ThenRejected(RejectionCode.UnknownAsset, "'DOGE'");
        Account.With(100m).When(new AccountCommand.LockInEscrow(new EscrowId("no way"), Usdt, Amount(1m)))
            .ThenRejected(RejectionCode.IllegalId, "escrow 'no way' is not 1 to 64");
        var closed = Asset(Usdt, 6) with { Rules = new() { DepositsClosed = true } };
        Account.With(100m).At(Frame(2, risk: Book(1, null, closed))).When(Lock(1m)).ThenRejected(RejectionCode.DepositsClosed, "USDT");
    }

    [Fact]
    public void What_is_locked_secures_nothing()
    {
        var account = Account.With(3_000m).When(Lock(2_000m)).State;
        Assert.Equal(Amount(1_000m), MarginCalculator.Evaluate(account.ToMarginBook(Frame()), Frame()).Equity);
        Account.With(5_000m).When(Lock(3_000m)).Given(new AccountEvent.WatchConfirmed(1)).Stamped()
            .When(Reserve("o-1", 1m, 50_000m)).ThenRejected(RejectionCode.InsufficientFreeCollateral);
    }

    [Fact]
    public void What_the_escrow_does_not_take_is_there_again() =>
        Account.With(100m).When(Lock(40m)).WhenOwed(Escrow, 1, new AccountCommand.TakeBackLock(Deal, Usdt, Amount(40m)))
            .Then(new AccountEvent.LockTakenBack(Deal, Usdt, Amount(40m)))
            .ThenState(account => Assert.Equal((Amount(100m), 0), (account.BalanceOf(Usdt), account.Locked.Count)))
            .WhenAgain().ThenAlreadyApplied();

    [Fact]
    public void What_comes_back_late_leaves_no_trace() =>
        Account.With(100m).When(Lock(40m)).When(Lock(10m))
            .WhenOwed(Escrow, 1, new AccountCommand.ReceiveFromEscrow(Deal, [Money.Of(40m, "USDT")]))
            .WhenOwed(Escrow, 2, new AccountCommand.TakeBackLock(Deal, Usdt, Amount(10m)))
            .ThenState(account => Assert.Equal((Amount(100m), 0), (account.BalanceOf(Usdt), account.Locked.Count)));

    [Fact]
    public void What_an_escrow_pays_arrives_and_opens_an_account_that_was_not()
    {
        Account.New().WhenOwed(Escrow, 1, new AccountCommand.ReceiveFromEscrow(Deal, [Money.Of(40m, "USDT"), Money.Of(1m, "BTC")]))
            .Then(new AccountEvent.Opened(), new AccountEvent.EscrowReceived(Deal, [Money.Of(40m, "USDT"), Money.Of(1m, "BTC")]))
            .ThenState(account => Assert.Equal((Amount(40m), Amount(1m)), (account.BalanceOf(Usdt), account.BalanceOf(Btc))));
        Account.With(100m).When(Lock(40m)).WhenOwed(Escrow, 1, new AccountCommand.ReceiveFromEscrow(Deal, []))
            .ThenState(account => Assert.Equal((Amount(60m), 0), (account.BalanceOf(Usdt), account.Locked.Count)));
    }

    [Fact]
    public void A_bankruptcy_is_told_to_every_escrow_that_holds_something_of_the_account()
    {
        var account = Account.With(3_000m).When(Lock(400m)).When(new AccountCommand.LockInEscrow(new EscrowId("other"), Usdt, Amount(100m)));
        account.Given(new AccountEvent.WatchConfirmed(1), Account.Traded("given", 1m, 50_000m, 0m, TradeRole.Counter)).Stamped()
            .At(Frame(2, btc: 40_000m)).WhenWoken()
            .ThenKinds(typeof(AccountEvent.BankruptcyDeclared), typeof(AccountEvent.LiquidationRequested))
            .ThenOwesLast(Escrow, new EscrowCommand.ReportDefault(Alice))
            .ThenOwesLast(Entities.Escrow(new EscrowId("other")), new EscrowCommand.ReportDefault(Alice));
    }

    [Fact]
    public void So_is_a_shortfall_that_the_funds_are_asked_for()
    {
        Account.With(3_000m).When(Lock(400m)).Given(Shortfall(Account.First)).ThenOwesLast(Escrow, new EscrowCommand.ReportDefault(Alice));
        Account.With(3_000m).When(Lock(400m))
            .Given(new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated), Shortfall(LiquidationId.Of(Alice, BtcPerp, 1)))
            .ThenOwes(Escrow, new EscrowCommand.ReceiveLock(Alice, Usdt, Amount(400m)));

        static AccountEvent.ShortfallClaimed Shortfall(LiquidationId liquidation) =>
            new(liquidation, [Money.Of(5m, "USDT")], new Rate(1m), Account.Basis(1));
    }

    [Fact]
    public void Whose_isolated_position_alone_is_bankrupt_defaults_on_nothing()
    {
        var account = Account.With(3_000m).When(Lock(400m));
        account.Given(new AccountEvent.MarginTypeSet(BtcPerp, MarginType.Isolated), new AccountEvent.BankruptcyDeclared(MarginStatus.Healthy, default, Account.Basis(1)) { Scope = new MarginScope(BtcPerp) });
        account.ThenOwes(Escrow, new EscrowCommand.ReceiveLock(Alice, Usdt, Amount(400m)));
    }

    [Fact]
    public void Clients_can_lock_but_neither_take_back_nor_receive()
    {
        Account.With(1m).When(new AccountCommand.TakeBackLock(Deal, Usdt, Amount(1m))).ThenRejected(RejectionCode.NotForClients);
        Account.With(1m).When(new AccountCommand.ReceiveFromEscrow(Deal, [])).ThenRejected(RejectionCode.NotForClients);
    }

    [Fact]
    public void The_ledger_follows_what_is_locked_to_its_end()
    {
        var ledger = new Conservation();
        ledger.Add(Account.Self, new AccountEvent.Deposited(Usdt, Amount(100m)));
        Totals(new AccountEvent.LockedInEscrow(Deal, Usdt, Amount(40m)), Account.Self, 60m, 40m, 0m);
        Totals(new EscrowEvent.LockReceived(Alice, Usdt, Amount(40m)), Escrow, 60m, 0m, 40m);
        Totals(new EscrowEvent.Ended("x", new EscrowCause.Agreement(), [new(Bob, Usdt, Amount(40m))]), Escrow, 60m, 40m, 0m);
        Totals(new AccountEvent.EscrowReceived(Deal, [Money.Of(40m, "USDT")]), Account.Other, 100m, 0m, 0m);
        Totals(new AccountEvent.LockedInEscrow(Deal, Usdt, Amount(1m)), Account.Self, 99m, 1m, 0m);
        Totals(new EscrowEvent.LockReturned(Alice, Usdt, Amount(1m)), Escrow, 99m, 1m, 0m);
        Totals(new AccountEvent.LockTakenBack(Deal, Usdt, Amount(1m)), Account.Self, 100m, 0m, 0m);

        void Totals(IEvent happened, EntityId of, decimal balances, decimal underWay, decimal escrows)
        {
            ledger.Add(of, happened);
            Assert.Equal(
                (Amount(balances), Amount(underWay), Amount(escrows), Amount(0m)),
                (ledger.Total(LedgerBucket.Balances, Usdt), ledger.Total(LedgerBucket.UnderWay, Usdt),
                    ledger.Total(LedgerBucket.Escrows, Usdt), ledger.Drift(Usdt)));
        }
    }

    [Fact]
    public void What_escrows_hold_is_compared_with_the_ledger()
    {
        var ledger = new Conservation();
        ledger.Add(Account.Self, new AccountEvent.Deposited(Usdt, Amount(100m)));
        ledger.Add(Account.Self, new AccountEvent.LockedInEscrow(Deal, Usdt, Amount(100m)));
        ledger.Add(Escrow, new EscrowEvent.LockReceived(Alice, Usdt, Amount(100m)));
        var escrow = new EscrowState.Funding(Programmes.Swap, [Programmes.AliceLocks]);
        Assert.Empty(ledger.Discrepancies([], [], Rules, escrows: [escrow]));
        Assert.Equal(["escrows: 0 USDT, expected 100 USDT"], ledger.Discrepancies([], [], Rules));
    }

    private static AccountCommand.LockInEscrow Lock(decimal amount, AssetId? asset = null) => new(Deal, asset ?? Usdt, Amount(amount));
}
