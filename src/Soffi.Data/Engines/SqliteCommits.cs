using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Soffi.Data.Engines;

/// <summary>
/// Whatever is committed without a turn of the context (a migration, a single UPDATE or DELETE) is forced to the disk too
/// before the caller goes on.
/// </summary>
internal sealed class SqliteCommits : IDbTransactionInterceptor, IDbCommandInterceptor
{
    public static SqliteCommits Instance { get; } = new();

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Settled(eventData).GetAwaiter().GetResult();

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Settled(eventData);

    public int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        if (command.Transaction is null)
        {
            Settled(eventData).GetAwaiter().GetResult();
        }

        return result;
    }

    public async ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null)
        {
            await Settled(eventData);
        }

        return result;
    }

    private static Task Settled(DbContextEventData data) => data.Context is SqliteSoffiDbContext context ? context.Settled() : Task.CompletedTask;
}
