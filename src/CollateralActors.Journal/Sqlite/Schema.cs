namespace CollateralActors.Journal.Sqlite;

/// <summary>The tables of a journal file: Akka.Persistence.Sql's default ones, and ours beside them.</summary>
internal static class Schema
{
    /// <summary>
    /// Version of the file's layout. A file of a later version is refused, one of an earlier version is migrated.
    /// </summary>
    public const int Format = 1;

    // The plugin could create its tables itself, but then several nodes would run DDL at start. A test compares the
    // columns;
    // its indexes on creation time and bare sequence number, and its table of tags, are of no use here and cost writes.
    public const string Create = """
        CREATE TABLE journal (
            ordering        INTEGER       NOT NULL PRIMARY KEY AUTOINCREMENT,
            created         INTEGER       NOT NULL,
            deleted         Bit           NOT NULL,
            persistence_id  NVarChar(255) NOT NULL,
            sequence_number INTEGER       NOT NULL,
            message         VarBinary     NOT NULL,
            manifest        NVarChar(500)     NULL,
            identifier      INTEGER           NULL,
            writer_uuid     NVarChar(128)     NULL
        );
        CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);
        CREATE TABLE snapshot (
            persistence_id  NVarChar(255) NOT NULL,
            sequence_number INTEGER       NOT NULL,
            created         INTEGER       NOT NULL,
            snapshot        VarBinary         NULL,
            manifest        NVarChar(500)     NULL,
            serializer_id   INTEGER           NULL,
            PRIMARY KEY (persistence_id, sequence_number)
        );
        CREATE TABLE collateral_journal (
            key   TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE collateral_parking (
            persistence_id TEXT    NOT NULL PRIMARY KEY,
            reason         TEXT    NOT NULL,
            since          INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO collateral_journal (key, value) VALUES ('format', '1');
        """;
}
