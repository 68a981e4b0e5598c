using System.Text.Json.Serialization;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using CollateralActors.Margining.Watching;
using static CollateralActors.Journal.Codec.FlatJson;

namespace CollateralActors.Journal.Codec.Watching;

/// <summary>What watchlists store.</summary>
internal static class WatchlistEvents
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "watchlist.account-watched.v1",
            Default.AccountWatchedV1,
            (WatchlistEvent.AccountWatched e) => new AccountWatchedV1(e.Account.Value, e.Epoch),
            s => new WatchlistEvent.AccountWatched(new AccountId(s.Account), s.Epoch))
        .Add(
            "watchlist.account-unwatched.v1",
            Default.AccountUnwatchedV1,
            (WatchlistEvent.AccountUnwatched e) => new AccountUnwatchedV1(e.Account.Value, e.Epoch),
            s => new WatchlistEvent.AccountUnwatched(new AccountId(s.Account), s.Epoch))
        .Add(
            "watchlist.frames-passed.v1",
            Default.FramesPassedV1,
            (WatchlistEvent.FramesPassed e) => new FramesPassedV1(e.UpTo.Value),
            s => new WatchlistEvent.FramesPassed(new FrameNumber(s.UpTo)))
        .Add(
            "watchlist.account-overdue.v1",
            Default.AccountOverdueV1,
            (WatchlistEvent.AccountOverdue e) => new AccountOverdueV1(e.Account.Value, e.Since.Value),
            s => new WatchlistEvent.AccountOverdue(new AccountId(s.Account), new FrameNumber(s.Since)))
        .Add(
            "watchlist.account-caught-up.v1",
            Default.AccountCaughtUpV1,
            (WatchlistEvent.AccountCaughtUp e) => new AccountCaughtUpV1(e.Account.Value, e.Frame.Value),
            s => new WatchlistEvent.AccountCaughtUp(new AccountId(s.Account), new FrameNumber(s.Frame)))
        .Add(
            "watchlist.frames-skipped.v1",
            Default.FramesSkippedV1,
            (WatchlistEvent.FramesSkipped e) => new FramesSkippedV1(e.From.Value, e.UpTo.Value),
            s => new WatchlistEvent.FramesSkipped(new FrameNumber(s.From), new FrameNumber(s.UpTo)));
}

/// <summary>What watchlists are sent.</summary>
internal static class WatchlistCommands
{
    public static readonly FormTable Table = new FormTable()
        .Add(
            "msg.watchlist.watch.v1",
            Default.WatchV1,
            (WatchlistCommand.Watch c) => new WatchV1(c.Account.Value, c.Epoch, c.Then),
            s => new WatchlistCommand.Watch(new AccountId(s.Account), s.Epoch, s.Then))
        .Add(
            "msg.watchlist.answer-band.v1",
            Default.AnswerBandV1,
            (WatchlistCommand.AnswerBand c) =>
                new AnswerBandV1(
                    c.Account.Value, c.Epoch, c.Ticket, BandV1.Of(c.Band), c.Severity.Value, c.Version),
            s => new WatchlistCommand.AnswerBand(
                new AccountId(s.Account), s.Epoch, s.Ticket, s.Band.ToDomain(), new Rate(s.Severity))
            {
                Version = s.Version ?? 0,
            })
        .Add(
            "msg.watchlist.unwatch.v1",
            Default.UnwatchV1,
            (WatchlistCommand.Unwatch c) => new UnwatchV1(c.Account.Value, c.Epoch),
            s => new WatchlistCommand.Unwatch(new AccountId(s.Account), s.Epoch));
}

internal sealed record AccountWatchedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("epoch")] int Epoch);

internal sealed record AccountUnwatchedV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("epoch")] int Epoch);

internal sealed record FramesPassedV1(
    [property: JsonName("upTo")] long UpTo);

internal sealed record AccountOverdueV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("since")] long Since);

internal sealed record AccountCaughtUpV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("frame")] long Frame);

internal sealed record FramesSkippedV1(
    [property: JsonName("from")] long From,
    [property: JsonName("upTo")] long UpTo);

internal sealed record WatchV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("epoch")] int Epoch,
    [property: JsonName("then"), JsonConverter(typeof(EnvelopeConverter))] Envelope Then);

internal sealed record AnswerBandV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("epoch")] int Epoch,
    [property: JsonName("ticket")] long Ticket,
    [property: JsonName("band")] BandV1 Band,
    [property: JsonName("severity")] decimal Severity,
    [property: JsonName("version")] long? Version = null);

internal sealed record UnwatchV1(
    [property: JsonName("account")] string Account,
    [property: JsonName("epoch")] int Epoch);
