using System.Runtime.Serialization;
using Akka.Actor;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Journal.Tests.Codec;
using CollateralActors.Journal.Tests.Sqlite;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Units;
using Envelope = CollateralActors.Margining.Deciding.Envelope;

namespace CollateralActors.Journal.Tests.Serializers;

public sealed class SerializationTests : IDisposable
{
    private static readonly EntityId Alice = new(EntityKind.Account, "alice");

    private readonly TemporaryJournal folder = new();
    private readonly ActorSystem system;

    public SerializationTests() => system = Venue.Start(JournalSetup.ForSqlite(folder.Path));

    public static TheoryData<object> Messages =>
    [
        new StoredEvent("account.opened.v1", [1, 2]),
        new StoredSnapshot("account.state.v1", [3]),
        new Reply(Alice, new CommandId("c"), new Outcome.Accepted(1)),
        Envelope.Signal(Alice, Alice, new EntityCommand.Ping()),
    ];

    public void Dispose()
    {
        system.Terminate().GetAwaiter().GetResult();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Each_of_our_types_has_our_serializer_and_comes_back(object message)
    {
        var serializer = system.Serialization.FindSerializerFor(message);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);

        var back = system.Serialization.Deserialize(serializer.ToBinary(message), serializer.Identifier, manifest);

        Assert.Equal(typeof(StoredEvent).Assembly, serializer.GetType().Assembly);
        Assert.Equal(Structure.Of(message), Structure.Of(back));
        Assert.Matches("\\.v1$", manifest);
    }

    [Fact]
    public void What_has_no_codec_is_refused_by_name_instead_of_written_with_type_names()
    {
        var serializer = system.Serialization.FindSerializerFor(new Stray());

        var refusal = Assert.Throws<SerializationException>(() => serializer.ToBinary(new Stray()));

        Assert.IsType<RefusingSerializer>(serializer);
        Assert.Contains(nameof(Stray), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identifiers_never_change()
    {
        Assert.Equal(48_001, new StoredEventSerializer((ExtendedActorSystem)system).Identifier);
        Assert.Equal(48_002, new StoredSnapshotSerializer((ExtendedActorSystem)system).Identifier);
        Assert.Equal(48_003, new MessageSerializer((ExtendedActorSystem)system).Identifier);
    }

    private sealed record Stray;
}
