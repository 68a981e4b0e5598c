using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Accounts;

public sealed class WatchTests
{
    [Fact]
    public void A_trade_of_an_unwatched_account_goes_through_its_watchlist_first()
    {
        var trade = Trade("t-1", 1m, 50_000m);
        Account.With(5_000m).When("c", trade).ThenNothingStored().ThenPassedOn(Through(1, "c", trade));
    }

    [Fact]
    public void A_deposit_of_an_unwatched_account_does_not() =>
        Assert.Null(Account.With(5_000m).When(Deposit(1m)).Result.PassOn);

    [Fact]
    public void Every_command_of_a_watched_account_takes_its_place_at_the_watchlist()
    {
        AccountCommand[] commands =
        [
            Deposit(1m), Withdraw(1m), Reserve("o", 0.001m, 50_000m), new AccountCommand.ReleaseOrder(new OrderId("o")),
            Trade("t", 0.001m, 50_000m),
        ];
        foreach (var command in commands)
            Account.Holding(1m, 5_000m).Unstamped().When("c", command).ThenNothingStored().ThenPassedOn(Through(1, "c", command));
    }

    [Fact]
    public void What_another_entity_owes_a_watched_account_keeps_its_origin_on_the_way()
    {
        var plan = new AccountCommand.PlanStep(Account.First, 1);
        var owed = new Envelope(Account.Self, new Origin.Duty(Account.Liquidation, 1), plan);
        Account.Holding(1m, 5_000m).Unstamped().When(owed).ThenPassedOn(
            Envelope.Signal(Account.Self, Account.Watchlist, new WatchlistCommand.Watch(Alice, 1, owed)));
    }

    [Fact]
    public void What_was_applied_before_is_answered_without_the_watchlist() =>
        Account.Holding(1m, 5_000m).When("d", Deposit(1m)).Unstamped().When("d", Deposit(1m)).ThenAlreadyApplied();

    [Fact]
    public void A_stamped_trade_confirms_the_watch() =>
        Account.With(5_000m).Stamped(underEpoch: 3).When(Trade("t-1", 1m, 50_000m))
            .Then(new AccountEvent.WatchConfirmed(3), Account.Traded("t-1", 1m, 50_000m, fee: 25m))
            .ThenState(account => Assert.Equal(new Watch(3, true), account.Watch));

    [Fact]
    public void A_trade_that_was_stamped_under_a_watch_that_is_let_go_needs_a_new_one()
    {
        var opening = Trade("t-2", 1m, 50_000m, role: TradeRole.Counter);
        var stamped = new Envelope(Account.Self, new Origin.Duty(Account.Other, 2), opening, new Stamp(new FrameNumber(1), 1, 9));
        Account.Holding(1m, 5_000m).WhenOwed(Account.Other, 1, Trade("t-1", -1m, 50_000m, role: TradeRole.Counter))
            .ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.WatchReleased))
            .When(stamped).ThenNothingStored().ThenPassedOn(Envelope.Signal(
                Account.Self, Account.Watchlist, new WatchlistCommand.Watch(Alice, 2, stamped with { Stamp = null })));
    }

    [Fact]
    public void A_refused_command_confirms_nothing() =>
        Account.With(5_000m).Stamped().When(Withdraw(5_001m)).ThenRejected(RejectionCode.InsufficientBalance)
            .ThenState(account => Assert.False(account.Watch.IsOn));

    [Fact]
    public void A_flat_account_lets_the_watch_go_once_it_owes_nothing() =>
        Account.Holding(1m, 5_000m).When(Trade("t-1", -1m, 50_000m)).ThenKinds(typeof(AccountEvent.TradeApplied))
            .ThenState(account => Assert.True(account.Watch.IsOn))
            .WhenSignalled(Account.Other, new EntityCommand.Acknowledge(Account.Other, 1))
            .Then(new EntityEvent.DutyDone(Account.Other, 1), new AccountEvent.WatchReleased(1))
            .ThenOwes(Account.Watchlist, new WatchlistCommand.Unwatch(Alice, 1));

    [Fact]
    public void A_flat_account_that_owes_nothing_lets_the_watch_go_in_the_same_decision() =>
        Account.Holding(1m, 5_000m).WhenOwed(Account.Other, 1, Trade("t-1", -1m, 50_000m, role: TradeRole.Counter))
            .ThenKinds(typeof(AccountEvent.TradeApplied), typeof(AccountEvent.WatchReleased));

    [Fact]
    public void The_next_watch_has_the_next_epoch()
    {
        var trade = Trade("t-2", 1m, 50_000m);
        Account.Holding(1m, 5_000m).WhenOwed(Account.Other, 1, Trade("t-1", -1m, 50_000m, role: TradeRole.Counter)).Unstamped()
            .When("c", trade).ThenPassedOn(Through(2, "c", trade));
    }

    [Fact]
    public void A_look_answers_the_watch_and_ticket_that_it_was_asked_under()
    {
        var stamp = new Stamp(new FrameNumber(1), 7, 42);
        var account = Account.Holding(1m, 5_000m).When(new Envelope(
            Account.Self, new Origin.Signal(Account.Watchlist), new AccountCommand.Evaluate(), stamp));
        var answer = Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(account.Result.Sends).Command);
        Assert.Equal((Alice, 7, 42L), (answer.Account, answer.Epoch, answer.Ticket));
    }

    [Fact]
    public void A_watched_account_does_not_go_back_behind_the_frame_that_it_has_decided_at()
    {
        var account = Account.Holding(1m, 5_000m).At(Frame(5, btc: 48_000m)).When(Deposit(1m));
        account.At(Frame(6)).When(new Envelope(
            Account.Self, new Origin.Client(new CommandId("late")), Deposit(2m), new Stamp(new FrameNumber(1), 1, 9)));
        Assert.Equal(new FrameNumber(5), Assert.Single(account.Result.Events).Frame);
        account.ThenState(state => Assert.Equal(new FrameNumber(5), state.AsOf));
    }

    [Fact]
    public void A_frame_that_is_not_known_here_yet_is_waited_for() =>
        Account.Holding(1m, 5_000m).When(new Envelope(
            Account.Self, new Origin.Client(new CommandId("early")), Deposit(2m), new Stamp(new FrameNumber(9), 1, 9)))
            .ThenNotYet("first frame");

    private static Envelope Through(int epoch, string commandId, ICommand command) => Envelope.Signal(
        Account.Self, Account.Watchlist, new WatchlistCommand.Watch(
            Alice, epoch, new Envelope(Account.Self, new Origin.Client(new CommandId(commandId)), command)));
}
