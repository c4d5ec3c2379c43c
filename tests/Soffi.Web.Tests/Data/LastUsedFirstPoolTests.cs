using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Operators;

namespace Soffi.Web.Tests.Data;

/// <summary>The context given back last is lent first, and none is left behind when the application ends.</summary>
public sealed class LastUsedFirstPoolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-pool-");
    private readonly ServiceProvider _services;

    public LastUsedFirstPoolTests()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:Soffi", $"Data Source={Path.Combine(_folder.FullName, "soffi.db")}")]).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSoffiData(settings, _folder.FullName).BuildServiceProvider();
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Context_given_back_last_is_lent_first()
    {
        var (first, second) = (_services.CreateAsyncScope(), _services.CreateAsyncScope());
        var (early, late) = (Of(first), Of(second));
        await first.DisposeAsync();
        await second.DisposeAsync();

        await using var again = _services.CreateAsyncScope();
        await using var beside = _services.CreateAsyncScope();

        Assert.Same(late, Of(again));
        Assert.Same(early, Of(beside));
    }

    [Fact]
    public async Task Context_lent_again_remembers_nothing_tracked()
    {
        await using (var scope = _services.CreateAsyncScope())
        {
            Of(scope).Operators.Add(new("AKTO", "AKTO", OperatorType.Opco, "853000982"));
        }

        await using var again = _services.CreateAsyncScope();

        Assert.Empty(Of(again).ChangeTracker.Entries());
    }

    [Fact]
    public async Task Contexts_end_with_the_application_the_idle_ones_and_those_given_back_later()
    {
        var (given, held) = (_services.CreateAsyncScope(), _services.CreateAsyncScope());
        var (idle, late) = (Of(given), Of(held));
        await late.Database.OpenConnectionAsync();
        await given.DisposeAsync();

        await _services.DisposeAsync();
        await held.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => idle.Operators.Count());
        Assert.Throws<ObjectDisposedException>(() => late.Operators.Count());
    }

    [Fact]
    public async Task File_is_let_go_of_when_the_application_ends()
    {
        await using (var scope = _services.CreateAsyncScope())
        {
            await Of(scope).Database.MigrateAsync();
            Of(scope).Operators.Add(new("AKTO", "AKTO", OperatorType.Opco, "853000982"));
            await Of(scope).SaveChangesAsync();
        }

        await _services.DisposeAsync();

        // SQLite refuses to leave the log (WAL) while anybody else holds the file.
        await using var alone = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "soffi.db")};Pooling=False;Default Timeout=1");
        await alone.OpenAsync();
        await using var leave = alone.CreateCommand();
        leave.CommandText = "PRAGMA journal_mode=DELETE";
        Assert.Equal("delete", await leave.ExecuteScalarAsync());
    }

    private static SoffiDbContext Of(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
}
