using Akka.Actor;
using Akka.Persistence;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;

namespace CollateralActors.Journal.Tests.Sqlite;

/// <summary>Two actor systems that write the same entities: what must not happen, and harms nobody else when it does.</summary>
public sealed class FencedJournalTests
{
    // More than the circuit breaker lets fail.
    private const int Contested = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_later_writer_is_refused_and_what_was_answered_to_the_earlier_one_stays()
    {
        using var folder = new TemporaryJournal();
        using var journal = folder.Open();
        using (var winner = Venue.Start(JournalSetup.ForSqlite(folder.Path)))
        using (var loser = Venue.Start(JournalSetup.ForSqlite(folder.Path)))
        {
            var (earlier, later) = (await StartAsync(winner, "account-1"), await StartAsync(loser, "account-1"));

            Assert.Equal("stored 1", await earlier.Ask<string>("from the winner", Limit));
            Assert.Equal("rejected 1", await later.Ask<string>("from the loser", Limit));
            Assert.Equal("stored 2", await earlier.Ask<string>("from the winner again", Limit));

            await winner.Terminate();
            await loser.Terminate();
        }

        Assert.Equal(["from the winner", "from the winner again"], Payloads(folder.Path));
    }

    [Fact]
    public async Task Conflicts_of_some_do_not_fail_the_writes_of_others_at_the_same_time_or_afterwards()
    {
        using var folder = new TemporaryJournal();
        using var journal = folder.Open();
        using var winner = Venue.Start(JournalSetup.ForSqlite(folder.Path));
        using var loser = Venue.Start(JournalSetup.ForSqlite(folder.Path));
        var earlier = await StartAllAsync(winner, "account-contested");
        var later = await StartAllAsync(loser, "account-contested");
        var others = await StartAllAsync(loser, "account-other");
        await Task.WhenAll(earlier.Select(writer => writer.Ask<string>("first", Limit)));

        var (lost, kept) = (new List<Task<string>>(), new List<Task<string>>());
        foreach (var (contested, other) in later.Zip(others))
        {
            lost.Add(contested.Ask<string>("second", Limit));
            kept.Add(other.Ask<string>("alone", Limit));
        }

        Assert.All(await Task.WhenAll(lost), answer => Assert.Equal("rejected 1", answer));
        Assert.All(await Task.WhenAll(kept), answer => Assert.Equal("stored 1", answer));
        Assert.All(
            await Task.WhenAll(others.Select(other => other.Ask<string>("alone again", Limit))),
            answer => Assert.Equal("stored 2", answer));
        await winner.Terminate();
        await loser.Terminate();
    }

    private static async Task<IActorRef> StartAsync(ActorSystem system, string persistenceId)
    {
        var writer = system.ActorOf(Props.Create<Writer>(persistenceId));
        await writer.Ask<string>(Writer.IsThere, Limit);
        return writer;
    }

    private static Task<IActorRef[]> StartAllAsync(ActorSystem system, string name) =>
        Task.WhenAll(Enumerable.Range(0, Contested).Select(i => StartAsync(system, $"{name}-{i}")));

    private static List<string> Payloads(string path)
    {
        using var reader = JournalReader.Open(path);
        return [.. reader.ReadAll().Select(row => System.Text.Encoding.UTF8.GetString(row.Payload))];
    }

    /// <summary>Stores a text and tells what became of it.</summary>
    private sealed class Writer : ReceivePersistentActor
    {
        public const string IsThere = "is there";
        private IActorRef asker = ActorRefs.Nobody;

        public Writer(string persistenceId)
        {
            PersistenceId = persistenceId;
            Command<string>(text => Sender.Tell(text), text => text == IsThere);
            Command<string>(text =>
            {
                asker = Sender;
                Persist(new StoredEvent("m.v1", System.Text.Encoding.UTF8.GetBytes(text)), _ => asker.Tell($"stored {LastSequenceNr}"));
            });
        }

        public override string PersistenceId { get; }

        protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => asker.Tell($"rejected {sequenceNr}");

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => asker.Tell($"failed {sequenceNr}");
    }
}
