using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;

namespace Soffi.Data.Engines;

/// <summary>How each engine is opened, the same at run time, design time and in tests.</summary>
public static class EngineOptions
{
    public static DbContextOptionsBuilder<SqliteSoffiDbContext> UseSoffiSqlite(
        this DbContextOptionsBuilder<SqliteSoffiDbContext> builder, string connectionString)
    {
        ConfigureSqlite(builder, connectionString);
        return builder;
    }

    public static DbContextOptionsBuilder<SqlServerSoffiDbContext> UseSoffiSqlServer(
        this DbContextOptionsBuilder<SqlServerSoffiDbContext> builder, string connectionString, DatabaseOptions options)
    {
        ConfigureSqlServer(builder, connectionString, options);
        return builder;
    }

    [SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "See SqliteKeptConnection.")]
    internal static void ConfigureSqlite(DbContextOptionsBuilder builder, string connectionString)
    {
        // The contexts are pooled and keep their connections: no second pool below them.
        var connection = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, Pooling = false };
        builder.UseSqlite(connection.ToString(), sqlite =>
            {
                sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery);
                sqlite.MaxBatchSize(1); // There is no network to spare, and a statement looks for its values among all those of its command.
            })
            .ReplaceService<IMigrationsSqlGenerator, WithoutRowId>()
            .ReplaceService<ISqliteRelationalConnection, SqliteKeptConnection>()
            .AddInterceptors(SqliteConnections.Instance, SqliteCommits.Instance, SqliteStatements.Instance);
    }

    internal static void ConfigureSqlServer(DbContextOptionsBuilder builder, string connectionString, DatabaseOptions options) =>
        builder.UseSqlServer(connectionString, server =>
        {
            // The level of SQL Server 2016: other T-SQL servers understand it, and nothing newer is needed.
            server.UseCompatibilityLevel(130);
            server.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery);
            if (options.MaxBatchSize is { } size)
            {
                server.MaxBatchSize(size);
            }

            if (options.Retries > 0)
            {
                server.EnableRetryOnFailure(options.Retries);
            }
        });
}
