using System.Net;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Review;

/// <summary>« Justifications »: reasons and rates of a campaign, within what the person may read.</summary>
public sealed class ExplanationDashboardTests : IAsyncLifetime, IDisposable
{
    private const string Path = "/instruction/justifications";
    private static readonly ExplanationReason Calendar = new("CALENDRIER", "Décalage de trésorerie ou de calendrier", "", 1, 10, null);
    private readonly SignInFactory _factory = new();
    private Submission _akto = null!;

    public async Task InitializeAsync()
    {
        _factory.Settings["RateLimits:PerAccount"] = "0";
        await _factory.PublishCguAsync();
        var (akto, atlas) = (await _factory.OperatorAsync("AKTO", OperatorType.Opco), await _factory.OperatorAsync("ATLAS", OperatorType.Opco));
        var campaign = await _factory.CampaignAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await _factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, akto);
        var actor = new Actor(Guid.CreateVersion7(), "Camille Fictive", "camille@exemple.invalid", []);
        _akto = await _factory.SubmitAsync(akto, campaign, d =>
        {
            foreach (var explanation in d.Explanations.ToList())
            {
                d.Explain(
                    new Domain.Forms.Finding(explanation.Instance.Split(':')[0], explanation.Instance, Domain.Forms.Severity.ToExplain, "", explanation.FindingMessage, "", []),
                    "Un acompte reçu en décembre.", actor, _factory.Clock.GetUtcNow(), reason: Calendar);
            }
        });
        await _factory.SubmitAsync(atlas, campaign);
        await _factory.DatabaseAsync(async d =>
        {
            var declaration = await d.Declarations.Include(x => x.Explanations).SingleAsync(x => x.Id == _akto.DeclarationId);
            declaration.TakeCharge(actor.UserId, "Inès", actor, _factory.Clock.GetUtcNow());
            declaration.JudgeExplanation(declaration.Explanations.First().Instance, "Où est la pièce ?", actor, _factory.Clock.GetUtcNow());
            return await d.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Explanations_that_await_an_opinion_are_counted_on_the_home_page_and_listed_behind_it()
    {
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var task = (await ines.PageAsync("/accueil")).QuerySelector("#a-suivre a[href*='justifications']")!;
        var listed = await ines.PageAsync(task.GetAttribute("href")!);

        var count = listed.QuerySelectorAll("#textes > li").Length;
        Assert.True(count > 0);
        Assert.StartsWith($"{count}\u00a0justification", task.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("questionnée", listed.TextOf("#textes"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"avis\":\"", Assert.Single(await _factory.JournalAsync(AuditAction.ExplanationsRead)).DetailsJson, StringComparison.Ordinal);
        var (all, back) = (await ines.PageAsync(Path), listed.QuerySelector("a[href*='justifications?campagne']")!);
        Assert.Contains($"{count}\u00a0justification", all.QuerySelector("a[href$='avis=a-lire']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("avis", back.GetAttribute("href")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_counts_by_reason_operator_and_control_and_leads_to_the_texts_and_statements()
    {
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await ines.PageAsync(Path);

        var reasons = page.TextOf("#motifs");
        Assert.Contains(Calendar.Label, reasons, StringComparison.Ordinal);
        Assert.Contains("Non précisé (avant la nomenclature des motifs)", reasons, StringComparison.Ordinal);
        Assert.Contains("Opérateur AKTO OPCO, déposée", page.TextOf("#operateurs"), StringComparison.Ordinal);
        Assert.Contains("P01", page.TextOf("#controles"), StringComparison.Ordinal);
        Assert.Null(page.GetElementById("textes"));
        Assert.Empty(await _factory.JournalAsync(AuditAction.ExplanationsRead));

        var texts = await ines.PageAsync(page.QuerySelector("#motifs a")!.GetAttribute("href")!);
        Assert.Contains("Un acompte reçu en décembre.", texts.TextOf("#textes"), StringComparison.Ordinal);
        Assert.Contains("questionnée", texts.TextOf("#textes"), StringComparison.Ordinal);
        Assert.DoesNotContain("Opérateur ATLAS", texts.TextOf("#textes"), StringComparison.Ordinal);
        Assert.Equal($"/instruction/{_akto.Id}#constats", texts.QuerySelector("#textes a")!.GetAttribute("href"));
        Assert.Contains("AKTO", Assert.Single(await _factory.JournalAsync(AuditAction.ExplanationsRead)).DetailsJson, StringComparison.Ordinal);
        Assert.Contains("Opérateur ATLAS", (await ines.PageAsync($"{Path}?operateur=ATLAS")).TextOf("#textes"), StringComparison.Ordinal);
        Assert.Contains("aucun constat", (await ines.PageAsync($"{Path}?type=Faf")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("ne répond à ce choix", (await ines.PageAsync($"{Path}?motif=INCONNU&campagne=abc")).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_gives_every_text_and_is_noted()
    {
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var workbook = new XLWorkbook(new MemoryStream(await ines.GetByteArrayAsync($"{Path}.xlsx")));

        Assert.Equal(["Lecture", "Motifs", "Opérateurs", "Contrôles", "Justifications"], workbook.Worksheets.Select(w => w.Name));
        Assert.Contains(workbook.Worksheet("Justifications").RowsUsed(), r => r.Cell(8).GetString() == "Un acompte reçu en décembre." && r.Cell(6).GetString() == "CALENDRIER");
        Assert.Contains(workbook.Worksheet("Opérateurs").RowsUsed(), r => r.Cell(1).GetString() == "ATLAS");
        Assert.Single(await _factory.JournalAsync(AuditAction.ExplanationsExported));
    }

    [Fact]
    public async Task Draft_is_counted_and_nothing_of_it_is_read()
    {
        await _factory.DatabaseAsync(d => d.Submissions.Where(s => s.Id == _akto.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.IsLatest, false)));
        await _factory.DatabaseAsync(d => d.Declarations.Where(x => x.Id == _akto.DeclarationId).ExecuteUpdateAsync(x =>
            x.SetProperty(s => s.Status, DeclarationStatus.InProgress).SetProperty(s => s.Revision, s => s.Revision + 1)));
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await ines.PageAsync($"{Path}?operateur=AKTO");

        Assert.Contains("Opérateur AKTO OPCO, en cours de saisie", page.TextOf("#operateurs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Un acompte reçu en décembre.", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Null(page.GetElementById("textes"));
    }

    [Fact]
    public async Task Dashboard_of_a_region_shows_nothing_of_national_bodies_and_operators_have_none()
    {
        var karim = await _factory.EnteredAsync(DemoAccounts.AgentDreets);

        Assert.DoesNotContain("AKTO", (await karim.PageAsync($"{Path}?operateur=AKTO")).TextOf("main"), StringComparison.Ordinal);
        using var workbook = new XLWorkbook(new MemoryStream(await karim.GetByteArrayAsync($"{Path}.xlsx")));
        Assert.Single(workbook.Worksheet("Justifications").RowsUsed());
        var claire = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync(Path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await claire.GetAsync($"{Path}.xlsx")).StatusCode);
    }
}
