using System.Diagnostics;
using System.Text.Json;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Entities;

/// <summary>What clients are told.</summary>
internal static class Replies
{
    public static readonly FormTable Table = new FormTable()
        .Add("msg.reply.v1", FlatJson.Default.ReplyV1, (Reply r) => ToStored(r), ToDomain);

    private static ReplyV1 ToStored(Reply reply)
    {
        var (from, command) = (reply.From.PersistenceId, reply.Command.Value);
        return reply.Outcome switch
        {
            Outcome.Accepted o => new ReplyV1(
                from, command, "accepted", Version: o.Version, Notes: o.Notes.Count == 0 ? null : [.. o.Notes]),
            Outcome.AlreadyApplied o => new ReplyV1(from, command, "already-applied", Version: o.Version),
            Outcome.Refused o => new ReplyV1(
                from, command, "refused", Code: Names<RejectionCode>.Of(o.Reason.Code), Text: o.Reason.Detail),
            Outcome.Busy o => new ReplyV1(
                from, command, "busy", Text: o.Why, RetryAfterMs: (long)o.RetryAfter.TotalMilliseconds),
            _ => throw new UnreachableException($"unhandled outcome {reply.Outcome.GetType().Name}"),
        };
    }

    private static Reply ToDomain(ReplyV1 s) =>
        new(JsonFields.Entity(s.From), new CommandId(s.Command), s switch
        {
            { Outcome: "accepted", Version: { } version } =>
                new Outcome.Accepted(version) { Notes = [.. s.Notes ?? []] },
            { Outcome: "already-applied", Version: { } version } => new Outcome.AlreadyApplied(version),
            { Outcome: "refused", Code: { } code, Text: { } detail } =>
                new Outcome.Refused(new Rejection(Names<RejectionCode>.Read(code), detail)),
            { Outcome: "busy", Text: { } why, RetryAfterMs: { } delay } =>
                new Outcome.Busy(why, TimeSpan.FromMilliseconds(delay)),
            _ => throw new JsonException($"outcome '{s.Outcome}' is unknown or lacks a member"),
        });
}

internal sealed record ReplyV1(
    [property: JsonName("from")] string From,
    [property: JsonName("command")] string Command,
    [property: JsonName("outcome")] string Outcome,
    [property: JsonName("version")] long? Version = null,
    [property: JsonName("code")] string? Code = null,
    [property: JsonName("text")] string? Text = null,
    [property: JsonName("retryAfterMs")] long? RetryAfterMs = null,
    [property: JsonName("notes")] string[]? Notes = null);
