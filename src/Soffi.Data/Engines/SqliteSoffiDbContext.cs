using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;

namespace Soffi.Data.Engines;

/// <summary>
/// The embedded engine. One writer at a time per file, in the process: SQLite has one write lock, and waiting one's turn
/// is fair and fast where sixty-four clients retrying on « database is locked » take seconds. The turn ends at the commit; who
/// wrote then waits for the disk with the others (<see cref="SqliteDurability"/>).
/// </summary>
public sealed class SqliteSoffiDbContext(DbContextOptions<SqliteSoffiDbContext> options) : SoffiDbContext(options)
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new();
    private bool _holdsTurn;
    private bool _settlesLater;

    public override bool CanKeep => Log?.Failure is null;

    private string File => Database.GetDbConnection().DataSource;

    private SharedForce? Log => SqliteDurability.Of(File);

    public override Task<T> InTransactionThen<T>(Func<CancellationToken, Task<T>> act, Action<T>? committed, CancellationToken cancellation) =>
        InTurn(() => base.InTransactionThen(act, committed, cancellation), cancellation);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        InTurn(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (_settlesLater)
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }

        Refuse();
        _settlesLater = true;
        int written;
        try
        {
            written = base.SaveChanges(acceptAllChangesOnSuccess);
        }
        finally
        {
            _settlesLater = false;
        }

        Settled().GetAwaiter().GetResult();
        return written;
    }

    /// <summary>Ends once what this context committed is on the disk; at once when it will wait for that at the end of its turn.</summary>
    internal Task Settled() => _settlesLater ? Task.CompletedTask : Log?.Reached() ?? Task.CompletedTask;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsMicroseconds>();

    private async Task<T> InTurn<T>(Func<Task<T>> write, CancellationToken cancellation)
    {
        if (_holdsTurn)
        {
            return await write();
        }

        Refuse();
        T result;
        var turn = Turns.GetOrAdd(File, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        (_holdsTurn, _settlesLater) = (true, true);
        try
        {
            result = await write();
        }
        finally
        {
            (_holdsTurn, _settlesLater) = (false, false);
            turn.Release();
        }

        await Settled(); // Even if the request is given up meanwhile: it is committed.
        return result;
    }

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk refused before: nothing more is written that could not be kept.</exception>
    private void Refuse()
    {
        if (Log?.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
