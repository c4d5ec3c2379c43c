using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Soffi.Data.Engines;

/// <summary>
/// Keeps the INSERT of each table prepared while its connection is open: SQLite has no batches, and a submission is some
/// two thousand rows that would each have their statement compiled again.
/// </summary>
internal sealed class PreparedInserts : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, Dictionary<string, SqliteCommand>> _prepared = [];

    public static PreparedInserts Instance { get; } = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Reused(command, eventData) is { } prepared ? InterceptionResult<DbDataReader>.SuppressWithResult(prepared.ExecuteReader()) : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    private SqliteCommand? Reused(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource != CommandSource.SaveChanges
            || command is not SqliteCommand { Connection: { } connection, Transaction: { } transaction } fresh
            || !command.CommandText.StartsWith("INSERT INTO", StringComparison.Ordinal))
        {
            return null;
        }

        var commands = _prepared.GetOrCreateValue(connection);
        if (!commands.TryGetValue(fresh.CommandText, out var prepared))
        {
            commands[fresh.CommandText] = prepared = new SqliteCommand(fresh.CommandText, connection);
        }

        prepared.Transaction = transaction;
        prepared.CommandTimeout = fresh.CommandTimeout;
        prepared.Parameters.Clear();
        foreach (SqliteParameter parameter in fresh.Parameters)
        {
            prepared.Parameters.Add(parameter);
        }

        return prepared;
    }
}
