using Microsoft.Data.Sqlite;

namespace CollateralActors.Journal.Sqlite;

/// <summary>What a journal says of itself, such as the scenario and seed that it was made with.</summary>
/// <remarks>Calls block: they are for start and end, not for a venue at work.</remarks>
public sealed class JournalMeta
{
    /// <summary>
    /// The key under which a finished run leaves its state hash; whoever verifies the journal compares it.
    /// </summary>
    public const string FinalStateHash = "final-state-hash";

    private readonly string path;

    internal JournalMeta(string path) => this.path = path;

    /// <summary>The value under <paramref name="key"/>, or null.</summary>
    public string? Get(string key)
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadOnly);
        return (string?)connection.Scalar("SELECT value FROM collateral_journal WHERE key = $key", ("$key", key));
    }

    /// <summary>Everything, in order of the keys.</summary>
    public IReadOnlyDictionary<string, string> All()
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadOnly);
        return All(connection);
    }

    /// <summary>Sets the value under <paramref name="key"/>, whatever it was.</summary>
    public void Set(string key, string value)
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
        connection.Execute(
            "INSERT OR REPLACE INTO collateral_journal (key, value) VALUES ($key, $value)",
            ("$key", key),
            ("$value", value));
    }

    /// <summary>Says what the journal is of: stored together the first time, compared ever after.</summary>
    /// <exception cref="JournalException">It is of something else; nothing was stored.</exception>
    public void Identify(IReadOnlyList<IdentityPart> identity)
    {
        using var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
        using var transaction = connection.BeginTransaction();
        var known = All(connection);
        if (identity.Any(part => known.ContainsKey(part.Name)))
        {
            RefuseOther(identity, known);
            return;
        }

        foreach (var part in identity)
        {
            connection.Execute(
                "INSERT INTO collateral_journal (key, value) VALUES ($key, $value)",
                ("$key", part.Name),
                ("$value", part.Value));
        }

        transaction.Commit();
    }

    private void RefuseOther(IReadOnlyList<IdentityPart> identity, IReadOnlyDictionary<string, string> known)
    {
        var other = identity.Where(part => known.GetValueOrDefault(part.Name) != part.Value).ToList();
        var causes = other
            .Where(part => !other.Exists(cause => cause.Name == part.FollowsFrom))
            .Select(part => part.Difference(known.GetValueOrDefault(part.Name)));
        if (other.Count > 0)
        {
            throw new JournalException(
                JournalProblem.Conflict,
                path,
                $"was made with {string.Join(", ", causes)}; use the same or another file");
        }
    }

    internal static IReadOnlyDictionary<string, string> All(SqliteConnection connection) =>
        new SortedDictionary<string, string>(
            connection
                .Query("SELECT key, value FROM collateral_journal", r => (Key: r.GetString(0), Value: r.GetString(1)))
                .ToDictionary(pair => pair.Key, pair => pair.Value),
            StringComparer.Ordinal);
}
