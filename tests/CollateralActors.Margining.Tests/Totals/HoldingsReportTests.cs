using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Loans;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using static CollateralActors.Margining.Tests.Specs.Venue;
using static CollateralActors.Margining.Tests.Totals.Counted;

namespace CollateralActors.Margining.Tests.Totals;

/// <summary>When an account tells the market what it holds: in steps of a sixteenth, and only of what a rule looks at.</summary>
public sealed class HoldingsReportTests
{
    private static readonly EntityId Market = Entities.Market;

    [Fact]
    public void Without_a_rule_that_asks_nothing_is_reported() =>
        Account.New().When(Deposit(5m, Btc)).ThenKinds(typeof(AccountEvent.Opened), typeof(AccountEvent.Deposited)).ThenOwes(Market);

    [Fact]
    public void A_first_holding_is_reported_with_the_decision_that_made_it_and_nothing_else_is() =>
        New().When(Deposit(5m, Btc))
            .Then(new AccountEvent.Opened(), new AccountEvent.Deposited(Btc, Amount(5m)), Reported(btc: 5m))
            .ThenOwes(Market, Report(btc: 5m))
            .When(Deposit(5m)).ThenKinds(typeof(AccountEvent.Deposited));

    // A sixteenth of 16 is 1: up to that the report stands.
    [Theory]
    [InlineData(1, null)]
    [InlineData(1.00000001, 1.00000001)]
    [InlineData(-1, null)]
    [InlineData(-1.00000001, -1.00000001)]
    [InlineData(-16, -16.0)]
    public void A_change_of_more_than_a_sixteenth_is_reported_as_a_change(double change, double? reported)
    {
        var account = New().When(Deposit(16m, Btc)).When(change > 0 ? Deposit((decimal)change, Btc) : Withdraw((decimal)-change, Btc));
        Assert.Equal(reported is { } by ? Report(btc: (decimal)by) : Report(btc: 16m), account.Entity.Outbox.Waiting[Market].Values.Last());
        Assert.Equal(reported is null ? Amount(16m) : account.State.BalanceOf(Btc), account.State.Reported.Of(Btc));
    }

    [Fact]
    public void Small_changes_add_up()
    {
        var account = New().When(Deposit(16m, Btc));
        account.When(Deposit(0.6m, Btc)).ThenOwes(Market, Report(btc: 16m))
            .When(Deposit(0.6m, Btc)).ThenOwes(Market, Report(btc: 16m), Report(btc: 1.2m));
    }

    [Fact]
    public void What_is_owed_counts_nothing() =>
        Account.With(1_000_000m).Given(new AccountEvent.Deposited(Btc, Amount(-2m))).At(Frame(Wide)).When(Deposit(1m, Btc))
            .ThenKinds(typeof(AccountEvent.Deposited)).ThenOwes(Market)
            .When(Deposit(3m, Btc)).ThenOwes(Market, Report(btc: 2m));

    [Fact]
    public void Longs_are_counted_and_shorts_are_not() =>
        Holding(0m).When(Trade("t-1", -2m, 50_000m)).ThenOwes(Market)
            .When(Trade("t-2", 5m, 50_000m)).ThenOwes(Market, Report(longs: 3m))
            .When(Trade("t-3", -4m, 50_000m)).ThenOwes(Market, Report(longs: 3m), Report(longs: -3m));

    [Fact]
    public void What_is_supplied_to_a_pool_counts_and_what_is_locked_does_not()
    {
        New().When(Deposit(16m, Btc)).Given(new AccountEvent.PoolAsked(Btc, new PoolRequest(PoolAction.Supply, Amount(8m))))
            .WhenOwed(Entities.Pool(Btc), 1, new AccountCommand.BookSupply(Btc, Amount(8m), Amount(8m)))
            .ThenKinds(typeof(AccountEvent.Supplied)).ThenOwes(Market, Report(btc: 16m));
        New().When(Deposit(16m, Btc)).When(new AccountCommand.LockInEscrow(new EscrowId("deal"), Btc, Amount(8m)))
            .ThenOwes(Market, Report(btc: 16m), Report(btc: -8m));
    }

    [Fact]
    public void A_refusal_reports_nothing() =>
        New().When(Deposit(16m, Btc)).When(Withdraw(17m, Btc)).ThenRejected(RejectionCode.InsufficientBalance).ThenOwes(Market, Report(btc: 16m));

    [Fact]
    public void An_account_that_a_new_rule_finds_holding_reports_when_it_is_looked_at() =>
        Account.Holding(2m, 100_000m).Given(new AccountEvent.Deposited(Btc, Amount(3m))).At(Frame(Wide)).WhenWoken()
            .Then(Reported(3m, 2m)).ThenOwes(Market, Report(3m, 2m))
            .WhenWoken().ThenNothingStored();

    [Fact]
    public void What_a_look_found_to_report_is_told_again_from_the_journal_alone()
    {
        var account = new Hosted<AccountState>(new AccountDecider(Venue.Shards), Account.Self);
        var frames = new Frames();
        frames.Add(Venue.Frame());
        account.Handle(Envelope.Signal(Market, Account.Self, Deposit(3m, Btc)), frames, new Instant(1));
        var holding = Trade("t-1", 2m, 50_000m);
        account.Handle(Stamped(frames, holding), frames, new Instant(1));
        frames.Add(Frame(Wide));
        account.Handle(Stamped(frames, new AccountCommand.Evaluate()), frames, new Instant(2));
        Assert.Equal(Reported(3m, 2m), account.Journal[^1].Event);
        Assert.Equal(3, account.Redecide(frames));
    }

    private static Envelope Stamped(Frames frames, ICommand command) =>
        Envelope.Signal(Account.Watchlist, Account.Self, command) with { Stamp = new Stamp(frames.Latest!.Frame, 1, 1) };

    private static Spec<AccountState> New() => Account.New().At(Frame(Wide));

    private static Spec<AccountState> Holding(decimal btc) => Account.With(10_000_000m).Given(new AccountEvent.WatchConfirmed(1))
        .At(Frame(Wide, btc)).Stamped();

    private static AccountEvent.HoldingsReported Reported(decimal? btc = null, decimal? longs = null) => new(Held(btc, longs));

    private static MarketCommand.ReportHoldings Report(decimal? btc = null, decimal? longs = null) => new(Held(btc, longs));
}
