using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Engines;
using Soffi.Domain.Operators;

namespace Soffi.Web.Tests.Data;

/// <summary>Whoever writes in a SQLite file goes on only once the log was forced to the disk, whatever the way it was written.</summary>
public sealed class SqliteDurabilityTests
{
    private static int _number;

    [Fact]
    public async Task Opening_asks_the_log_and_leaves_the_forcing_to_the_portal()
    {
        await using var given = await Given.Create();

        Assert.Equal("wal", await given.Pragma("journal_mode"));
        Assert.Equal(1L, await given.Pragma("synchronous"));
    }

    [Theory]
    [InlineData("SaveChangesAsync")]
    [InlineData("SaveChanges")]
    [InlineData("InTransaction")]
    [InlineData("ExecuteUpdateAsync")]
    [InlineData("ExecuteUpdate")]
    [InlineData("BeginTransactionAsync")]
    [InlineData("BeginTransaction")]
    public async Task Writing_that_way_forces_the_log_once(string way)
    {
        await using var given = await Given.Create();
        await given.Context.Operators.CountAsync();
        var before = given.Log.Passes;

        await Write(given.Context, way);

        Assert.Equal(before + (way.StartsWith("Begin", StringComparison.Ordinal) ? 2 : 1), given.Log.Passes);
    }

    [Fact]
    public async Task Reading_forces_nothing()
    {
        await using var given = await Given.Create();
        var before = given.Log.Passes;

        await given.Context.Operators.ToListAsync();

        Assert.Equal(before, given.Log.Passes);
    }

    [Fact]
    public async Task Writing_goes_on_after_the_log_was_copied_back_or_taken_away()
    {
        await using var given = await Given.Create();
        await Write(given.Context, "SaveChangesAsync");
        await given.Context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
        await Write(given.Context, "InTransaction");
        await given.Close();
        Assert.False(File.Exists(given.File + "-wal"));

        await given.Log.Reached();
        await using var again = given.Open();
        await Write(again, "InTransaction");

        Assert.Equal(3, await again.Operators.CountAsync());
    }

    [Fact]
    public async Task Writing_after_the_disk_refused_is_refused_before_anything_is_written()
    {
        await using var given = await Given.Create();
        await Write(given.Context, "SaveChangesAsync");
        await given.Close();
        Directory.CreateDirectory(given.File + "-wal"); // Cannot be opened as a file.
        await Assert.ThrowsAsync<SqliteException>(() => given.Log.Reached());
        Directory.Delete(given.File + "-wal");

        await using var after = given.Open();
        foreach (var way in new[] { "SaveChangesAsync", "SaveChanges", "InTransaction" })
        {
            var refusal = await Assert.ThrowsAsync<SqliteException>(() => Write(after, way));
            Assert.Equal(10, refusal.SqliteErrorCode); // Input/output error: the page says that the service is out of reach.
        }

        after.ChangeTracker.Clear();
        Assert.Equal(1, await after.Operators.CountAsync());
        Assert.False(after.CanKeep);
    }

    [Fact]
    public async Task A_database_in_memory_has_nothing_to_force()
    {
        var options = new DbContextOptionsBuilder<SqliteSoffiDbContext>().UseSoffiSqlite("Data Source=:memory:").Options;
        await using var context = new SqliteSoffiDbContext(options);
        await context.Database.OpenConnectionAsync();
        await context.Database.MigrateAsync();

        await Write(context, "InTransaction");
        await Write(context, "SaveChanges");

        Assert.Equal(2, await context.Operators.CountAsync());
        Assert.Null(SqliteDurability.Of(context.Database.GetDbConnection().DataSource));
        Assert.True(context.CanKeep);
    }

    private static async Task Write(SoffiDbContext context, string way)
    {
        var number = Interlocked.Increment(ref _number);
        var body = new Operator($"D{number}", $"Corps {number}", OperatorType.Opco, (800_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture));
        switch (way)
        {
            case "SaveChangesAsync":
                context.Add(body);
                await context.SaveChangesAsync();
                break;
            case "SaveChanges":
                context.Add(body);
                context.SaveChanges();
                break;
            case "InTransaction":
                await context.InTransaction(async token =>
                {
                    context.Add(body);
                    await context.SaveChangesAsync(token);
                    return await context.Operators.Where(o => o.Code == "").ExecuteDeleteAsync(token);
                });
                break;
            case "ExecuteUpdateAsync":
                await context.Operators.ExecuteUpdateAsync(o => o.SetProperty(x => x.Name, "Autre"));
                break;
            case "ExecuteUpdate":
                context.Operators.ExecuteUpdate(o => o.SetProperty(x => x.Name, "Autre"));
                break;
            case "BeginTransactionAsync":
                await using (var transaction = await context.Database.BeginTransactionAsync())
                {
                    context.Add(body);
                    await context.SaveChangesAsync();
                    await transaction.CommitAsync();
                }

                break;
            default:
                using (var transaction = context.Database.BeginTransaction())
                {
                    context.Add(body);
                    context.SaveChanges();
                    transaction.Commit();
                }

                break;
        }
    }

    private sealed class Given : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-test-");

        private Given()
        {
            File = Path.Combine(_folder.FullName, "soffi.db");
            Context = Open();
        }

        public string File { get; }

        public SqliteSoffiDbContext Context { get; }

        public SharedForce Log => SqliteDurability.Of(File)!;

        public static async Task<Given> Create()
        {
            var given = new Given();
            await given.Context.Database.MigrateAsync();
            return given;
        }

        public SqliteSoffiDbContext Open() =>
            new(new DbContextOptionsBuilder<SqliteSoffiDbContext>().UseSoffiSqlite($"Data Source={File};Pooling=False").Options);

        public async Task<object?> Pragma(string name)
        {
            await using var command = Context.Database.GetDbConnection().CreateCommand();
            await Context.Database.OpenConnectionAsync();
            command.CommandText = $"PRAGMA {name}";
            return await command.ExecuteScalarAsync();
        }

        /// <summary>The last connection is closed: the log is copied back and taken away.</summary>
        public async Task Close() => await Context.DisposeAsync();

        public async ValueTask DisposeAsync()
        {
            await Context.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
