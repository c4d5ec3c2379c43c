using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

[CollectionDefinition(Name)]
public sealed class StatementCollection : ICollectionFixture<StatementHost>
{
    public const string Name = "Statements";
}

/// <summary>
/// The whole application on its database, with the real OPCO form. Each test takes a statement of an operator of its own, so
/// that tests share the host and nothing else; Claire (declarant) and Marc (signatory) have rights on every one of them.
/// </summary>
public sealed class StatementHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, HttpClient> _browsers = new();
    private TestDatabase _database = null!;
    private DirectoryInfo _folder = null!;
    private FormVersion _version = null!;
    private int _operators;

    /// <summary>Settings of the application besides the usual ones; to be filled before <see cref="InitializeAsync"/>.</summary>
    public Dictionary<string, string> Settings { get; } = new() { ["RateLimits:Uploads"] = "0" };

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public FormDefinition Form { get; private set; } = null!;

    public static DemoAccount Claire => DemoAccounts.DeclarantOpco;

    public static DemoAccount Marc => DemoAccounts.SignataireOpco;

    /// <summary>Declarant of another operator.</summary>
    public static DemoAccount Sophie => DemoAccounts.DeclarantOpco2;

    public async Task InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("soffi-saisie-");
        _database = await TestDatabase.Create();
        var root = Services.GetRequiredService<IWebHostEnvironment>().ContentRootPath;
        var reading = FormReader.Read(FormFiles.FromFolder(Path.Combine(root, "Forms")), "2025/OPCO");
        Form = reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
        _version = await Publish(Form);
        await PublishTerms("1.0");
        await Given(StatementKind.Esf, 2025, grants: Sophie);
    }

    /// <summary>Runs against the database, outside any request.</summary>
    public async Task<T> Database<T>(Func<SoffiDbContext, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<SoffiDbContext>());
    }

    /// <summary>A browser where that person is signed in; one per person, its cookies kept.</summary>
    public async Task<HttpClient> As(DemoAccount account)
    {
        if (_browsers.TryGetValue(account.Email, out var browser))
        {
            return browser;
        }

        browser = await this.SignedInAsync(account);
        await Accept(browser);
        return _browsers.GetOrAdd(account.Email, browser);
    }

    /// <summary>A browser where that person is signed in with that access to the whole country, whether or not they came before.</summary>
    public async Task<HttpClient> As(DemoAccount account, Role role)
    {
        await Database(async context =>
        {
            if (await context.Grants.AnyAsync(g => g.Email == account.Email && g.Role == role))
            {
                return 0;
            }

            var grant = new Grant(account.Email, role, Clock.GetUtcNow());
            if (await context.Users.SingleOrDefaultAsync(u => u.Email == account.Email) is { } known)
            {
                grant.BindTo(known.Id); // Else it is bound when they first sign in.
            }

            context.Add(grant);
            return await context.SaveChangesAsync();
        });
        return await As(account);
    }

    /// <summary>Puts terms of use in force.</summary>
    public Task PublishTerms(string number) => Database(context =>
    {
        context.Add(new CguVersion(number, $"Conditions de l’essai, version {number}.", Clock.GetUtcNow(), Clock.GetUtcNow()));
        return context.SaveChangesAsync();
    });

    /// <summary>Accepts the terms in force, when they are not yet.</summary>
    public static async Task Accept(HttpClient browser)
    {
        var page = await browser.GetAsync("/cgu/acceptation?retour=/cgu");
        if (page.StatusCode == HttpStatusCode.OK)
        {
            using var answer = await browser.SubmitAsync(page, "form#accord", ("Accepted", "true"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    /// <summary>A statement to fill, of an operator of its own.</summary>
    public async Task<GivenStatement> Statement(CellValues? values = null, bool previous = false, FormDefinition? form = null)
    {
        var given = await Given(StatementKind.Esf, 2025, Claire, Marc, form);
        if (previous)
        {
            await SubmitPrevious(given);
        }

        if (values is not null)
        {
            await Change(given.Id, (loaded, _) => loaded.Declaration.SaveCells(
                new CellSave(values.ToDictionary(v => v.Key, v => v.Value), 0, new HashSet<CellCode>()), Author, Clock.GetUtcNow()));
        }

        return given;
    }

    /// <summary>A whole statement, without a blocking finding.</summary>
    public CellValues Whole() => DemoStatements.Build(Form, "AKTO", 2025, CellValues.Empty);

    public async Task<T> Change<T>(Guid id, Func<LoadedDeclaration, AuditTrail, T> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<DeclarationRepository>().Change(id, int.MaxValue, act))!;
    }

    /// <summary>Explains those findings.</summary>
    public Task<bool> Explain(Guid id, IEnumerable<Finding> findings) => Change(id, (loaded, _) =>
    {
        foreach (var finding in findings)
        {
            loaded.Declaration.Explain(finding, DemoStatements.Explanation(finding.ControlCode), Author, Clock.GetUtcNow());
        }

        return true;
    });

    /// <summary>Their sessions are gone: the next test signs in again.</summary>
    public void ForgetBrowsers() => _browsers.Clear();

    /// <summary>The statement as stored.</summary>
    public async Task<Declaration> Stored(Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<DeclarationRepository>().Load(id))!.Declaration;
    }

    /// <summary>The journal of that statement, oldest first.</summary>
    public async Task<IReadOnlyList<Domain.Audit.AuditEntry>> Journal(Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<AuditTrail>().Read(new AuditFilter(ObjectId: id.ToString()), 1, 200);
        return [.. page.Entries.Reverse()];
    }

    /// <summary>Publishes a form and returns its version.</summary>
    public Task<FormVersion> Publish(FormDefinition form) => Database(async context =>
    {
        var header = form.Header;
        var version = new FormVersion(
            header.Kind, header.OperatorType, header.Exercise, header.Version, header.Title, header.CanonicalJson, header.Sha256, Clock.GetUtcNow());
        context.Add(version);
        await context.SaveChangesAsync();
        return version;
    });

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:Provider", _database.Provider.ToString());
        builder.UseSetting("ConnectionStrings:Soffi", _database.ConnectionString);
        builder.UseSetting("Portal:ConnectionString", $"Data Source={Path.Combine(_folder.FullName, "portail.db")};Pooling=False");
        builder.UseSetting("Portal:KeysPath", Path.Combine(_folder.FullName, "cles"));
        builder.UseSetting("Demonstration:Enabled", "false");
        builder.UseSetting("RateLimits:PerAccount", "0");
        builder.UseSetting("RateLimits:SignIn", "0");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.UseTestServerAsProvider();
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        });
    }

    public Actor Author => new(Guid.CreateVersion7(), "Claire Martin", Claire.Email, []);

    private Task<GivenStatement> Given(StatementKind kind, int exercise, DemoAccount grants, DemoAccount? signatory = null, FormDefinition? form = null) =>
        Database(async context =>
        {
            var now = Clock.GetUtcNow();
            var number = Interlocked.Increment(ref _operators);
            var code = string.Create(CultureInfo.InvariantCulture, $"OPCO{number}");
            var body = new Operator(code, $"Opérateur {number}", OperatorType.Opco, "000000000");
            var campaign = new Campaign(kind, exercise, now.AddMonths(-1), now.AddDays(27));
            campaign = await context.Campaigns.SingleOrDefaultAsync(c => c.Kind == kind && c.Exercise == exercise) ?? campaign;
            var version = form is null ? _version : await Publish(form);
            context.Add(body);
            context.Campaigns.Update(campaign);
            await context.SaveChangesAsync();
            var declaration = new Declaration(body.Id, campaign.Id, version.Id, now);
            context.Add(declaration);
            foreach (var (account, role) in new[] { (grants, Role.Declarant), (signatory, Role.Signatory) })
            {
                if (account is not null)
                {
                    var grant = new Grant(account.Email, role, now, body.Id);
                    if (await context.Users.SingleOrDefaultAsync(u => u.Email == account.Email) is { } known)
                    {
                        grant.BindTo(known.Id);
                    }

                    context.Add(grant);
                }
            }

            await context.SaveChangesAsync();
            return new GivenStatement(declaration.Id, body.Id, code);
        });

    /// <summary>Last year's statement of that operator, submitted.</summary>
    private Task<int> SubmitPrevious(GivenStatement given) => Database(async context =>
    {
        var now = Clock.GetUtcNow();
        var campaign = await context.Campaigns.SingleOrDefaultAsync(c => c.Exercise == 2024);
        if (campaign is null)
        {
            campaign = new Campaign(StatementKind.Esf, 2024, now.AddYears(-1), now.AddMonths(-10));
            context.Add(campaign);
            await context.SaveChangesAsync();
        }

        var declaration = new Declaration(given.OperatorId, campaign.Id, _version.Id, now.AddMonths(-11));
        var inputs = Whole();
        declaration.SaveCells(new CellSave(inputs.ToDictionary(), 0, new HashSet<CellCode>()), Author, now.AddMonths(-11));
        declaration.Submit(now.AddMonths(-11));
        context.Add(declaration);
        var body = await context.Operators.SingleAsync(o => o.Id == given.OperatorId);
        var calculation = FormCalculator.Calculate(Form, inputs, CellValues.Empty);
        context.Add(SubmissionSnapshot.Build(new SubmissionContent(
            declaration, body, campaign, Form.Header, calculation.Values, [], new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), 1, now.AddMonths(-11))));
        return await context.SaveChangesAsync();
    });
}

/// <summary>A statement made for a test.</summary>
public sealed record GivenStatement(Guid Id, int OperatorId, string OperatorCode)
{
    public string Root => $"/declarations/{Id}";

    public string Cadre(string code) => $"{Root}/cadres/{code}";
}
