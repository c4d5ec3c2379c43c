using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

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

    internal static void ConfigureSqlite(DbContextOptionsBuilder builder, string connectionString)
    {
        var connection = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        builder.UseSqlite(connection.ToString(), sqlite => sqlite.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
            .ReplaceService<IMigrationsSqlGenerator, WithoutRowId>()
            .AddInterceptors(SqliteConnections.Instance, SqliteCommits.Instance);
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
