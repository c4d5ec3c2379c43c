using System.Security.Claims;
using System.Text.Encodings.Web;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>
/// The application over the generated statements, its clock stopped. People are those of the database, with their grants;
/// only the way they sign in is shortened: a header names them.
/// </summary>
public class StatisticsHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private const string Header = "X-Essai-Personne";
    private readonly string _folder = Directory.CreateTempSubdirectory("soffi-statistiques-").FullName;
    private readonly Dictionary<string, Guid> _people = [];

    internal TestDatabase Database { get; private set; } = null!;

    public static string Dgefp => "ines@dgefp.example";

    /// <summary>A colleague of the first.</summary>
    public static string OtherDgefp => "paul@dgefp.example";

    /// <summary>Of the region 11.</summary>
    public static string Dreets => "karim@dreets.example";

    /// <summary>Of the region 11 too.</summary>
    public static string SameDreets => "lea@dreets.example";

    /// <summary>Of the region 84.</summary>
    public static string OtherDreets => "omar@dreets.example";

    public static string Administrator => "anne@dgefp.example";

    public static string Declarant => "claire@opco.example";

    /// <summary>Where large exports are written.</summary>
    public string Exports => Path.Combine(_folder, "exports");

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.Create();
        await using var context = Database.Open();
        await Fill(context);
        var terms = context.CguVersions.Add(new CguVersion("1.0", "Conditions de l’essai.", StatisticsData.Now, StatisticsData.Now)).Entity;
        await context.SaveChangesAsync();
        foreach (var (email, grant) in new[]
        {
            (Dgefp, new Grant(Dgefp, Role.AgentDgefp, StatisticsData.Now)),
            (Dreets, new Grant(Dreets, Role.AgentDreets, StatisticsData.Now, regionCode: "11")),
            (OtherDgefp, new Grant(OtherDgefp, Role.AgentDgefp, StatisticsData.Now)),
            (SameDreets, new Grant(SameDreets, Role.AgentDreets, StatisticsData.Now, regionCode: "11")),
            (OtherDreets, new Grant(OtherDreets, Role.AgentDreets, StatisticsData.Now, regionCode: "84")),
            (Administrator, new Grant(Administrator, Role.Administrator, StatisticsData.Now)),
            (Declarant, new Grant(Declarant, Role.Declarant, StatisticsData.Now, context.Operators.First().Id)),
        })
        {
            var user = new User("https://portail.example", email, email, email == OtherDgefp ? "Paul" : "Inès", "Durand", StatisticsData.Now);
            grant.BindTo(user.Id);
            context.Users.Add(user);
            context.Grants.Add(grant);
            context.CguAcceptances.Add(new CguAcceptance(user.Id, user.Issuer, user.Subject, terms, StatisticsData.Now));
            _people[email] = user.Id;
        }

        await context.SaveChangesAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<HttpResponseMessage> Get(string email, string path)
    {
        using var browser = Browser(email);
        return await browser.GetAsync(new Uri(path, UriKind.Relative));
    }

    /// <summary>Keeps its cookies, follows no redirect.</summary>
    public HttpClient Browser(string email)
    {
        var browser = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add(Header, _people[email].ToString());
        return browser;
    }

    /// <summary>Opens the page and sends one of its forms.</summary>
    public async Task<HttpResponseMessage> Submit(string email, string page, string form, params (string Name, string Value)[] fields)
    {
        using var browser = Browser(email);
        return await browser.SubmitAsync(await browser.GetAsync(new Uri(page, UriKind.Relative)), form, fields);
    }

    /// <summary>Sends fields to an address, with the token of the table J2, or without any.</summary>
    public async Task<HttpResponseMessage> Post(string email, string path, bool withToken, params (string Name, string Value)[] fields)
    {
        using var browser = Browser(email);
        var page = withToken ? await (await browser.GetAsync(new Uri("/statistiques/J2", UriKind.Relative))).ReadPageAsync() : null;
        var token = (page?.QuerySelector("input[name=__RequestVerificationToken]") as IHtmlInputElement)?.Value;
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token ?? "")).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await browser.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public async Task<IReadOnlyList<AuditEntry>> Journal(string action)
    {
        await using var context = Database.Open();
        return (await new AuditTrail(context).Read(new AuditFilter(Action: action), 1, 100)).Entries;
    }

    public async Task<IHtmlDocument> Page(string email, string path) => await (await Get(email, path)).ReadPageAsync();

    /// <summary>What the database holds besides people and terms of use.</summary>
    internal virtual Task Fill(SoffiDbContext context) => StatisticsData.Fill(context);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Database:Provider", Database.Provider.ToString());
        builder.UseSetting("ConnectionStrings:Soffi", Database.ConnectionString);
        builder.UseSetting("Portal:ConnectionString", $"Data Source={Path.Combine(_folder, "portail.db")};Pooling=False");
        builder.UseSetting("Portal:KeysPath", Path.Combine(_folder, "cles"));
        builder.UseSetting("Demonstration:Enabled", "false");
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("Exports:Folder", Exports);
        builder.UseSetting("Exports:ImmediateLines", "200");
        builder.UseSetting("Exports:LookEverySeconds", "0");
        builder.UseSetting("Exports:RoomLeftMegabytes", "0");
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FakeTimeProvider(StatisticsData.Now)));
            services.AddAuthentication("essai").AddScheme<AuthenticationSchemeOptions, NamedByHeader>("essai", _ => { });
        });
    }

    private sealed class NamedByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[Header].ToString() is not { Length: > 0 } person)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person)], SoffiSignIn.Session);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}

/// <summary>The portal before the first campaign: operators, and nothing else.</summary>
public sealed class EmptyHost : StatisticsHost
{
    internal override async Task Fill(SoffiDbContext context)
    {
        context.Operators.Add(new Operator("AKTO", "AKTO", OperatorType.Opco, "900000001"));
        await context.SaveChangesAsync();
    }
}
