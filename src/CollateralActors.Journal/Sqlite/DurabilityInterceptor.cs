using System.Data.Common;
using LinqToDB.Interceptors;

namespace CollateralActors.Journal.Sqlite;

/// <summary>Every commit is on disk before it is acknowledged, whatever the library's default.</summary>
internal sealed class DurabilityInterceptor : ConnectionInterceptor
{
    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Set(connection);

    public override Task ConnectionOpenedAsync(
        ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
    }
}
