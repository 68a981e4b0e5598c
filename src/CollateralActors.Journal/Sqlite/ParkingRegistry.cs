using System.Collections.Concurrent;
using CollateralActors.Margining.Units;
using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Sqlite;

/// <summary>An entity that is kept out of service.</summary>
/// <param name="PersistenceId">Which one.</param>
/// <param name="Reason">What its recovery found.</param>
/// <param name="Since">When it was parked.</param>
public sealed record Parked(string PersistenceId, string Reason, Instant Since);

/// <summary>Entities that could not be recovered: asked before each recovery, released by an operator.</summary>
/// <remarks>
/// Questions are answered from memory, on any thread. Changes are rare; they block until they are on disk.
/// </remarks>
public sealed class ParkingRegistry
{
    private readonly string path;
    private readonly ConcurrentDictionary<string, Parked> parked = new(StringComparer.Ordinal);

    internal ParkingRegistry(string path)
    {
        this.path = path;
        Reload();
    }

    /// <summary>All of them, in order of their ids.</summary>
    public IReadOnlyList<Parked> All => [.. parked.Values.OrderBy(p => p.PersistenceId, StringComparer.Ordinal)];

    public bool IsParked(string persistenceId) => parked.ContainsKey(persistenceId);

    /// <summary>The entry of an entity, or null where it is in service.</summary>
    public Parked? Find(string persistenceId) => parked.GetValueOrDefault(persistenceId);

    /// <summary>Takes an entity out of service. One that is parked already keeps its first reason.</summary>
    public void Park(string persistenceId, string reason, Instant since)
    {
        if (!parked.TryAdd(persistenceId, new Parked(persistenceId, reason, since)))
            return;
        using var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
        connection.Execute(
            "INSERT OR IGNORE INTO collateral_parking (persistence_id, reason, since) VALUES ($id, $reason, $since)",
            ("$id", persistenceId),
            ("$reason", reason),
            ("$since", since.UnixMilliseconds));
    }

    /// <summary>Puts an entity back into service; false where it was not parked.</summary>
    public bool Release(string persistenceId)
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
        connection.Execute("DELETE FROM collateral_parking WHERE persistence_id = $id", ("$id", persistenceId));
        return parked.TryRemove(persistenceId, out _);
    }

    /// <summary>Looks at the table again, for releases by another process.</summary>
    public void Reload()
    {
        var rows = RowsOf(path);
        parked.Clear();
        foreach (var row in rows)
            parked[row.PersistenceId] = row;
    }

    /// <summary>The entries of a journal that is only read, in order of their ids.</summary>
    /// <exception cref="JournalException">No such file, not a journal, or of a later version.</exception>
    public static IReadOnlyList<Parked> Read(string path) => RowsOf(JournalInfo.Of(path).Path);

    private static List<Parked> RowsOf(string path)
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadOnly);
        return connection.Query(
            "SELECT persistence_id, reason, since FROM collateral_parking ORDER BY persistence_id",
            row => new Parked(row.GetString(0), row.GetString(1), new Instant(row.GetInt64(2))));
    }
}
