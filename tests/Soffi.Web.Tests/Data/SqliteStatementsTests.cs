using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Soffi.Data.Engines;
using Soffi.Domain.Operators;

namespace Soffi.Web.Tests.Data;

/// <summary>
/// Statements stay prepared on the connection of a context, and none stays half run: it would hold what the database was at that
/// moment, or the lock of those who write, so that the context would go on answering with it and no log could be copied back.
/// </summary>
public sealed class SqliteStatementsTests : IAsyncLifetime
{
    private const int Bodies = 30;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-test-");
    private SqliteSoffiDbContext _context = null!;
    private SqliteSoffiDbContext _other = null!;

    public async Task InitializeAsync()
    {
        (_context, _other) = (Open(), Open());
        await _context.Database.MigrateAsync();
        await Add(Bodies);
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _other.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("first")]
    [InlineData("some then stop")]
    [InlineData("some then fail")]
    [InlineData("some then cancel")]
    [InlineData("one inside the other")]
    [InlineData("in a transaction given up")]
    public async Task Reading_that_way_twice_lets_go_and_then_sees_what_another_wrote(string way)
    {
        await Read(way);
        await Read(way);

        Assert.Equal(0L, await Checkpoint()); // 1: somebody still reads what the log holds.
        await Add(1);
        Assert.Equal(Bodies + 1, await _context.Operators.CountAsync());
        Assert.Equal(Bodies + 1, (await _context.Operators.AsNoTracking().ToListAsync()).Count);
    }

    [Fact]
    public async Task A_text_read_again_takes_the_values_of_that_time()
    {
        async Task<string?> Named(string? code) => await _context.Operators.AsNoTracking().Where(o => o.Code == code).Select(o => o.Name).SingleOrDefaultAsync();

        Assert.Equal("Corps 1", await Named("D1"));
        Assert.Equal("Corps 2", await Named("D2"));
        Assert.Null(await Named(null));
        Assert.Null(await Named("autre"));
        Assert.Equal("Corps 1", await Named("D1"));
    }

    [Fact]
    public async Task A_text_read_again_after_the_table_changed_is_planned_again()
    {
        Assert.Equal(Bodies, (await _context.Operators.AsNoTracking().ToListAsync()).Count);

        await _other.Database.ExecuteSqlAsync($"ALTER TABLE Operators ADD COLUMN Essai INTEGER NOT NULL DEFAULT 1");

        Assert.Equal(Bodies, (await _context.Operators.AsNoTracking().ToListAsync()).Count);
    }

    [Fact]
    public async Task A_text_asked_again_after_the_connection_closed_runs_on_the_new_one()
    {
        for (var opening = 1; opening <= 4; opening++)
        {
            await using (var transaction = await _context.Database.BeginTransactionAsync())
            {
                _context.Add(Body(100 + opening));
                await _context.SaveChangesAsync();
                Assert.Equal(Bodies + opening, await _context.Operators.CountAsync());
                await transaction.CommitAsync();
            }

            Assert.Equal(Bodies + opening, await _other.Operators.CountAsync());
            Assert.Equal(0L, await Checkpoint());
            await _context.Database.GetDbConnection().CloseAsync(); // Past the context, which keeps it open.
        }
    }

    [Fact]
    public async Task A_connection_closed_while_it_is_read_leaves_nothing()
    {
        await foreach (var body in _context.Operators.AsNoTracking().AsAsyncEnumerable())
        {
            await _context.Database.GetDbConnection().CloseAsync();
            break;
        }

        Assert.Equal(0L, await Checkpoint());
        Assert.Equal(Bodies, (await _context.Operators.AsNoTracking().ToListAsync()).Count);
    }

    [Fact]
    public async Task A_context_that_comes_back_from_its_pool_has_its_connection_still_open()
    {
        var pool = new PooledDbContextFactory<SqliteSoffiDbContext>(Options());
        var before = await pool.CreateDbContextAsync();
        Assert.Equal(Bodies, await before.Operators.CountAsync());
        var connection = before.Database.GetDbConnection();
        var changes = 0;
        connection.StateChange += (_, _) => changes++;
        await before.DisposeAsync();

        await using (var after = await pool.CreateDbContextAsync())
        {
            Assert.Same(before, after);
            Assert.Equal(Bodies, await after.Operators.CountAsync());
            Assert.Same(connection, after.Database.GetDbConnection());
        }

        Assert.Equal(0, changes);
        Assert.Equal(0L, await Checkpoint());
        await connection.CloseAsync();
    }

    [Fact]
    public async Task More_texts_than_are_kept_are_all_answered()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var n = 1; n <= 250; n++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"SELECT \"Code\" AS \"Value\" FROM \"Operators\" WHERE \"Code\" = 'D1' AND {n} = {n}");
                Assert.Equal("D1", Assert.Single(await _context.Database.SqlQueryRaw<string>(text).ToListAsync()));
            }
        }
    }

    private async Task Read(string way)
    {
        var all = _context.Operators.AsNoTracking().OrderBy(o => o.Code);
        using var cancelled = new CancellationTokenSource();
        switch (way)
        {
            case "all":
                await all.ToListAsync();
                break;
            case "first":
                await _context.Operators.AsNoTracking().Where(o => o.Code != "").FirstAsync();
                break;
            case "some then stop":
                await foreach (var body in all.AsAsyncEnumerable())
                {
                    break;
                }

                break;
            case "some then fail":
                await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                {
                    await foreach (var body in all.AsAsyncEnumerable())
                    {
                        throw new InvalidOperationException(body.Code);
                    }
                });
                break;
            case "some then cancel":
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                {
                    await foreach (var body in all.AsAsyncEnumerable().WithCancellation(cancelled.Token))
                    {
                        await cancelled.CancelAsync();
                    }
                });
                break;
            case "one inside the other":
                var seen = 0;
                await foreach (var body in all.AsAsyncEnumerable())
                {
                    seen += (await all.ToListAsync()).Count;
                }

                Assert.Equal(Bodies * Bodies, seen);
                break;
            default:
                await using (await _context.Database.BeginTransactionAsync())
                {
                    await all.FirstAsync();
                }

                break;
        }
    }

    /// <summary>First column of the answer: 0 when all of the log was copied back and it was emptied.</summary>
    private async Task<object?> Checkpoint()
    {
        await using var command = _other.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        return await command.ExecuteScalarAsync();
    }

    private async Task Add(int count)
    {
        var first = await _other.Operators.CountAsync() + 1;
        _other.AddRange(Enumerable.Range(first, count).Select(Body));
        await _other.SaveChangesAsync();
    }

    private static Operator Body(int n) => new($"D{n}", $"Corps {n}", OperatorType.Opco, (800_000_000 + n).ToString(CultureInfo.InvariantCulture));

    private SqliteSoffiDbContext Open() => new(Options());

    private DbContextOptions<SqliteSoffiDbContext> Options() =>
        new DbContextOptionsBuilder<SqliteSoffiDbContext>().UseSoffiSqlite($"Data Source={Path.Combine(_folder.FullName, "soffi.db")}").Options;
}
