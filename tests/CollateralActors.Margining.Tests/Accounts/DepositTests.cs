using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class DepositTests
{
    [Fact]
    public void The_first_deposit_opens_the_account() =>
        Account.New().When(Deposit(100m))
            .Then(new AccountEvent.Opened(), new AccountEvent.Deposited(Usdt, Amount(100m)))
            .ThenState(account => Assert.True(account.IsOpen))
            .ThenState(account => Assert.Equal(Amount(100m), account.BalanceOf(Usdt)));

    [Fact]
    public void A_later_deposit_only_adds() =>
        Account.With(100m).When(Deposit(0.000001m)).Then(new AccountEvent.Deposited(Usdt, Amount(0.000001m)))
            .ThenState(account => Assert.Equal(Amount(100.000001m), account.BalanceOf(Usdt)));

    // 10¹⁵ with twelve decimals are 28 digits, as many as a decimal has.
    [Fact]
    public void A_balance_stays_where_no_digit_is_lost()
    {
        const decimal most = 1_000_000_000_000_000m;
        var fine = new AssetId("FINE");
        var account = Account.New().At(Frame(2, risk: Book(1, null, Asset(fine, 12))))
            .Given(new AccountEvent.Opened(), new AccountEvent.Deposited(fine, Amount(most - 1_000_000m)));
        account.When(Deposit(1_000_000.000000000001m, fine)).ThenRejected(
            RejectionCode.IllegalNumber, "balance of FINE 1000000000000000.000000000001 is not at most 1000000000000000");
        account.When(Deposit(999_999.999999999999m, fine)).ThenKinds(typeof(AccountEvent.Deposited));
        account.When(Deposit(0.000000000001m, fine)).ThenState(state => Assert.Equal(Amount(most), state.BalanceOf(fine)));

        // What comes in as a fact still has room.
        account.WhenOwed(Account.Other, 1, new AccountCommand.ReceiveTransfer(Bob, fine, Amount(0.000000000001m)))
            .ThenState(state => Assert.Equal(0.000000000001m, state.BalanceOf(fine).Value - most));
    }

    [Fact]
    public void A_deposit_again_is_already_applied() =>
        Account.New().When("d-1", Deposit(100m)).When("d-1", Deposit(100.00m)).ThenAlreadyApplied();

    [Fact]
    public void A_deposit_of_another_amount_under_the_same_id_is_refused() =>
        Account.New().When("d-1", Deposit(100m)).When("d-1", Deposit(101m))
            .ThenRejected(RejectionCode.CommandIdReused, "'d-1'", "use a new id");

    [Fact]
    public void Nothing_is_decided_before_the_first_frame() =>
        new Spec<AccountState>(new AccountDecider(Venue.Shards), Account.Self).When(Deposit(100m)).ThenNotYet("first frame");

    [Fact]
    public void An_account_with_an_illegal_name_cannot_be_opened() =>
        new Spec<AccountState>(new AccountDecider(Venue.Shards), Entities.Account(new AccountId("no spaces"))).At(Frame())
            .When(Deposit(100m)).ThenRejected(RejectionCode.IllegalId, "account 'no spaces'", "letters, digits");

    [Fact]
    public void A_deposit_without_a_price_counts_nothing_and_keeps_nobody_from_looking() =>
        Account.Holding(1m, 3_200m).At(FrameOf((Usdt, 1m), (Btc, 48_000m))).When(Deposit(1_000m, Eth))
            .Then(
                new AccountEvent.Deposited(Eth, Amount(1_000m)),
                new AccountEvent.MarginCallIssued(
                    MarginStatus.Healthy, Account.Figures(1_200m, 1_200m, 1_200m), Account.Basis(2, ("USDT", 1m), ("BTC-PERP", 48_000m))));

    [Fact]
    public void A_deposit_without_a_price_can_be_taken_back_although_positions_are_open() =>
        Account.Holding(1m, 5_000m).At(FrameOf((Usdt, 1m), (Btc, 50_000m))).When(Deposit(7m, Eth)).When(Withdraw(7m, Eth))
            .Then(new AccountEvent.Withdrawn(Eth, Amount(7m)));
}
