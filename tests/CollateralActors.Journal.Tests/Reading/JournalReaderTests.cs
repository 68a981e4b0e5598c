using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Reading;
using CollateralActors.Journal.Serializers;
using CollateralActors.Journal.Sqlite;
using CollateralActors.Journal.Tests.Sqlite;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Tests.Reading;

public sealed class JournalReaderTests : IDisposable
{
    private readonly TemporaryJournal folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_that_actors_stored_is_read_in_order_and_verifies()
    {
        using var journal = folder.Open();
        await Venue.Write(JournalSetup.ForSqlite(folder.Path), actors: 5, rounds: 7);
        using var reader = JournalReader.Open(folder.Path);
        var verifier = new JournalVerifier();

        var rows = reader.ReadAll().ToList();
        var read = rows.Select(row => verifier.Read(row)).ToList();

        Assert.Equal(35, reader.Count());
        Assert.Equal(rows.Select(row => row.Ordering).Order(), rows.Select(row => row.Ordering));
        Assert.All(rows, row => Assert.Equal(SerializerIds.StoredEvent, row.SerializerId));
        Assert.All(rows, row => Assert.DoesNotContain("CollateralActors", Text(row), StringComparison.Ordinal));
        Assert.All(read, one => Assert.Null(one.Finding));
        Assert.All(verifier.Heads.Values, head => Assert.Equal(7, head.Sequence));
        Assert.Equal(["account-1", "account-2", "account-3", "account-4", "account-5"], reader.EntityIds());
        Assert.Equal([5L, 6, 7], reader.ReadEntity("account-3", fromSequence: 5).Select(row => row.Sequence));
        Assert.Equal(rows[^2..].Select(Text), reader.ReadAll(after: rows[^3].Ordering).Select(Text));
        Assert.Empty(reader.ReadEntity("account-9"));
    }

    [Fact]
    public async Task An_actor_recovers_with_its_chain_and_goes_on()
    {
        using var journal = folder.Open();
        await Venue.Write(JournalSetup.ForSqlite(folder.Path), actors: 2, rounds: 3);
        await Venue.Write(JournalSetup.ForSqlite(folder.Path), actors: 2, rounds: 3);
        using var reader = JournalReader.Open(folder.Path);
        var verifier = new JournalVerifier();

        Assert.All(reader.ReadAll(), row => Assert.Null(verifier.Read(row).Finding));
        Assert.Equal(12, reader.Count());
    }

    [Fact]
    public void A_reader_sees_what_is_committed_while_the_writer_goes_on()
    {
        using var journal = folder.Open();
        using var reader = JournalReader.Open(folder.Path);
        Assert.Empty(reader.ReadAll());

        Store("account-a", 1, SerializerIds.StoredEvent);
        using var rows = reader.ReadAll().GetEnumerator();
        Assert.True(rows.MoveNext());
        Store("account-a", 2, SerializerIds.StoredEvent);

        Assert.False(rows.MoveNext());
        Assert.Equal(2, reader.Count());
    }

    [Fact]
    public void Each_fault_is_found_once_and_told_apart()
    {
        using var journal = folder.Open();
        Store("account-gap", 1, SerializerIds.StoredEvent);
        Store("account-gap", 3, SerializerIds.StoredEvent);
        Store("account-gap", 4, SerializerIds.StoredEvent);
        Store("account-foreign", 1, 1);
        Store("account-late", 2, SerializerIds.StoredEvent);
        using var reader = JournalReader.Open(folder.Path);
        var verifier = new JournalVerifier();

        var findings = reader.ReadAll().Select(row => verifier.Read(row).Finding).OfType<Finding>().ToList();

        Assert.Equal(
            [FindingKind.SequenceGap, FindingKind.ForeignRow, FindingKind.SequenceGap], findings.Select(found => found.Kind));
        Assert.Equal("account-gap event 3: follows on event 1; the next is 2", findings[0].ToString());
    }

    private void Store(string persistenceId, long sequence, int serializer)
    {
        using var reader = JournalReader.Open(folder.Path);
        var verifier = new JournalVerifier();
        foreach (var row in reader.ReadEntity(persistenceId))
            verifier.Read(row);
        var head = verifier.Heads.GetValueOrDefault(persistenceId).Head;
        var stored = Linker.Link(persistenceId, sequence, head, Recorder.Event(sequence)).Event;
        using var connection = Sql.Open(folder.Path, SqliteOpenMode.ReadWrite);
        connection.Execute(
            """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            VALUES (0, 0, $id, $sequence, $payload, $manifest, $serializer)
            """,
            ("$id", persistenceId),
            ("$sequence", sequence),
            ("$payload", stored.Payload),
            ("$manifest", stored.Manifest),
            ("$serializer", serializer));
    }

    private static string Text(JournalRow row) =>
        $"{row.Ordering} {row.PersistenceId} {row.Sequence} {row.Manifest} {Encoding.UTF8.GetString(row.Payload)}";
}
