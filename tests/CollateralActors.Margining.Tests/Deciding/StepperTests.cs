using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Deciding;

/// <summary>What every entity does, whatever its rules; shown on an account that owes Bob two legs.</summary>
public sealed class StepperTests
{
    [Fact]
    public void A_receipt_is_stored_once_and_again_changes_nothing() =>
        Owing().WhenSignalled(Account.Other, Receipt(2)).Then(new EntityEvent.DutyDone(Account.Other, 2)).ThenOwes(Account.Other)
            .WhenAgain().ThenNothingStored();

    [Fact]
    public void A_receipt_of_the_first_leaves_the_second() =>
        Owing().WhenSignalled(Account.Other, Receipt(1)).Then(new EntityEvent.DutyDone(Account.Other, 1))
            .WhenSignalled(Account.Other, Receipt(2)).Then(new EntityEvent.DutyDone(Account.Other, 2));

    [Fact]
    public void A_receipt_of_what_was_never_owed_changes_nothing() =>
        Owing().WhenSignalled(Account.Other, Receipt(3)).ThenNothingStored().WhenSignalled(Account.Fund, new EntityCommand.Acknowledge(Account.Fund, 1)).ThenNothingStored();

    [Fact]
    public void A_ping_sends_again_all_that_is_owed()
    {
        var account = Owing();
        account.When(new EntityCommand.Ping()).ThenNothingStored().ThenSends([.. account.Entity.Outbox.Messages(Account.Self)]);
        Assert.Equal(2, account.Result.Sends.Count);
    }

    [Fact]
    public void Only_new_duties_leave_with_a_decision() =>
        Assert.Equal(
            [new Origin.Duty(Account.Self, 3)],
            Owing().When(Trade("t-3", 0.001m, 50_000m)).Result.Sends.Where(m => m.To == Account.Other).Select(m => m.Origin));

    [Fact]
    public void A_duty_that_is_stored_is_acknowledged_with_the_same_decision()
    {
        var account = Account.Holding(1m, 5_000m).WhenOwed(Account.Other, 1, Trade("t", 1m, 50_000m, role: TradeRole.Counter));
        Assert.Contains(Envelope.Signal(Account.Self, Account.Other, new EntityCommand.Acknowledge(Account.Self, 1)), account.Result.Sends);
    }

    [Fact]
    public void Events_of_a_decision_carry_cause_time_frame_and_place()
    {
        var events = Account.New().At(Frame(3)).When("d", Deposit(1m)).Result.Events;
        var cause = new Cause(new Origin.Client(new CommandId("d")), Fingerprint.Of(Deposit(1m)));
        Assert.Equal(
            [
                new Recorded(cause, new Instant(3_000), new FrameNumber(3), 1, 2, new AccountEvent.Opened()),
                new Recorded(cause, new Instant(3_000), new FrameNumber(3), 2, 2, new AccountEvent.Deposited(Usdt, Amount(1m))),
            ],
            events);
    }

    [Fact]
    public void A_refused_command_stays_refused_when_it_comes_again_and_could_be_accepted()
    {
        var account = Account.With(5m).When("w-1", Withdraw(10m)).ThenRejected(RejectionCode.InsufficientBalance);
        account.When(Deposit(100m));
        account.When("w-1", Withdraw(10m)).ThenRejected(RejectionCode.InsufficientBalance, "balance of 5 USDT");
        Assert.Equal(105m, account.State.BalanceOf(Usdt).Value);
        account.When("w-2", Withdraw(10m));
        Assert.Equal(95m, account.State.BalanceOf(Usdt).Value);
    }

    [Fact]
    public void Nothing_is_stored_of_what_is_refused_for_its_form_alone()
    {
        foreach (var name in new[] { "", "a b", new string('x', 65) })
        {
            var entity = new Spec<AccountState>(new AccountDecider(Venue.Shards), Entities.Account(new AccountId(name)));
            entity.At(Frame()).When(Withdraw(1m)).ThenRejected(RejectionCode.IllegalId, $"account '{name}'").ThenNothingStored();
        }
    }

    [Fact]
    public void A_fingerprint_tells_content_and_not_notation()
    {
        Assert.Equal(Fingerprint.Of(Deposit(1.0m)), Fingerprint.Of(Deposit(1.00m)));
        Assert.NotEqual(Fingerprint.Of(Deposit(1m)), Fingerprint.Of(Deposit(1.01m)));
        Assert.NotEqual(Fingerprint.Of(Deposit(1m)), Fingerprint.Of(Withdraw(1m)));
        Assert.NotEqual(Fingerprint.Of(Deposit(1m)), Fingerprint.Of(Deposit(1m, Usd)));
        Assert.Equal(32, Fingerprint.Of(Deposit(1m)).Length);
    }

    [Fact]
    public void Every_entity_has_a_persistence_id_that_reads_back()
    {
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var id = new EntityId(kind, "a-1.b");
            Assert.Equal(id, EntityId.Parse(id.PersistenceId));
        }

        Assert.Null(EntityId.Parse("account-"));
        Assert.Null(EntityId.Parse("nobody-alice"));
    }

    [Fact]
    public void An_account_its_watchlist_and_its_liquidations_share_a_shard()
    {
        foreach (var name in Enumerable.Range(0, 200).Select(n => $"account-{n}.x"))
        {
            var account = new AccountId(name);
            var shard = Margining.Deciding.Shards.Default.Of(Entities.Account(account));
            Assert.InRange(shard, 0, Margining.Deciding.Shards.Default.Count - 1);
            Assert.Equal(shard, Margining.Deciding.Shards.Default.Of(Margining.Deciding.Shards.Default.WatchlistOf(account)));
            Assert.Equal(shard, Margining.Deciding.Shards.Default.Of(Entities.Liquidation(LiquidationId.Of(account, 12))));
        }
    }

    private static Spec<AccountState> Owing() =>
        Account.Holding(1m, 5_000m).When(Trade("t-1", 0.001m, 50_000m)).When(Trade("t-2", 0.001m, 50_000m));

    private static EntityCommand.Acknowledge Receipt(long sequence) => new(Account.Other, sequence);
}
