using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

/// <summary>Alice moves money between her account and its sub-accounts.</summary>
public sealed class TransferTests
{
    private static readonly AccountId Hedge = new("alice.hedge");

    [Fact]
    public void A_transfer_takes_from_the_sender_and_is_owed_to_the_receiver() =>
        Account.With(100m).When(Send(40m)).Then(new AccountEvent.Transferred(Hedge, Usdt, Amount(40m)))
            .ThenState(account => Assert.Equal(Amount(60m), account.BalanceOf(Usdt)))
            .ThenOwes(Entities.Account(Hedge), Arrives(40m));

    [Fact]
    public void The_first_transfer_opens_the_receiver() =>
        Receiver().WhenOwed(Account.Self, 1, Arrives(40m))
            .Then(new AccountEvent.Opened(), new AccountEvent.TransferReceived(Alice, Usdt, Amount(40m)))
            .ThenState(account => Assert.Equal(Amount(40m), account.BalanceOf(Usdt)));

    [Fact]
    public void It_arrives_once() =>
        Receiver().WhenOwed(Account.Self, 1, Arrives(40m)).WhenAgain().ThenAlreadyApplied()
            .WhenOwed(Account.Self, 2, Arrives(40m)).Then(new AccountEvent.TransferReceived(Alice, Usdt, Amount(40m)));

    [Theory]
    [InlineData("alice.hedge", "alice", true)]
    [InlineData("alice.hedge", "alice.spot", true)]
    [InlineData("alice.hedge.two", "alice.hedge", true)]
    [InlineData("alice", "alice.hedge.two", true)]
    [InlineData("alice", "bob", false)]
    [InlineData("alice", "alicehedge", false)]
    [InlineData("alice.hedge", "bob.hedge", false)]
    [InlineData("alice", ".alice", false)]
    public void Money_stays_with_the_owner_whose_name_stands_before_the_first_dot(string from, string to, bool isOwn)
    {
        var account = Of(from).Given(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(10m))).When(Send(10m, to));
        if (isOwn)
            account.Then(new AccountEvent.Transferred(new AccountId(to), Usdt, Amount(10m)));
        else
            account.ThenRejected(RejectionCode.IllegalReceiver, $"'{to}'", "withdrawn and deposited");
    }

    [Fact]
    public void An_account_sends_nothing_to_itself() =>
        Account.With(100m).When(Send(1m, "alice")).ThenRejected(RejectionCode.IllegalReceiver, "'alice'", "itself");

    [Fact]
    public void A_receiver_has_a_legal_name() =>
        Account.With(100m).When(Send(1m, "alice.no spaces")).ThenRejected(RejectionCode.IllegalId, "'alice.no spaces'");

    [Fact]
    public void Names_end_at_64_characters() => Account.With(100m).When(Send(1m, "alice." + new string('x', 59)))
        .ThenRejected(RejectionCode.IllegalId, "1 to 64");

    [Theory]
    [InlineData(0, "more than 0")]
    [InlineData(-1, "more than 0")]
    [InlineData(0.0000001, "at most 6 decimals")]
    public void Only_an_amount_can_be_sent(double amount, string says) =>
        Account.With(100m).When(Send((decimal)amount)).ThenRejected(RejectionCode.IllegalNumber, says);

    [Fact]
    public void An_unknown_asset_cannot_be_sent() =>
        Account.With(100m).When(new AccountCommand.Transfer(Hedge, new AssetId("XYZ"), Amount(1m)))
            .ThenRejected(RejectionCode.UnknownAsset, "'XYZ'");

    [Fact]
    public void An_asset_that_is_closed_to_deposits_stays_where_it_is()
    {
        var closed = Book(2, instead: [Asset(Usdc, 6) with { Rules = new CollateralRules { DepositsClosed = true } }]);
        Account.New().When(Deposit(5m, Usdc)).At(Frame(2, risk: closed))
            .When(new AccountCommand.Transfer(Hedge, Usdc, Amount(1m)))
            .ThenRejected(RejectionCode.DepositsClosed, "USDC")
            .When(Withdraw(1m, Usdc)).ThenKinds(typeof(AccountEvent.Withdrawn));
    }

    [Fact]
    public void What_was_sent_arrives_although_the_asset_was_closed_meanwhile()
    {
        var closed = Book(2, instead: [Asset(Usdt, 6) with { Rules = new CollateralRules { DepositsClosed = true } }]);
        Receiver().At(Frame(2, risk: closed)).WhenOwed(Account.Self, 1, Arrives(40m))
            .ThenKinds(typeof(AccountEvent.Opened), typeof(AccountEvent.TransferReceived));
    }

    [Fact]
    public void One_unit_more_than_the_balance_is_refused() =>
        Account.With(100m).When(Send(100.000001m))
            .ThenRejected(RejectionCode.InsufficientBalance, "100.000001 USDT", "balance of 100 USDT");

    // One BTC at 50,000 needs 2,500 of initial margin.
    [Fact]
    public void A_transfer_leaves_free_collateral_of_0_or_more() =>
        Account.Holding(1m, 3_000m).When(Send(500.000001m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "transfer of 500.000001 USDT to 'alice.hedge'", "-0.000001 USD")
            .When(Send(500m)).Then(new AccountEvent.Transferred(Hedge, Usdt, Amount(500m)));

    // At 51,000 the position has gained 1,000, which does not count for what leaves the account.
    [Fact]
    public void It_is_judged_like_a_withdrawal()
    {
        var withheld = Book(1, profits: new ProfitWeights(Rate.One, Rate.Zero));
        Account.Holding(1m, 3_000m).At(Frame(2, btc: 51_000m, risk: withheld)).When(Send(450.000001m))
            .ThenRejected(RejectionCode.InsufficientFreeCollateral, "for withdrawals 1000 USD of unrealised profit")
            .When(Send(450m)).ThenKinds(typeof(AccountEvent.Transferred));
    }

    [Fact]
    public void An_account_that_is_liquidated_sends_nothing() =>
        Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken().At(Frame(3)).When(Send(1m))
            .ThenRejected(RejectionCode.AccountInLiquidation, "'alice.1'");

    [Fact]
    public void An_account_that_is_liquidated_receives_and_it_counts_at_once() =>
        Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).WhenWoken()
            .WhenOwed(Entities.Account(Hedge), 1, new AccountCommand.ReceiveTransfer(Hedge, Usdt, Amount(2_000m)))
            .ThenKinds(typeof(AccountEvent.TransferReceived), typeof(AccountEvent.MarginCallLifted))
            .ThenState(account => Assert.Equal(MarginStatus.Healthy, account.Status));

    [Fact]
    public void Nobody_outside_may_say_that_something_arrived() => Assert.False(ClientCommands.Allow(Arrives(1m)));

    [Fact]
    public void A_name_without_a_dot_owns_itself() => Assert.Equal(
        ["alice", "alice", ".x", "a"],
        new[] { "alice", "alice.hedge.two", ".x", "a." }.Select(name => new AccountId(name).Owner));

    private static AccountCommand.Transfer Send(decimal amount, string to = "alice.hedge") =>
        new(new AccountId(to), Usdt, Amount(amount));

    private static AccountCommand.ReceiveTransfer Arrives(decimal amount) => new(Alice, Usdt, Amount(amount));

    private static Spec<AccountState> Receiver() => Of(Hedge.Value);

    private static Spec<AccountState> Of(string name) => new Spec<AccountState>(
        new AccountDecider(Venue.Shards), Entities.Account(new AccountId(name))).At(Frame());
}
