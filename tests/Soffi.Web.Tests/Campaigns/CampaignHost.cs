using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Campaigns;

/// <summary>The application with four bodies, an open campaign, and an administrator.</summary>
public abstract class CampaignHost : IAsyncLifetime, IDisposable
{
    protected SignInFactory Factory { get; } = new();

    protected int Campaign { get; private set; }

    protected int Akto { get; private set; }

    protected int Atlas { get; private set; }

    protected int Fifpl { get; private set; }

    protected DateTimeOffset Now => Factory.Clock.GetUtcNow();

    /// <summary>« 31/05/2027 », that many days from now.</summary>
    protected string In(int days) => ParisTime.Of(Now.AddDays(days)).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    public virtual async Task InitializeAsync()
    {
        await Factory.PublishCguAsync();
        Akto = await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        Atlas = await Factory.OperatorAsync("ATLAS", OperatorType.Opco);
        Fifpl = await Factory.OperatorAsync("FIFPL", OperatorType.Faf);
        Campaign = await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Factory.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<HttpClient> Admin() => Factory.EnteredAsync(DemoAccounts.Administrateur);

    /// <summary>A form published for that type in the exercise; its content does not matter here.</summary>
    protected Task<int> Publish(OperatorType type, int exercise, int number = 1) => Factory.DatabaseAsync(async d =>
    {
        var form = SmallDefinition.Version(StatementKind.Esf, type, exercise, number, $"ESF {type} {exercise}", Now);
        d.FormVersions.Add(form);
        await d.SaveChangesAsync();
        return form.Id;
    });

    protected Task<Campaign> Stored(int? id = null) => Factory.DatabaseAsync(d =>
        d.Campaigns.AsNoTracking().AsSplitQuery().Include(c => c.Obligations).Include(c => c.Documents).SingleAsync(c => c.Id == (id ?? Campaign)));

    protected Task<List<Declaration>> Statements(int campaign) =>
        Factory.DatabaseAsync(d => d.Declarations.AsNoTracking().Where(x => x.CampaignId == campaign).OrderBy(x => x.OperatorId).ToListAsync());

    protected static async Task<HttpResponseMessage> Send(HttpClient browser, string page, string form, params (string, string)[] fields) =>
        await browser.SubmitAsync(await browser.GetAsync(page), form, fields);

    /// <summary>Sends a form to an address its page does not have, with the token of that page.</summary>
    protected static async Task<HttpResponseMessage> Forge(HttpClient browser, string page, string address, params (string Name, string Value)[] fields)
    {
        var answer = await browser.GetAsync(page);
        var token = ((IHtmlInputElement)(await answer.ReadPageAsync()).QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    protected static async Task<string> Text(HttpResponseMessage answer) =>
        (await answer.ReadPageAsync()).QuerySelector("main")!.TextContent.Replace('\u00a0', ' ');
}
