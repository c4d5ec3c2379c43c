using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Soffi.Data.Engines;

/// <summary>
/// What SQLite asks at each opening: readers beside one writer (WAL), references checked, and five seconds of patience for
/// another process (a verb run beside the portal) that holds the write lock; eight megabytes of pages at most, so that a question
/// on ten years reads the list of the submissions once. A commit is written to the log (WAL) without forcing the disk:
/// <see cref="SqliteDurability"/> does that before anybody is told that it is saved. Where the file system allows no such log,
/// each commit forces the disk by itself.
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    public static SqliteConnections Instance { get; } = new();

    private const string Journal = "PRAGMA journal_mode=WAL;";
    private const string Settings = "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000; PRAGMA synchronous=";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Journal;
        command.CommandText = Settings + Synchronous(command.ExecuteScalar());
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Journal;
        command.CommandText = Settings + Synchronous(await command.ExecuteScalarAsync(cancellationToken));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Synchronous(object? journal) => journal is "wal" ? "NORMAL;" : "FULL;";
}
