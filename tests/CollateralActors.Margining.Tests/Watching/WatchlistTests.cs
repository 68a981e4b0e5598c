using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

public sealed class WatchlistTests
{
    private static readonly EntityId Self = Venue.Shards.WatchlistOf(Alice);
    private static readonly EntityId AliceHerself = Entities.Account(Alice);
    private static readonly Envelope Asked = new(AliceHerself, new Origin.Client(new CommandId("c")), Deposit(1m));

    [Fact]
    public void Nobody_is_watched_before_the_first_frame() =>
        Begin().WhenSignalled(AliceHerself, new WatchlistCommand.Watch(Alice, 1, Asked)).ThenNotYet("first frame");

    [Fact]
    public void A_new_watch_is_stored_before_the_command_goes_on() =>
        Begin().At(Frame()).Pass(1).Watch(1)
            .Then(new WatchlistEvent.AccountWatched(Alice, 1)).ThenPassedOn(Asked with { Stamp = Stamped(1, 1, 1) });

    [Fact]
    public void A_watch_that_is_on_stores_nothing_and_gives_the_next_ticket() =>
        Watching().Watch(1).ThenNothingStored().ThenPassedOn(Asked with { Stamp = Stamped(1, 1, 2) });

    [Fact]
    public void A_watch_with_an_older_epoch_is_served_under_the_newer_one() =>
        Begin().Given(new WatchlistEvent.AccountWatched(Alice, 3)).At(Frame()).Pass(1)
            .Watch(2).ThenNothingStored().ThenPassedOn(Asked with { Stamp = Stamped(1, 3, 1_002, 1) });

    [Fact]
    public void An_account_is_outside_until_a_band_answers_its_last_ticket() =>
        Watching()
            .At(Frame(2)).Pass(2).ThenSends(Wake(2, 2))
            .At(Frame(3)).Pass(3).ThenSends(Wake(3, 3, looks: [2]))
            .Answer(ticket: 3).ThenSends()
            .At(Frame(4)).Pass(4).ThenSends();

    [Fact]
    public void A_band_that_answers_an_older_ticket_is_not_used() =>
        Watching().Watch(1).Answer(ticket: 1).At(Frame(2)).Pass(2).ThenSends(Wake(2, 3));

    [Fact]
    public void A_band_of_an_older_watch_is_not_used() =>
        Watching().Answer(ticket: 1, epoch: 2).At(Frame(2)).Pass(2).ThenSends(Wake(2, 2));

    [Fact]
    public void A_band_that_does_not_hold_any_more_is_answered_with_another_look() =>
        Watching().At(Frame(2)).Pass(2).Answer(ticket: 2, band: Band.HotAt(Frame())).ThenSends(Wake(2, 3));

    [Fact]
    public void A_command_makes_a_band_count_as_outside() =>
        Watching().Answer(ticket: 1).Watch(1).At(Frame(2)).Pass(2).ThenSends(Wake(2, 3));

    [Fact]
    public void Whoever_is_not_watched_any_more_is_not_woken() =>
        Watching().WhenOwed(AliceHerself, 1, new WatchlistCommand.Unwatch(Alice, 1))
            .Then(new WatchlistEvent.AccountUnwatched(Alice, 1))
            .At(Frame(2)).Pass(2).ThenSends();

    [Fact]
    public void The_end_of_a_watch_loses_to_a_newer_one() =>
        Watching().Watch(2).WhenOwed(AliceHerself, 1, new WatchlistCommand.Unwatch(Alice, 1)).Then(new EntityEvent.DutyNoted())
            .ThenState(list => Assert.Equal(2, list.Watched[Alice]));

    [Fact]
    public void Frames_that_were_missed_are_walked_in_order() =>
        Watching().At(Frame(2)).At(Frame(3)).At(Frame(4)).Pass(4).ThenSends(Wake(4, 4, looks: [2, 3]));

    [Fact]
    public void A_frame_behind_a_gap_waits_until_the_gap_is_known() =>
        Watching().At(Frame(3)).Pass(3).ThenSends().At(Frame(2)).Pass(3).ThenSends(Wake(3, 3, looks: [2]));

    [Fact]
    public void A_repeated_frame_wakes_whoever_has_not_answered_and_nobody_else()
    {
        var list = Watching().At(Frame(2)).Pass(2).At(Frame(3)).Pass(3).Pass(3).ThenSends(Wake(3, 5, looks: [2]));
        list.Answer(ticket: 5).Pass(3).ThenSends();
    }

    [Fact]
    public void After_recovery_everybody_is_outside_from_the_last_checkpoint_on() =>
        Begin().Given(new WatchlistEvent.AccountWatched(Alice, 1), new WatchlistEvent.FramesPassed(new FrameNumber(10)))
            .At(Frame(11)).At(Frame(12)).Pass(12).ThenSends(Wake(12, 12_002, looks: [11]));

    [Fact]
    public void After_recovery_at_a_checkpoint_the_repeated_frame_wakes_everybody_once() =>
        Begin().Given(new WatchlistEvent.AccountWatched(Alice, 1), new WatchlistEvent.FramesPassed(new FrameNumber(10)))
            .At(Frame(10)).Pass(10).ThenSends(Wake(10, 10_001));

    [Fact]
    public void A_lost_wake_is_not_masked_by_the_answer_to_an_earlier_one() =>
        Watching().At(Frame(2)).Pass(2).At(Frame(3)).Pass(3).Answer(ticket: 2).Pass(3).ThenSends(Wake(3, 4));

    // Two commands are under way, with tickets 1 and 2, and the account decided the first one last.
    [Fact]
    public void Where_messages_overtook_one_another_the_account_is_looked_at_again()
    {
        Watching().Watch(1).Answer(ticket: 2, version: 5).ThenSends()
            .Answer(ticket: 1, version: 8).ThenSends(Wake(1, 3))
            .Answer(ticket: 3, version: 8).ThenSends();
        // The answers overtook one another too.
        Watching().Watch(1).Answer(ticket: 1, version: 8).ThenSends()
            .Answer(ticket: 2, version: 5).ThenSends(Wake(1, 3));
    }

    [Fact]
    public void Answers_in_the_order_of_the_decisions_bring_no_look()
    {
        Watching().Watch(1).Answer(ticket: 1, version: 5).ThenSends().Answer(ticket: 2, version: 8).ThenSends();
        Watching().Watch(1).Answer(ticket: 2, version: 8).ThenSends().Answer(ticket: 1, version: 5).ThenSends();
    }

    [Fact]
    public void The_passing_of_64_frames_is_stored_when_the_last_answer_is_in()
    {
        var list = Begin().Given(new WatchlistEvent.AccountWatched(Alice, 1), new WatchlistEvent.AccountWatched(Bob, 1));
        for (var frame = 1; frame <= 63; frame++)
            list.At(Frame(frame)).Pass(frame).Answer(1_000 + frame).ThenNothingStored().Answer(1_000 + frame, account: Bob, band: Band.HotAt(Frame(frame))).ThenNothingStored();
        list.At(Frame(64)).Pass(64).ThenNothingStored().ThenSends(Wake(64, 1_064, Bob));
        list.Answer(1_064, account: Bob).Then(new WatchlistEvent.FramesPassed(new FrameNumber(64)));
    }

    [Fact]
    public void The_passing_of_64_frames_is_stored_where_nobody_was_woken_at_all()
    {
        var list = Watching().Answer(ticket: 1);
        for (var frame = 2; frame <= 63; frame++)
            list.At(Frame(frame)).Pass(frame).ThenNothingStored();
        list.At(Frame(64)).Pass(64).Then(new WatchlistEvent.FramesPassed(new FrameNumber(64)));
    }

    [Fact]
    public void A_watchlist_never_rests() => Assert.False(new WatchlistDecider().MayRest(WatchlistState.Initial()));

    private static Spec<WatchlistState> Begin() => new(new WatchlistDecider(), Self);

    private static Spec<WatchlistState> Watching() => Begin().At(Frame()).Pass(1).Watch(1);

    private static Stamp Stamped(long frame, int epoch, long ticket, params long[] looks) =>
        new(new FrameNumber(frame), epoch, ticket) { Looks = looks.Select(look => new FrameNumber(look)).ToValueList() };

    private static Envelope Wake(long frame, long ticket, AccountId? account = null, params long[] looks) =>
        Envelope.Signal(Self, Entities.Account(account ?? Alice), new AccountCommand.Evaluate()) with
        {
            Stamp = Stamped(frame, 1, ticket, looks),
        };
}

internal static class WatchlistSpec
{
    public static Spec<WatchlistState> Pass(this Spec<WatchlistState> list, long frame) =>
        list.WhenSignalled(Entities.Market, new MarketCommand.FramePassed(new FrameNumber(frame)));

    public static Spec<WatchlistState> Watch(this Spec<WatchlistState> list, int epoch) => list.WhenSignalled(
        Entities.Account(Alice),
        new WatchlistCommand.Watch(Alice, epoch, new Envelope(Entities.Account(Alice), new Origin.Client(new CommandId("c")), Deposit(1m))));

    public static Spec<WatchlistState> Answer(
        this Spec<WatchlistState> list,
        long ticket,
        int epoch = 1,
        AccountId? account = null,
        Band? band = null,
        long version = 0) =>
        list.WhenSignalled(
            Entities.Account(account ?? Alice),
            new WatchlistCommand.AnswerBand(account ?? Alice, epoch, ticket, band ?? Band.Everything, default)
            {
                Version = version,
            });
}
