using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>A submitted statement of which Inès (DGEFP) asked that one cell be corrected within five days; Claire makes the corrections.</summary>
public abstract class CorrectionHouse : IAsyncLifetime, IDisposable
{
    protected const string Why = "La ligne voisine porte la même erreur.";
    protected const string Widen = "#elargissement";
    protected SignInFactory Factory { get; } = new();
    protected Submission Submission { get; private set; } = null!;
    protected HttpClient Ines { get; private set; } = null!;
    protected HttpClient Claire { get; private set; } = null!;

    protected string Page => $"/instruction/{Submission.Id}/corrections/elargissement";

    protected string Statement => $"/declarations/{Submission.DeclarationId}";

    public async Task InitializeAsync()
    {
        Factory.Settings["RateLimits:PerAccount"] = "0";
        await Factory.PublishCguAsync();
        var opco = await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        var campaign = await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await Factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, opco);
        Submission = await Factory.SubmitAsync(opco, campaign);
        Ines = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);
        Claire = await Factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        var ines = await Factory.DatabaseAsync(d => d.Users.SingleAsync(u => u.Email == DemoAccounts.AgentDgefp.Email));
        await Change(d =>
        {
            var actor = new Actor(ines.Id, ines.DisplayName, ines.Email, []);
            d.TakeCharge(ines.Id, ines.DisplayName, actor, Factory.Clock.GetUtcNow());
            d.RequestCorrections(
                new CorrectionRequest(1, CorrectionReasons.Typing, "À corriger.", Due(5), [ReopenedPart.Of(CellCode.Parse("B2.010.ALT"))], false),
                actor, Factory.Clock.GetUtcNow());
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Factory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>As the journal writes it.</summary>
    protected static string Written(string text) => System.Text.Json.JsonSerializer.Serialize(text).Trim('"');

    protected static string Plain(string text) => text.Replace('\u00a0', ' ');

    protected DateTimeOffset Due(int days) =>
        ParisTime.At(DateOnly.FromDateTime(ParisTime.Of(_start ??= Factory.Clock.GetUtcNow()).DateTime).AddDays(days), new TimeOnly(23, 59, 59))!.Value;

    private DateTimeOffset? _start;

    protected string Day(int days) => ParisTime.Of(Due(days)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    protected async Task<HttpResponseMessage> Send(params (string, string)[] fields) => await Ines.SendAsync(await Ines.PageAsync(Page), Widen, fields);

    /// <summary>Five days later, their sessions are over: they sign in again.</summary>
    protected async Task Renew() => (Ines, Claire) = (await Factory.SignedInAsync(DemoAccounts.AgentDgefp), await Factory.SignedInAsync(DemoAccounts.DeclarantOpco));

    protected Task<Declaration> Declaration() => Factory.DatabaseAsync(d => d.Declarations.AsNoTracking().AsSplitQuery()
        .Include(x => x.Reopenings).ThenInclude(r => r.Parts).Include(x => x.Reopenings).ThenInclude(r => r.Asks).Include(x => x.Reopenings).ThenInclude(r => r.Widenings)
        .SingleAsync(x => x.Id == Submission.DeclarationId));

    protected Task<List<Soffi.Data.Rows.OutgoingMessage>> Mails(string subject) =>
        Factory.DatabaseAsync(d => d.OutgoingMessages.Where(m => m.Subject.Contains(subject)).ToListAsync());

    protected Task Change(Action<Declaration> act) => Factory.DatabaseAsync(async d =>
    {
        var declaration = await d.Declarations.AsSplitQuery().Include(x => x.Reopenings).ThenInclude(r => r.Parts).SingleAsync(x => x.Id == Submission.DeclarationId);
        act(declaration);
        return await d.SaveChangesAsync();
    });
}
