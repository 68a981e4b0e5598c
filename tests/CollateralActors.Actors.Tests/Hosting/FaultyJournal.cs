using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace CollateralActors.Actors.Tests.Hosting;

/// <summary>What goes wrong with a journal; one for each actor system, found by its name.</summary>
public sealed class JournalFaults
{
    private static readonly ConcurrentDictionary<string, JournalFaults> BySystem = [];

    /// <summary>The next writes throw this, as an unreachable journal does.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The next writes are refused one by one, as what cannot be serialized is.</summary>
    public Exception? Rejection { get; set; }

    /// <summary>Writes wait for this.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Reading throws this.</summary>
    public Exception? Unreadable { get; set; }

    /// <summary>What reading makes of each stored event; null leaves it out.</summary>
    public Func<IPersistentRepresentation, IPersistentRepresentation?> Reading { get; set; } = stored => stored;

    /// <summary>Number of writes; each is one AtomicWrite of one entity.</summary>
    public int Writes { get; private set; }

    public void Count(int writes) => Writes += writes;

    public static JournalFaults Of(ActorSystem system) => BySystem.GetOrAdd(system.Name, _ => new JournalFaults());
}

/// <summary>A journal in memory that does what <see cref="JournalFaults"/> says.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    private readonly JournalFaults faults = JournalFaults.Of(Context.System);

    public static string Config { get; } = $$"""
        akka.loglevel = ERROR
        akka.stdout-loglevel = ERROR
        akka.persistence.journal.plugin = "akka.persistence.journal.faulty"
        akka.persistence.journal.faulty {
          class = "{{typeof(FaultyJournal).FullName}}, {{typeof(FaultyJournal).Assembly.GetName().Name}}"
          plugin-dispatcher = "akka.actor.default-dispatcher"
          replay-filter.mode = off
        }
        akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
        """;

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        faults.Count(writes.Count);
        if (faults.Hold is { } hold)
            await hold.Task;
        if (faults.Failure is { } failure)
            throw failure;
        return faults.Rejection is { } rejection
            ? writes.Select(_ => rejection).ToImmutableList()
            : await base.WriteMessagesAsync(writes, cancellationToken);
    }

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        if (faults.Unreadable is { } unreadable)
            throw unreadable;
        return base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, stored =>
        {
            if (faults.Reading(stored) is { } read)
                recoveryCallback(read);
        });
    }
}
