using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>Accounts that do not answer, as parked ones, and frames that nobody can be asked about any more.</summary>
public sealed class OverdueTests
{
    private static readonly EntityId Self = Venue.Shards.WatchlistOf(Alice);

    [Fact]
    public void An_account_that_is_silent_for_64_frames_is_overdue_and_the_others_are_passed()
    {
        var list = Silent(upTo: 65);
        list.At(Frame(66)).Pass(66).Then(
            new WatchlistEvent.AccountOverdue(Alice, new FrameNumber(2)), new WatchlistEvent.FramesPassed(new FrameNumber(66)));
    }

    [Fact]
    public void An_answer_within_64_frames_is_in_time()
    {
        var list = Silent(upTo: 65).Answer(ticket: 65).At(Frame(66)).Pass(66).ThenNothingStored();
        Assert.Empty(list.State.Overdue);
    }

    [Fact]
    public void Frames_before_the_first_that_is_owed_are_passed_meanwhile()
    {
        var list = Watching().Answer(ticket: 1);
        for (var frame = 2; frame <= 63; frame++)
            list.At(Frame(frame)).Pass(frame);
        list.Watch(1).At(Frame(64)).Pass(64).ThenNothingStored().At(Frame(65)).Pass(65).ThenNothingStored();
        list.Answer(ticket: 3).ThenNothingStored();
        list.At(Frame(66)).Pass(66).Then(new WatchlistEvent.FramesPassed(new FrameNumber(64))).ThenSends(Wake(66, 5, 65));
    }

    [Fact]
    public void Whoever_is_overdue_is_woken_at_every_frame_and_holds_up_nothing()
    {
        var list = Overdue();
        list.At(Frame(67)).Pass(67).ThenSends(Wake(67, 67));
        for (var frame = 68; frame <= 129; frame++)
            list.At(Frame(frame)).Pass(frame).ThenNothingStored();
        list.At(Frame(130)).Pass(130).Then(new WatchlistEvent.FramesPassed(new FrameNumber(130)));
    }

    [Fact]
    public void A_repeated_frame_wakes_whoever_is_overdue_at_that_frame_alone() =>
        Overdue().Pass(66).ThenSends(Wake(66, 67));

    [Fact]
    public void An_answer_of_the_overdue_is_stored_with_the_frame_that_it_holds_at()
    {
        var list = Overdue().Answer(ticket: 66).Then(new WatchlistEvent.AccountCaughtUp(Alice, new FrameNumber(66)));
        Assert.Empty(list.State.Overdue);
        list.At(Frame(67)).Pass(67).ThenSends();
    }

    [Fact]
    public void A_late_answer_to_an_older_wake_catches_nothing_up() =>
        Overdue().Answer(ticket: 65).ThenNothingStored();

    [Fact]
    public void Nobody_is_overdue_for_a_gap_of_frames_that_came_at_once()
    {
        var list = Watching();
        for (var frame = 2; frame <= 200; frame++)
            list.At(Frame(frame));
        list.Pass(199).ThenNothingStored().Pass(200).ThenNothingStored();
    }

    [Fact]
    public void The_overdue_are_known_after_recovery_and_woken_from_the_checkpoint_on()
    {
        var list = new Spec<WatchlistState>(new WatchlistDecider(), Self).Given(
            new WatchlistEvent.AccountWatched(Alice, 1),
            new WatchlistEvent.AccountOverdue(Alice, new FrameNumber(2)),
            new WatchlistEvent.FramesPassed(new FrameNumber(66)));
        list.At(Frame(67)).Pass(67).ThenSends(Wake(67, 67_001));
        list.Answer(ticket: 67_001).Then(new WatchlistEvent.AccountCaughtUp(Alice, new FrameNumber(67)));
    }

    [Fact]
    public void The_end_of_a_watch_ends_being_overdue()
    {
        var list = Overdue().WhenOwed(Entities.Account(Alice), 1, new WatchlistCommand.Unwatch(Alice, 1));
        Assert.Empty(list.State.Overdue);
    }

    [Fact]
    public void Frames_that_are_not_kept_any_more_are_skipped_and_everybody_is_looked_at_in_the_present_one()
    {
        var list = Checkpointed(new WatchlistEvent.AccountWatched(Alice, 1));
        list.Pass(500).Then(new WatchlistEvent.FramesSkipped(new FrameNumber(11), new FrameNumber(499))).ThenSends(Wake(500, 500_001));
        list.At(Frame(501)).Pass(501).ThenNothingStored().ThenSends(Wake(501, 500_002, 500));
    }

    [Fact]
    public void Where_nobody_is_watched_nobody_has_missed_the_frames_that_are_not_kept() =>
        Checkpointed().Pass(500).Then(new WatchlistEvent.FramesPassed(new FrameNumber(499)));

    [Fact]
    public void A_frame_that_is_not_known_yet_is_waited_for_and_not_skipped() =>
        Checkpointed(new WatchlistEvent.AccountWatched(Alice, 1)).Pass(502).ThenNothingStored().ThenSends();

    private static Spec<WatchlistState> Checkpointed(params IEvent[] events) => new Spec<WatchlistState>(new WatchlistDecider(), Self)
        .Given([.. events, new WatchlistEvent.FramesPassed(new FrameNumber(10))])
        .At(Frame(500)).Forgotten(before: 500);

    private static Spec<WatchlistState> Watching() =>
        new Spec<WatchlistState>(new WatchlistDecider(), Self).At(Frame()).Pass(1).Watch(1);

    /// <summary>Alice is woken at frame 2 and at every one after it, and says nothing.</summary>
    private static Spec<WatchlistState> Silent(long upTo)
    {
        var list = Watching();
        for (var frame = 2; frame <= upTo; frame++)
            list.At(Frame(frame)).Pass(frame).ThenNothingStored();
        return list;
    }

    private static Spec<WatchlistState> Overdue() => Silent(upTo: 65).At(Frame(66)).Pass(66);

    private static Envelope Wake(long frame, long ticket, params long[] looks) =>
        Envelope.Signal(Self, Entities.Account(Alice), new AccountCommand.Evaluate()) with
        {
            Stamp = new Stamp(new FrameNumber(frame), 1, ticket)
            {
                Looks = looks.Select(look => new FrameNumber(look)).ToValueList(),
            },
        };
}
