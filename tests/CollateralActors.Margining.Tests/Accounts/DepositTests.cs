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
