using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Policies;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>A row a mistake: what is refused, under which code, in which words.</summary>
public sealed class BadInputTests
{
    private const decimal Absurd = 10_000_000_000_000_000_000_000_000_000m;
    private static readonly AssetId Doge = new("DOGE");
    private static readonly InstrumentId DogePerp = new("DOGE-PERP");
    private static readonly string Long = new('x', 65);

    private static readonly (ICommand Command, RejectionCode Code, string Says)[] Rows =
    [
        (Deposit(1m, Doge), RejectionCode.UnknownAsset, "asset 'DOGE' is not in the risk book; known are BTC, ETH, USD, USDC, USDT"),
        (Deposit(0m), RejectionCode.IllegalNumber, "amount 0 is not more than 0"),
        (Deposit(-1m), RejectionCode.IllegalNumber, "amount -1 is not more than 0"),
        (Deposit(0.0000001m), RejectionCode.IllegalNumber, "amount 0.0000001 is not an amount of USDT with at most 6 decimals"),
        (Deposit(1_000_000_000_000.000001m), RejectionCode.IllegalNumber, "is not at most 1000000000000 in size"),
        (Deposit(Absurd), RejectionCode.IllegalNumber, "amount 10000000000000000000000000000 is not at most"),
        (Withdraw(1m, Doge), RejectionCode.UnknownAsset, "'DOGE'"),
        (Withdraw(0m), RejectionCode.IllegalNumber, "more than 0"),
        (Withdraw(-1m), RejectionCode.IllegalNumber, "more than 0"),
        (Withdraw(0.0000001m), RejectionCode.IllegalNumber, "at most 6 decimals"),
        (Withdraw(Absurd), RejectionCode.IllegalNumber, "at most 1000000000000"),
        (Reserve("", 1m, 50_000m), RejectionCode.IllegalId, "order id '' is not 1 to 64 letters, digits"),
        (Reserve("a b", 1m, 50_000m), RejectionCode.IllegalId, "order id 'a b'"),
        (Reserve(Long, 1m, 50_000m), RejectionCode.IllegalId, "1 to 64"),
        (Reserve("o", 1m, 50_000m, DogePerp), RejectionCode.UnknownInstrument, "instrument 'DOGE-PERP' is not in the risk book; known are BTC-PERP, BTCUSD, ETH-PERP"),
        (Reserve("o", 0m, 50_000m), RejectionCode.IllegalNumber, "quantity 0 is not other than 0"),
        (Reserve("o", 0.0015m, 50_000m), RejectionCode.IllegalNumber, "quantity 0.0015 is not a multiple of the lot 0.001 of BTC-PERP"),
        (Reserve("o", Absurd, 50_000m), RejectionCode.IllegalNumber, "quantity 10000000000000000000000000000 is not at most"),
        (Reserve("o", -Absurd, 50_000m), RejectionCode.IllegalNumber, "quantity -10000000000000000000000000000 is not at most"),
        (Reserve("o", 1m, 0m), RejectionCode.IllegalNumber, "price 0 is not more than 0"),
        (Reserve("o", 1m, -1m), RejectionCode.IllegalNumber, "price -1 is not more than 0"),
        (Reserve("o", 1m, 50_000.05m), RejectionCode.IllegalNumber, "price 50000.05 is not a multiple of the tick 0.1 of BTC-PERP"),
        (Reserve("o", 1m, Absurd), RejectionCode.IllegalNumber, "price 10000000000000000000000000000 is not at most"),
        (Reserve("o", 1_000_000_000m, 1_000_000m), RejectionCode.IllegalNumber, "value 1000000000000000 is not at most"),
        (Reserve("o", 1_000_000_000_000m, 0.5m, BtcUsd), RejectionCode.IllegalNumber, "size 100000000000000 is not at most"),
        (Trade("", 1m, 50_000m), RejectionCode.IllegalId, "trade id '' is not 1 to 128 printable characters"),
        (Trade("a b", 1m, 50_000m), RejectionCode.IllegalId, "trade id 'a b'"),
        (Trade("t", 1m, 50_000m, DogePerp), RejectionCode.UnknownInstrument, "'DOGE-PERP'"),
        (Trade("t", 0m, 50_000m), RejectionCode.IllegalNumber, "quantity 0 is not other than 0"),
        (Trade("t", 0.0015m, 50_000m), RejectionCode.IllegalNumber, "lot 0.001"),
        (Trade("t", Absurd, 50_000m), RejectionCode.IllegalNumber, "at most 1000000000000"),
        (Trade("t", 1m, 0m), RejectionCode.IllegalNumber, "price 0 is not more than 0"),
        (Trade("t", 1m, 50_000.05m), RejectionCode.IllegalNumber, "tick 0.1"),
        (Trade("t", 1m, Absurd), RejectionCode.IllegalNumber, "at most 1000000000000"),
        (Trade("t", 1m, 50_000m) with { Counterparty = Alice }, RejectionCode.SelfTrade, "trade 't' has account 'alice' on both sides; name two accounts"),
        (Trade("t", 1m, 50_000m) with { Counterparty = new AccountId("a b") }, RejectionCode.IllegalId, "account 'a b'"),
        (new AccountCommand.ReleaseOrder(new OrderId("a b")), RejectionCode.UnknownOrder, "order 'a b' of account 'alice' is not open"),
        (new AccountCommand.AbandonExercise(DogePerp), RejectionCode.UnknownInstrument, "'DOGE-PERP'"),
        (new AccountCommand.AbandonExercise(BtcPerp), RejectionCode.NothingToExercise, "account 'alice' is not long of an option BTC-PERP"),
        (new AccountCommand.SetLeverage(DogePerp, Rate.One), RejectionCode.UnknownInstrument, "'DOGE-PERP'"),
        (new AccountCommand.SetLeverage(BtcPerp, new Rate(0.5m)), RejectionCode.IllegalNumber, "leverage 0.5 is not 1 to 1000"),
        (new AccountCommand.SetLeverage(BtcPerp, new Rate(Absurd)), RejectionCode.IllegalNumber, "is not 1 to 1000"),
        (new AccountCommand.SwitchMode(MarginMode.Portfolio), RejectionCode.ModeNotOpen, "the risk book has no scenarios"),
        (new AccountCommand.Transfer(Alice, Usdt, Amount(1m)), RejectionCode.IllegalReceiver, "account 'alice' would send to itself"),
        (new AccountCommand.Transfer(Bob, Usdt, Amount(1m)), RejectionCode.IllegalReceiver, "account 'bob' is not of 'alice'"),
        (new AccountCommand.Transfer(new AccountId("alice."), Usdt, Amount(0m)), RejectionCode.IllegalNumber, "more than 0"),
        (new AccountCommand.Transfer(new AccountId("alice.x"), Usdt, Amount(Absurd)), RejectionCode.IllegalNumber, "at most 1000000000000"),
        (new AccountCommand.Transfer(new AccountId("alice.x"), Doge, Amount(1m)), RejectionCode.UnknownAsset, "'DOGE'"),
        (new AccountCommand.Transfer(new AccountId("a b"), Usdt, Amount(1m)), RejectionCode.IllegalId, "account 'a b'"),
        (new AccountCommand.LockInEscrow(new EscrowId("a b"), Usdt, Amount(1m)), RejectionCode.IllegalId, "escrow 'a b'"),
        (new AccountCommand.LockInEscrow(new EscrowId("deal"), Usdt, Amount(Absurd)), RejectionCode.IllegalNumber, "at most 1000000000000"),
        (new AccountCommand.TakeBackLock(new EscrowId("deal"), Usdt, Amount(1m)), RejectionCode.NotForClients, "TakeBackLock"),
        (new AccountCommand.ReceiveFromEscrow(new EscrowId("deal"), []), RejectionCode.NotForClients, "ReceiveFromEscrow"),
        (new AccountCommand.Supply(Doge, Amount(1m)), RejectionCode.UnknownAsset, "'DOGE'"),
        (new AccountCommand.Supply(Usdt, Amount(0m)), RejectionCode.IllegalNumber, "more than 0"),
        (new AccountCommand.Supply(Usdt, Amount(1m)), RejectionCode.NotLent, "USDT is not lent: the risk book has no rates for it"),
        (new AccountCommand.Borrow(Usdt, Amount(0.0000001m)), RejectionCode.IllegalNumber, "at most 6 decimals"),
        (new AccountCommand.Borrow(Usdt, Amount(Absurd)), RejectionCode.IllegalNumber, "at most 1000000000000"),
        (new AccountCommand.Borrow(Btc, Amount(1m)), RejectionCode.NotLent, "BTC is not lent"),
        (new AccountCommand.Redeem(Doge, null), RejectionCode.UnknownAsset, "'DOGE'"),
        (new AccountCommand.Redeem(Usdt, Amount(-1m)), RejectionCode.IllegalNumber, "more than 0"),
        (new AccountCommand.Redeem(Usdt, null), RejectionCode.BeyondSupplied, "nothing is supplied to the pool of USDT"),
        (new AccountCommand.Repay(Doge, null), RejectionCode.UnknownAsset, "'DOGE'"),
        (new AccountCommand.Repay(Usdt, Amount(0m)), RejectionCode.IllegalNumber, "more than 0"),
        (new AccountCommand.Repay(Usdt, Amount(1m)), RejectionCode.BeyondOwed, "no loan of USDT is owed"),
        (new AccountCommand.SetPolicies([new AccountPolicy.Convert(Doge)]), RejectionCode.IllegalPolicies, "policies[0].into: asset 'DOGE'"),
        (new AccountCommand.GiveTopUp(Bob, Usdt, Amount(1m)), RejectionCode.NotForClients, "GiveTopUp"),
        (new AccountCommand.BookTopUp(Bob, Usdt, Amount(1m), Amount(1m)), RejectionCode.NotForClients, "BookTopUp"),
        (new AccountCommand.BookSupply(Usdt, Amount(1m), Amount(1m)), RejectionCode.NotForClients, "BookSupply"),
        (new AccountCommand.BookRedemption(Usdt, Amount(1m), Amount(1m)), RejectionCode.NotForClients, "BookRedemption"),
        (new AccountCommand.BookLoan(Usdt, Amount(1m), Amount(1m)), RejectionCode.NotForClients, "BookLoan"),
        (new AccountCommand.BookPoolRefusal(Usdt, new PoolRequest(PoolAction.Borrow, Amount(1m)), Rejection.NotLent(Usdt)),
            RejectionCode.NotForClients, "BookPoolRefusal"),
        (new AccountCommand.SwitchMode(MarginMode.Loan), RejectionCode.ModeNotOpen, "no asset that counts as the collateral of a loan"),
        (new AccountCommand.ReceiveTransfer(Alice, Usdt, Amount(1m)), RejectionCode.NotForClients, "ReceiveTransfer"),
        (new AccountCommand.SetMarginType(DogePerp, MarginType.Isolated), RejectionCode.UnknownInstrument, "'DOGE-PERP'"),
        (new AccountCommand.SetMarginType(BtcPerp, MarginType.Isolated), RejectionCode.MarginTypeInUse,
            "there is a position in BTC-PERP; its margin type can change when there is neither a position nor an open order"),
        (new AccountCommand.AddMargin(DogePerp, Amount(1m)), RejectionCode.UnknownInstrument, "'DOGE-PERP'"),
        (new AccountCommand.AddMargin(BtcPerp, Amount(1m)), RejectionCode.NotIsolated, "set its margin type to isolated first"),
        (new AccountCommand.RemoveMargin(DogePerp, Amount(1m)), RejectionCode.UnknownInstrument, "'DOGE-PERP'"),
        (new AccountCommand.RemoveMargin(BtcPerp, Amount(1m)), RejectionCode.NotIsolated, "BTC-PERP is traded cross"),
        (new AccountCommand.Evaluate(), RejectionCode.NotForClients, "Evaluate"),
        (new AccountCommand.CancelOrders(Account.First), RejectionCode.NotForClients, "CancelOrders"),
        (new AccountCommand.PlanStep(Account.First, 1), RejectionCode.NotForClients, "PlanStep"),
        (new AccountCommand.SettleStep(Account.First, 1, BtcPerp, [], default), RejectionCode.NotForClients, "SettleStep"),
        (new AccountCommand.TakeDeleveraging(Account.First, 1, Bob, BtcPerp, new TradeId("t"), new Quantity(1m), new Price(1m), 1, 1), RejectionCode.NotForClients, "TakeDeleveraging"),
        (new AccountCommand.ShareLoss(Account.First, Bob, BtcPerp, Usdt, Amount(1m)), RejectionCode.NotForClients, "ShareLoss"),
        (new AccountCommand.ReceiveSharedLoss(Account.First, BtcPerp, Usdt, Amount(1m), Amount(1m)), RejectionCode.NotForClients, "ReceiveSharedLoss"),
        (new AccountCommand.ReceiveCover(Account.First, 1, Usdt, default, Amount(1m)), RejectionCode.NotForClients, "ReceiveCover"),
        (new AccountCommand.ReceiveFundPayment(Account.First, Usdt, default, Amount(1m)), RejectionCode.NotForClients, "ReceiveFundPayment"),
    ];

    [Fact]
    public void Every_mistake_is_refused_with_a_sentence_and_changes_nothing()
    {
        foreach (var (command, code, says) in Rows)
            Account.Holding(1m, 5_000m).When(command).ThenRejected(code, says);
    }

    [Fact]
    public void Every_client_command_of_an_account_has_a_row() =>
        Assert.Empty(typeof(AccountCommand).GetNestedTypes().Except(Rows.Select(row => row.Command.GetType())));

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("Zürich")]
    public void A_command_id_has_printable_characters_without_spaces(string id) =>
        Account.Holding(1m, 5_000m).When(id, Deposit(1m)).ThenRejected(RejectionCode.IllegalId, $"command id '{id}'", "1 to 128");

    [Fact]
    public void A_command_id_has_at_most_128_characters() =>
        Account.Holding(1m, 5_000m).When(new string('x', 128), Deposit(1m)).Then(new AccountEvent.Deposited(Usdt, Amount(1m)))
            .When(new string('x', 129), Deposit(1m)).ThenRejected(RejectionCode.IllegalId);
}
