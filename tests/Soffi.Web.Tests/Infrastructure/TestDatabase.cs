using DotNet.Testcontainers.Containers;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Engines;
using Testcontainers.MsSql;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>
/// An empty database of its own for a test: on SQL Server when <c>SOFFI_TEST_SQLSERVER</c> holds a connection string, or
/// when <c>SOFFI_TEST_DOCKER=1</c> and Docker answers; on a SQLite file otherwise.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string?>> Server = new(FindServer);
    private static MsSqlContainer? _container;
    private readonly DirectoryInfo? _folder;

    private TestDatabase(DatabaseProvider provider, string connectionString, DirectoryInfo? folder)
    {
        Provider = provider;
        ConnectionString = connectionString;
        _folder = folder;
    }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>A name for a database that does not exist yet.</summary>
    public static async Task<TestDatabase> Reserve()
    {
        if (await Server.Value is { } server)
        {
            var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = $"soffi-test-{Guid.NewGuid():N}" };
            return new TestDatabase(DatabaseProvider.SqlServer, connection.ToString(), null);
        }

        var folder = Directory.CreateTempSubdirectory("soffi-test-");
        return new TestDatabase(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder.FullName, "soffi.db")}", folder);
    }

    /// <summary>A migrated database.</summary>
    public static async Task<TestDatabase> Create()
    {
        var database = await Reserve();
        await using var context = database.Open();
        await context.Database.MigrateAsync();
        return database;
    }

    public SoffiDbContext Open(Action<DbContextOptionsBuilder>? more = null)
    {
        if (Provider == DatabaseProvider.SqlServer)
        {
            var server = new DbContextOptionsBuilder<SqlServerSoffiDbContext>();
            server.UseSoffiSqlServer(ConnectionString, new DatabaseOptions());
            more?.Invoke(server);
            return new SqlServerSoffiDbContext(server.Options);
        }

        var file = new DbContextOptionsBuilder<SqliteSoffiDbContext>();
        file.UseSoffiSqlite(ConnectionString);
        more?.Invoke(file);
        return new SqliteSoffiDbContext(file.Options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
        {
            await using var context = Open();
            await context.Database.EnsureDeletedAsync();
            return;
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<string?> FindServer()
    {
        if (Environment.GetEnvironmentVariable("SOFFI_TEST_SQLSERVER") is { Length: > 0 } given)
        {
            return given;
        }

        if (Environment.GetEnvironmentVariable("SOFFI_TEST_DOCKER") != "1")
        {
            return null;
        }

        _container = new MsSqlBuilder("mcr.microsoft.com/mssql/server:2022-CU17-ubuntu-22.04").Build();
        await _container.StartAsync();
        return _container.State == TestcontainersStates.Running ? _container.GetConnectionString() : null;
    }
}
