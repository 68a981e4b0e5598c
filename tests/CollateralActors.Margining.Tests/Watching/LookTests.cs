using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Tests.Accounts;
using CollateralActors.Margining.Tests.Specs;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Margining.Tests.Specs.Venue;

namespace CollateralActors.Margining.Tests.Watching;

/// <summary>A wake that gets lost is not overtaken: what comes after it brings the look along.</summary>
public sealed class LookTests
{
    private static readonly EntityId Self = Venue.Shards.WatchlistOf(Alice);

    [Fact]
    public void A_wake_brings_along_the_frames_that_were_not_answered_for() =>
        Woken().At(Frame(3)).Pass(3).ThenSends(Wake(3, 3, 2)).At(Frame(4)).Pass(4).ThenSends(Wake(4, 4, 2, 3));

    [Fact]
    public void An_answer_is_one_to_all_that_its_message_brought_along() =>
        Woken().At(Frame(3)).Pass(3).Answer(ticket: 3, band: Band.HotAt(Frame(3))).At(Frame(4)).Pass(4).ThenSends(Wake(4, 4));

    [Fact]
    public void An_answer_to_an_earlier_message_leaves_the_later_looks_owed() =>
        Woken().At(Frame(3)).Pass(3).Answer(ticket: 2).At(Frame(4)).Pass(4).ThenSends(Wake(4, 4, 3));

    [Fact]
    public void A_repeated_frame_brings_all_of_them_once_more() =>
        Woken().At(Frame(3)).Pass(3).Pass(3).ThenSends(Wake(3, 5, 2)).Answer(ticket: 5).Pass(3).ThenSends();

    [Fact]
    public void A_command_brings_them_along_too()
    {
        var list = Woken();
        var command = Envelope.Signal(Entities.Account(Alice), Entities.Account(Alice), Deposit(1m));
        list.WhenSignalled(Entities.Account(Alice), new WatchlistCommand.Watch(Alice, 1, command));
        Assert.Equal([new FrameNumber(2)], list.Result.PassOn!.Stamp!.Looks);
    }

    [Fact]
    public void A_gap_of_frames_is_one_message_an_account()
    {
        var hot = Watching().Answer(ticket: 1, band: Band.HotAt(Frame(1))).At(Frame(2)).At(Frame(3)).At(Frame(4)).Pass(4);
        hot.ThenSends(Wake(4, 4, 2, 3));
    }

    [Fact]
    public void A_long_gap_is_a_message_for_every_32_frames()
    {
        var list = Watching().Answer(ticket: 1, band: Band.HotAt(Frame(1)));
        for (var frame = 2; frame <= 67; frame++)
            list.At(Frame(frame));
        var looks = list.Pass(67).Result.Sends.Select(send => send.Stamp!).ToList();
        Assert.Equal([33, 65, 67], looks.Select(stamp => stamp.Frame.Value));
        Assert.Equal(
            Enumerable.Range(2, 66).Select(frame => (long)frame),
            looks.SelectMany(stamp => stamp.Looks.Append(stamp.Frame)).Select(frame => frame.Value).Distinct().Order());
    }

    // At 48,000 equity is below maintenance, at 60,000 the account is healthy: only a look at frame 2 shows it.
    [Fact]
    public void The_account_looks_at_what_is_brought_along_first()
    {
        var account = Account.Holding(1m, 3_000m).At(Frame(2, btc: 48_000m)).At(Frame(3, btc: 60_000m));
        var requests = account.State.Episodes;
        account.When(Wake(3, 7, 2));
        Assert.Equal(requests + 1, account.State.Episodes);
        Assert.Equal(MarginStatus.Healthy, account.State.Status);
        Assert.Equal(7, Assert.IsType<WatchlistCommand.AnswerBand>(Assert.Single(account.Result.Sends).Command).Ticket);
    }

    private static Spec<WatchlistState> Watching() =>
        new Spec<WatchlistState>(new WatchlistDecider(), Self).At(Frame()).Pass(1).Watch(1);

    /// <summary>Alice was woken at frame 2, with ticket 2, and has not answered.</summary>
    private static Spec<WatchlistState> Woken() => Watching().At(Frame(2)).Pass(2);

    private static Envelope Wake(long frame, long ticket, params long[] looks) =>
        Envelope.Signal(Self, Entities.Account(Alice), new AccountCommand.Evaluate()) with
        {
            Stamp = new Stamp(new FrameNumber(frame), 1, ticket) { Looks = looks.Select(look => new FrameNumber(look)).ToValueList() },
        };
}
