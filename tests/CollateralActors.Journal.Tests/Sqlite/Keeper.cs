using Akka.Actor;
using Akka.Persistence;
using CollateralActors.Journal.Serializers;

namespace CollateralActors.Journal.Tests.Sqlite;

/// <summary>
/// A persistent actor that stores what it is told as it is, and tells the snapshot that it was offered.
/// </summary>
internal sealed class Keeper : ReceivePersistentActor
{
    public Keeper()
    {
        object offered = "none";
        IActorRef asker = ActorRefs.Nobody;
        Recover<SnapshotOffer>(offer => offered = offer.Snapshot);
        Command<StoredSnapshot>(snapshot =>
        {
            asker = Sender;
            SaveSnapshot(snapshot);
        });
        Command<StoredEvent[]>(events =>
        {
            var sender = Sender;
            PersistAll(events, _ => { });
            DeferAsync("stored", sender.Tell);
        });
        Command<SaveSnapshotSuccess>(_ => asker.Tell("saved"));
        Command<SaveSnapshotFailure>(failure => asker.Tell(failure.Cause.ToString()));
        Command<string>(_ => Sender.Tell(offered));
    }

    public override string PersistenceId => "account-keeper";
}
