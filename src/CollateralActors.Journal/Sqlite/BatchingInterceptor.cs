using System.Data.Common;
using LinqToDB.Interceptors;

namespace CollateralActors.Journal.Sqlite;

/// <summary>Gives the journal's write stream its batches back.</summary>
/// <remarks>
/// SQLite's driver is synchronous: a write runs to its end, with its fsync, inside the stage that should collect the
/// next batch meanwhile, so that every batch is one event. Yielding before the connection opens moves the write off
/// that stage.
/// </remarks>
internal sealed class BatchingInterceptor : ConnectionInterceptor
{
    public override async Task ConnectionOpeningAsync(
        ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken) =>
        await Task.Yield();
}
