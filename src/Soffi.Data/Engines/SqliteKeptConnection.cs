using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Soffi.Data.Engines;

/// <summary>
/// The connection of a context, open as long as the context lives: neither the end of a query nor the return of the context to
/// its pool closes it. Opening again (settings, functions, statements to prepare) cost every request more than its queries.
/// Between two transactions an open connection holds no lock.
/// </summary>
[SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "No public member keeps the connection of a pooled context open; SqliteStatementsTests says if that changes.")]
internal sealed class SqliteKeptConnection(
    RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder rawSqlCommandBuilder, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger)
    : SqliteRelationalConnection(dependencies, rawSqlCommandBuilder, logger)
{
    private bool _isDisposing;

    protected override void CloseDbConnection()
    {
        if (_isDisposing)
        {
            base.CloseDbConnection();
        }
    }

    protected override Task CloseDbConnectionAsync() => _isDisposing ? base.CloseDbConnectionAsync() : Task.CompletedTask;

    protected override void ResetState(bool disposeDbConnection)
    {
        _isDisposing = disposeDbConnection;
        base.ResetState(disposeDbConnection);
    }

    protected override ValueTask ResetStateAsync(bool disposeDbConnection)
    {
        _isDisposing = disposeDbConnection;
        return base.ResetStateAsync(disposeDbConnection);
    }
}
