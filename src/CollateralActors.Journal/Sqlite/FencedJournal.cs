using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CollateralActors.Journal.Sqlite;

/// <summary>
/// Akka.Persistence.Sql's journal, in which two writers of one entity harm nobody but the later one of them.
/// </summary>
/// <remarks>
/// The unique index on persistence id and sequence number refuses the later write, and with it the whole transaction:
/// the writes of all other entities that share the batch. The library calls that a failure of the journal for each of
/// them, and after a few its circuit breaker fails every write of the node. Here the later writer alone is refused, as
/// a rejection, which the breaker does not count; the others are written again.
/// </remarks>
internal sealed class FencedJournal(Config config) : SqlWriteJournal(config)
{
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var (writes, self) = (messages.ToList(), Self);
        try
        {
            return await base.WriteMessagesAsync(writes, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == SQLITE_CONSTRAINT_UNIQUE)
        {
            var conflict = new Conflict(writes, cancellationToken);
            self.Tell(conflict, ActorRefs.NoSender);
            return await conflict.Settled.Task.ConfigureAwait(false);
        }
    }

    // What the library keeps of writes under way belongs to the actor's thread, so both steps are messages.
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case Conflict conflict:
                ReadHighestSequenceNrAsync(conflict.Writes[0].PersistenceId, 0, conflict.Cancellation).PipeTo(
                    Self, ActorRefs.NoSender, highest => new Highest(conflict, highest), e => new Unknown(conflict, e));
                return true;
            case Highest(var conflict, var highest) when highest >= conflict.Writes[0].LowestSequenceNr:
                conflict.Settled.SetResult([.. conflict.Writes.Select(Lost)]);
                return true;
            case Highest(var conflict, _):
                _ = WriteAgainAsync(conflict);
                return true;
            case Unknown(var conflict, var cause):
                conflict.Settled.SetException(cause);
                return true;
            default:
                return base.ReceivePluginInternal(message);
        }
    }

    private static Exception Lost(AtomicWrite write) =>
        new InvalidOperationException(
            $"another writer has stored event {write.LowestSequenceNr} of {write.PersistenceId} first");

    private async Task WriteAgainAsync(Conflict innocent)
    {
        try
        {
            innocent.Settled.SetResult(
                await WriteMessagesAsync(innocent.Writes, innocent.Cancellation).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            innocent.Settled.SetException(e);
        }
    }

    /// <summary>
    /// Writes of one entity that were refused: because of it, or because of another one in the same transaction.
    /// </summary>
    private sealed record Conflict(List<AtomicWrite> Writes, CancellationToken Cancellation)
    {
        public TaskCompletionSource<IImmutableList<Exception>> Settled { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Highest(Conflict Conflict, long SequenceNr);

    private sealed record Unknown(Conflict Conflict, Exception Cause);
}
