using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>
/// The real application over a database of its own, with a clock that the test moves: HTTP in, HTML out. On SQLite the
/// seeded demonstration is made once per run and copied.
/// </summary>
/// <example><c>await using var host = await SoffiHost.Start(seed: true);</c></example>
public sealed class SoffiHost : WebApplicationFactory<Program>
{
    private static readonly Lazy<Task<DirectoryInfo>> Template = new(SeedTemplate);
    private readonly TestDatabase _database;
    private readonly DirectoryInfo _folder;
    private readonly bool _demonstration;
    private readonly Action<IWebHostBuilder>? _configure;

    private SoffiHost(TestDatabase database, bool demonstration, DateTimeOffset? now, Action<IWebHostBuilder>? configure)
    {
        _database = database;
        _demonstration = demonstration;
        _configure = configure;
        _folder = Directory.CreateTempSubdirectory("soffi-host-");
        Clock = new FakeTimeProvider(now ?? TimeProvider.System.GetUtcNow());
    }

    /// <summary>The clock of the application; it stands still unless moved.</summary>
    public FakeTimeProvider Clock { get; }

    public DatabaseProvider Provider => _database.Provider;

    /// <param name="seed">With the demonstration; otherwise an empty, migrated database.</param>
    /// <param name="now">Instant of the start; the present one by default.</param>
    /// <param name="configure">Settings or services more, e.g. <c>b => b.UseSetting("Forms:Folder", …)</c>.</param>
    public static async Task<SoffiHost> Start(bool seed = false, DateTimeOffset? now = null, Action<IWebHostBuilder>? configure = null)
    {
        var database = seed ? await TestDatabase.Reserve() : await TestDatabase.Create();
        var host = new SoffiHost(database, seed, now, configure);
        if (seed && database.Provider == DatabaseProvider.Sqlite)
        {
            var template = await Template.Value;
            Copy(template, "soffi.db", new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
            Copy(template, "portail.db", Path.Combine(host._folder.FullName, "portail.db"));
        }

        _ = host.Server; // Starts it.
        return host;
    }

    /// <summary>Runs against the database, outside any request.</summary>
    public async Task<T> Database<T>(Func<SoffiDbContext, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<SoffiDbContext>());
    }

    /// <summary>Runs with a service of the application, in a scope of its own.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
        Discard(_folder);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:Provider", _database.Provider.ToString());
        builder.UseSetting("ConnectionStrings:Soffi", _database.ConnectionString);
        builder.UseSetting("Portal:ConnectionString", $"Data Source={Path.Combine(_folder.FullName, "portail.db")};Pooling=False");
        builder.UseSetting("Portal:KeysPath", Path.Combine(_folder.FullName, "cles"));
        builder.UseSetting("Demonstration:Enabled", _demonstration ? "true" : "false");
        builder.UseSetting("Mail:Directory", Path.Combine(_folder.FullName, "courriels"));
        builder.UseSetting("Serilog:MinimumLevel:Default", "Error");
        builder.ConfigureTestServices(services =>
        {
            services.UseTestServerAsProvider();
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        });
        _configure?.Invoke(builder);
    }

    /// <summary>A seeded demonstration, closed: its two files hold everything.</summary>
    private static async Task<DirectoryInfo> SeedTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("soffi-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Discard(folder);
        var database = await TestDatabase.Reserve();
        var host = new SoffiHost(database, demonstration: true, now: null, configure: null);
        _ = host.Server;
        var source = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        await BackUp(source, Path.Combine(folder.FullName, "soffi.db"));
        await BackUp(Path.Combine(host._folder.FullName, "portail.db"), Path.Combine(folder.FullName, "portail.db"));
        await host.DisposeAsync();
        return folder;
    }

    private static async Task BackUp(string source, string target)
    {
        await using var from = new SqliteConnection($"Data Source={source};Pooling=False");
        await using var to = new SqliteConnection($"Data Source={target};Pooling=False");
        await from.OpenAsync();
        await to.OpenAsync();
        from.BackupDatabase(to);
    }

    private static void Copy(DirectoryInfo template, string name, string target) => File.Copy(Path.Combine(template.FullName, name), target);

    private static void Discard(DirectoryInfo folder)
    {
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }
    }
}
