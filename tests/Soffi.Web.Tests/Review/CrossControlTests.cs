using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>Agents compare declarations with each other and with reference figures, and nobody else does.</summary>
public sealed class CrossControlTests : IAsyncLifetime, IDisposable
{
    private const string Controls = "/instruction/controles-croises?exercice=2025";
    private const string Companies = "/instruction/entreprises?exercice=2025";

    private readonly CrossControlHouse _house = new();
    private int _opco;
    private int _campaign;

    private SignInFactory Factory => _house.Factory;

    public async Task InitializeAsync()
    {
        await Factory.PublishCguAsync();
        _opco = await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        _campaign = await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Show_controls_says_formula_values_gap_tolerance_basis_verdict_and_coverage()
    {
        var submission = await Factory.SubmitAsync(_opco, _campaign);
        var declared = submission.Cells.Where(c => c is { Table: "B1", Row: "010" or "011" or "012", Column: "TOT" }).Sum(c => c.Value.Number);
        await _house.Figure("FC-DOTATIONS", "AKTO", declared - 5);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await agent.PageAsync(Controls);

        Assert.Equal("Contrôles croisés, exercice 2025", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Écart", Verdict(page, "X01O"));
        Assert.Equal("Conforme", Verdict(page, "X01")); // Eleven euros pass on the total.
        Assert.Equal("Non vérifiable", Verdict(page, "X02"));
        Assert.Equal("Non vérifiable", Verdict(page, "X05"));
        var each = Section(page, "X01O");
        Assert.Contains("B1.010.TOT + B1.011.TOT + B1.012.TOT (ESF, chaque OPCO) = chiffre de référence FC-DOTATIONS", each, StringComparison.Ordinal);
        Assert.Contains("écart 5 €, toléré 1 €.", each, StringComparison.Ordinal);
        Assert.Contains("ESF 2025 : 1 OPCO sur 1 a transmis.", each, StringComparison.Ordinal);
        Assert.Contains("L. 6123-5", each, StringComparison.Ordinal);
        Assert.Contains("Demandez à l’opérateur la notification", each, StringComparison.Ordinal);
        Assert.Contains("Le chiffre de référence DECA-STOCK manque pour Opérateur AKTO.", Section(page, "X02"), StringComparison.Ordinal);
        Assert.Contains("Contrats d’apprentissage en cours au 31 décembre (Deca) (DECA-STOCK)", page.TextOf(".fr-alert"), StringComparison.Ordinal);
        Assert.Distinct(page.All.Select(e => e.Id).Where(id => !string.IsNullOrEmpty(id)));
    }

    [Fact]
    public async Task Show_controls_recomputes_the_published_tables_from_the_sealed_submissions()
    {
        await Factory.SubmitAsync(_opco, _campaign);
        await Factory.SubmitAsync(await Factory.OperatorAsync("ATLAS", OperatorType.Opco), _campaign);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var before = await agent.PageAsync(Controls);
        var total = new StatFamily(StatementKind.Esf, OperatorType.Opco).CellId(CellCode.Parse("B2.900.TOT"));
        await Factory.DatabaseAsync(d => d.StatFacts.Where(f => f.CellId == total).ExecuteUpdateAsync(f => f.SetProperty(x => x.Number, x => x.Number + 100)));
        var after = await agent.PageAsync(Controls);
        await Factory.DatabaseAsync(d => d.Submissions.Where(s => s.OperatorId == _opco).ExecuteUpdateAsync(s => s.SetProperty(x => x.CanonicalJson, x => x.CanonicalJson + " ")));
        var broken = await agent.PageAsync(Controls);

        Assert.Equal(("Conforme", "Conforme"), (Verdict(before, "X04"), Verdict(before, "X04C")));
        Assert.Equal("Écart", Verdict(after, "X04"));
        Assert.Contains("écart 0,02 €, toléré 0 €.", Section(after, "X04"), StringComparison.Ordinal);
        Assert.Equal("Non vérifiable", Verdict(broken, "X04"));
        Assert.Contains("L’empreinte du dépôt de Opérateur AKTO n’est plus la bonne.", Section(broken, "X04"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_controls_names_those_who_owe_and_have_not_submitted()
    {
        await Factory.SubmitAsync(_opco, _campaign);
        var atlas = await Factory.OperatorAsync("ATLAS", OperatorType.Opco);
        await Factory.DatabaseAsync(async d =>
        {
            var campaign = await d.Campaigns.Include(c => c.Obligations).SingleAsync();
            campaign.Oblige(_opco, true, ObligationReason.ByType, "", "système", Factory.Clock.GetUtcNow());
            campaign.Oblige(atlas, true, ObligationReason.ByType, "", "système", Factory.Clock.GetUtcNow());
            return await d.SaveChangesAsync();
        });
        await _house.Figure("FC-DOTATIONS", "", 1);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await agent.PageAsync(Controls);

        Assert.Equal("Non vérifiable", Verdict(page, "X01"));
        Assert.Contains("1 OPCO sur 2 a transmis ; manque : ATLAS", Section(page, "X01"), StringComparison.Ordinal);
        Assert.Contains("À titre provisoire", Section(page, "X01"), StringComparison.Ordinal);
        Assert.Contains("Opérateur ATLAS n’a pas déposé sa déclaration ESF 2025.", Section(page, "X01O"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?exercice=2099")]
    [InlineData("?exercice=%3Cscript%3E")]
    public async Task Show_controls_of_an_exercise_that_means_nothing_shows_the_latest(string query)
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = await agent.PageAsync("/instruction/controles-croises" + query);

        Assert.Equal("Contrôles croisés, exercice 2025", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Instruction", page.QuerySelectorAll(".fr-breadcrumb a").Last(a => a.GetAttribute("href") == "/instruction").TextContent);
        Assert.NotNull((await agent.PageAsync("/instruction")).QuerySelector("main a[href^='/instruction/controles-croises']"));
    }

    [Fact]
    public async Task Show_controls_without_any_campaign_says_so()
    {
        await Factory.DatabaseAsync(d => d.CampaignObligations.ExecuteDeleteAsync());
        await Factory.DatabaseAsync(d => d.Campaigns.ExecuteDeleteAsync());
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        foreach (var path in new[] { "/instruction/controles-croises", "/instruction/references", "/instruction/references/saisie", "/instruction/references/fichier", "/instruction/entreprises" })
        {
            Assert.Single((await agent.PageAsync(path)).QuerySelectorAll("h1"));
        }

        Assert.Contains("Aucun exercice collecté", (await agent.PageAsync("/instruction/controles-croises")).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Open_the_comparisons_as_a_regional_agent_or_a_declarant_is_refused()
    {
        await Factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _opco);
        var regional = await Factory.EnteredAsync(DemoAccounts.AgentDreets);
        foreach (var browser in new[] { regional, await Factory.EnteredAsync(DemoAccounts.DeclarantOpco) })
        {
            foreach (var path in new[]
            {
                "/instruction/controles-croises", "/instruction/references", "/instruction/references/saisie", "/instruction/references/fichier",
                "/instruction/references/modele.csv", "/instruction/references/historique?code=FC-DOTATIONS&exercice=2025", "/instruction/entreprises",
            })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(path)).StatusCode);
            }
        }

        Assert.Null((await regional.PageAsync("/instruction")).QuerySelector("main a[href^='/instruction/controles-croises']"));
    }

    [Fact]
    public async Task Compare_companies_lists_duplicates_keeps_the_hash_and_writes_the_journal()
    {
        await Factory.OperatorAsync("ATLAS", OperatorType.Opco);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Send(agent, "operateur;siren\nAKTO;000001016\nAKTO;000001024\nATLAS;000 001 024\nATLAS;000001032\n");
        var page = await (await agent.FollowAsync(answer)).ReadPageAsync();

        Assert.Equal("000001024", Assert.Single(page.QuerySelectorAll("#doublons tbody th")).TextContent);
        Assert.Equal("AKTO, ATLAS", page.QuerySelector("#doublons tbody td")!.TextContent);
        Assert.Contains("AKTO : 2, ATLAS : 2", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("Écart", Verdict(await agent.PageAsync(Controls), "X05"));
        var entry = Assert.Single(await Factory.JournalAsync(AuditAction.CompaniesCompared));
        var list = await Factory.DatabaseAsync(d => d.CompanyLists.SingleAsync());
        Assert.Contains(list.Sha256, entry.DetailsJson, StringComparison.Ordinal);

        using var second = await Send(agent, "operateur;siren\nAKTO;000001016\nATLAS;000001032\n");
        Assert.Equal("Conforme", Verdict(await agent.PageAsync(Controls), "X05"));
        Assert.Equal(2, await Factory.DatabaseAsync(d => d.CompanyLists.CountAsync()));
    }

    [Theory]
    [InlineData("operateur;siren\nAKTO;000001016\nNULLE;000001024\nAKTO;12\n", "entreprises.csv", "Ligne 3 : « NULLE » n’est pas le code d’un OPCO")]
    [InlineData("siren\n000001016\n", "entreprises.csv", "la colonne « operateur » manque")]
    [InlineData("", "entreprises.csv", "vide")]
    [InlineData("operateur;siren\n", "entreprises.xlsx", "n’est pas un CSV")]
    [InlineData("operateur;siren\n", "entreprises.exe", "n’est pas accepté")]
    public async Task Compare_companies_with_a_wrong_file_says_the_line_and_keeps_nothing(string text, string name, string sentence)
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Send(agent, text, name);
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("true", page.QuerySelector("input[type=file]")!.GetAttribute("aria-invalid"));
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.Equal(0, await Factory.DatabaseAsync(d => d.CompanyLists.CountAsync()));
        Assert.Empty(await Factory.JournalAsync(AuditAction.CompaniesCompared));
    }

    private static async Task<HttpResponseMessage> Send(HttpClient agent, string text, string name = "entreprises.csv") =>
        await DocumentHost.Send(agent, await agent.PageAsync(Companies), "main form[enctype]", Encoding.UTF8.GetBytes(text), name);

    private static string Verdict(IDocument page, string code) => SectionOf(page, code).QuerySelector(".fr-badge")!.TextContent.Trim();

    private static string Section(IDocument page, string code) =>
        string.Join(' ', SectionOf(page, code).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IElement SectionOf(IDocument page, string code) => page.QuerySelector($"section[aria-labelledby='controle-{code}']")!;
}
