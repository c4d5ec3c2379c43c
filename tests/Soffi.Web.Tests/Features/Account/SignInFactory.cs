using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Features.Account;

/// <summary>
/// The application with two pages more, whose only matter is who may open them, and a clock that the test moves.
/// </summary>
public sealed class SignInFactory : WebApplicationFactory<Program>
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Both databases, migrated, with their accounts: made once a run, then copied.</summary>
    private static readonly Lazy<PreparedFolder> Template = new(Prepare);

    private readonly bool _makesTemplate;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Where the messages are written, when they are sent.</summary>
    public string MailFolder => Path.Combine(_folder.Path, "courriels");

    /// <summary>Settings added by the test, before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Services added by the test, before the first request.</summary>
    public List<Action<IServiceCollection>> Additions { get; } = [];

    public SignInFactory()
        : this(makesTemplate: false)
    {
    }

    private SignInFactory(bool makesTemplate) => _makesTemplate = makesTemplate;

    /// <summary>Runs against the database, outside any request.</summary>
    public async Task<T> DatabaseAsync<T>(Func<SoffiDbContext, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<SoffiDbContext>());
    }

    public Task GrantAsync(string email, Role role) => DatabaseAsync(database =>
    {
        database.Grants.Add(new Grant(email, role, Clock.GetUtcNow()));
        return database.SaveChangesAsync();
    });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        if (!_makesTemplate)
        {
            Template.Value.CopyTo(_folder.Path);
        }

        // Accounts and pages: no form of the product is read, which would take most of the time of a start.
        builder.UseSetting("Forms:Folder", Directory.CreateDirectory(Path.Combine(_folder.Path, "formulaires")).FullName);
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Soffi", $"Data Source={Path.Combine(_folder.Path, "soffi.db")}");
        builder.UseSetting("Portal:ConnectionString", $"Data Source={Path.Combine(_folder.Path, "portail.db")};Pooling=False");
        builder.UseSetting("Portal:KeysPath", Path.Combine(_folder.Path, "cles"));
        builder.UseSetting("Demonstration:Enabled", "false");
        builder.UseSetting("Mail:Directory", MailFolder);

        // No test asks the real directories.
        builder.UseSetting("Companies:Enabled", Settings.ContainsKey("Companies:SearchUrl") ? "true" : "false");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.UseTestServerAsProvider();
            Additions.ForEach(add => add(services));
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddControllersWithViews().AddApplicationPart(typeof(TrialController).Assembly);
        });
    }

    private static PreparedFolder Prepare()
    {
        using var factory = new SignInFactory(makesTemplate: true);
        _ = factory.Services; // Starts it.
        return new PreparedFolder(factory._folder.Path);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _folder.Dispose();
        }
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = base.CreateHost(builder);
        using var scope = host.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<SoffiDbContext>().Database.Migrate();
        return host;
    }
}

/// <summary>Files of an application that has started once.</summary>
internal sealed class PreparedFolder
{
    private static readonly string[] Databases = ["soffi.db", "portail.db"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-modele-");

    public PreparedFolder(string started)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Delete(recursive: true);
        foreach (var name in Databases)
        {
            using var from = new SqliteConnection($"Data Source={Path.Combine(started, name)};Pooling=False");
            using var to = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, name)};Pooling=False");
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }
    }

    public void CopyTo(string folder)
    {
        foreach (var name in Databases)
        {
            File.Copy(Path.Combine(_folder.FullName, name), Path.Combine(folder, name));
        }
    }
}

/// <summary>Two pages for the tests of access.</summary>
[OpenBeforeCgu]
public sealed class TrialController(CurrentUser current) : Controller
{
    [HttpGet("/essai/moi")]
    public IActionResult Me() => Content(current.Actor.DisplayName);

    [HttpGet("/essai/statistiques")]
    [RequirePermission(Permission.ViewStatistics)]
    public IActionResult Figures() => Content("chiffres");
}
