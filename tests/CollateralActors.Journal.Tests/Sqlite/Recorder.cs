using Akka.Actor;
using Akka.Persistence;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Serializers;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Tests.Sqlite;

/// <summary>A persistent actor that links and stores an event for each command, and tells when it is stored.</summary>
internal sealed class Recorder : ReceivePersistentActor
{
    private ChainHash head;
    private long sequence;

    public Recorder(string persistenceId)
    {
        PersistenceId = persistenceId;
        Recover<StoredEvent>(stored =>
        {
            var read = Linker.Read(PersistenceId, LastSequenceNr, head, stored.Manifest, stored.Payload);
            Assert.Null(read.Finding);
            (head, sequence) = (read.Head, LastSequenceNr);
        });
        Command<int>(count =>
        {
            var sender = Sender;
            PersistAll(Events(count).ToList(), _ => { });
            DeferAsync(count, _ => sender.Tell(LastSequenceNr));
        });
    }

    public override string PersistenceId { get; }

    public static Recorded Event(long number, int part = 1, int of = 1) => new(
        new Cause(new Origin.Duty(new EntityId(EntityKind.Account, "alice"), number), string.Empty),
        new Instant(1_738_569_600_000 + number),
        new FrameNumber(number),
        part,
        of,
        new EntityEvent.DutyDone(new EntityId(EntityKind.Fund, "USDT"), number));

    private IEnumerable<StoredEvent> Events(int count)
    {
        for (var part = 1; part <= count; part++)
        {
            var linked = Linker.Link(PersistenceId, sequence + 1, head, Event(sequence + 1, part, count));
            (head, sequence) = (linked.Head, sequence + 1);
            yield return linked.Event;
        }
    }
}
