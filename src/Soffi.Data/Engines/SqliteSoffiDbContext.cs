using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Soffi.Data.Engines;

/// <summary>
/// The embedded engine. One writer at a time per file, in the process: SQLite has one write lock, and waiting one's turn
/// is fair and fast where sixty-four clients retrying on « database is locked » take seconds.
/// </summary>
public sealed class SqliteSoffiDbContext(DbContextOptions<SqliteSoffiDbContext> options) : SoffiDbContext(options)
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new();
    private bool _holdsTurn;

    public override Task<T> InTransaction<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancellation = default) =>
        InTurn(() => base.InTransaction(act, cancellation), cancellation);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        InTurn(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsMicroseconds>();

    private async Task<T> InTurn<T>(Func<Task<T>> write, CancellationToken cancellation)
    {
        if (_holdsTurn)
        {
            return await write();
        }

        var turn = Turns.GetOrAdd(Database.GetDbConnection().DataSource, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        _holdsTurn = true;
        try
        {
            return await write();
        }
        finally
        {
            _holdsTurn = false;
            turn.Release();
        }
    }
}
