using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>Reference figures: entered, sent by file, withdrawn; every version stays and every act is in the journal.</summary>
public sealed class ReferenceTests : IAsyncLifetime, IDisposable
{
    private const string List = "/instruction/references?exercice=2025";
    private const string Entry = "/instruction/references/saisie?exercice=2025&code=FC-DOTATIONS&operateur=AKTO";
    private const string FilePage = "/instruction/references/fichier?exercice=2025";
    private const string History = "/instruction/references/historique?code=FC-DOTATIONS&exercice=2025&operateur=AKTO";

    private readonly CrossControlHouse _house = new();

    private SignInFactory Factory => _house.Factory;

    public async Task InitializeAsync()
    {
        await Factory.PublishCguAsync();
        await Factory.OperatorAsync("AKTO", OperatorType.Opco);
        await Factory.OperatorAsync("ATLAS", OperatorType.Opco);
        await Factory.CampaignAsync();
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Enter_a_figure_stores_it_with_its_source_and_writes_the_journal()
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Type(agent, "1 234 567,50", "Rapport 2026, page 12", "15/09/2026");
        var page = await (await agent.FollowAsync(answer)).ReadPageAsync();

        Assert.Contains("FC-DOTATIONS : 1 234 567,50 est enregistré.", page.TextOf("#etat").Replace('\u202f', ' '), StringComparison.Ordinal);
        var row = page.QuerySelector("#reference-FC-DOTATIONS tbody tr:nth-child(2)")!.TextContent;
        Assert.Contains("1\u202f234\u202f567,50", row, StringComparison.Ordinal);
        Assert.Contains("Rapport 2026, page 12 (15/09/2026)", row, StringComparison.Ordinal);
        var figure = Assert.Single(await Figures());
        Assert.Equal(("FC-DOTATIONS", 2025, "AKTO", 1, 1_234_567.50m), (figure.Code, figure.Exercise, figure.OperatorCode, figure.Version, figure.Value));
        Assert.NotNull(figure.RecordedBy);
        var entry = Assert.Single(await Factory.JournalAsync(AuditAction.ReferenceRecorded));
        Assert.Equal(("reference", "FC-DOTATIONS-2025-AKTO"), (entry.ObjectType, entry.ObjectId));
        Assert.Contains("1234567.5", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_a_figure_again_adds_a_version_and_the_former_one_stays()
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var first = await Type(agent, "100", "Rapport provisoire");
        using var second = await Type(agent, "120", "Rapport définitif");
        using var same = await Type(agent, "120", "Rapport définitif");
        var page = await agent.PageAsync(History);

        Assert.Equal([(1, 100m), (2, 120m)], (await Figures()).Select(f => (f.Version, f.Value!.Value)));
        Assert.Equal(["2", "1"], page.QuerySelectorAll("#versions tbody th").Select(h => h.TextContent));
        Assert.Equal(2, (await Factory.JournalAsync(AuditAction.ReferenceRecorded)).Count);
        Assert.Contains("\"avant\":100", (await Factory.JournalAsync(AuditAction.ReferenceRecorded))[1].DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("douze", "Rapport", "", "valeur")]
    [InlineData("", "Rapport", "", "valeur")]
    [InlineData("-1", "Rapport", "", "valeur")]
    [InlineData("12", "", "", "source")]
    [InlineData("12", "=CMD()", "", "source")]
    [InlineData("12", "Rapport", "31/02/2026", "date")]
    public async Task Enter_something_wrong_says_what_by_the_field_and_stores_nothing(string value, string source, string date, string field)
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Type(agent, value, source, date);
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var input = page.QuerySelector($"[name={field}]")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("#" + input.Id, page.QuerySelector("#erreurs a")!.GetAttribute("href"));
        Assert.Equal(value, ((IHtmlInputElement)page.QuerySelector("[name=valeur]")!).Value);
        Assert.Empty(await Figures());
        Assert.Empty(await Factory.JournalAsync(AuditAction.ReferenceRecorded));
    }

    [Fact]
    public async Task Withdraw_a_figure_asks_why_and_keeps_what_it_was()
    {
        await _house.Figure("FC-DOTATIONS", "AKTO", 100);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var without = await agent.SendAsync(await agent.PageAsync(History), "main form", ("motif", " "));
        using var answer = await agent.SendAsync(await agent.PageAsync(History), "main form", ("motif", "Saisi pour le mauvais exercice"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Redirect), (without.StatusCode, answer.StatusCode));
        Assert.Equal([100m, (decimal?)null], (await Figures()).Select(f => f.Value));
        Assert.Contains("\"avant\":100", Assert.Single(await Factory.JournalAsync(AuditAction.ReferenceWithdrawn)).DetailsJson, StringComparison.Ordinal);
        var page = await agent.PageAsync(History);
        Assert.Null(page.QuerySelector("main form"));
        Assert.Contains("Saisi pour le mauvais exercice", page.TextOf("#versions"), StringComparison.Ordinal);
        Assert.Contains("Retiré", (await agent.PageAsync(List)).TextOf("#reference-FC-DOTATIONS"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?code=FC-DOTATIONS&exercice=2025&operateur=AKTO")]
    [InlineData("?code=RIEN&exercice=2025")]
    [InlineData("?code=FC-DOTATIONS&exercice=abc")]
    [InlineData("")]
    public async Task Open_the_history_of_a_figure_that_was_never_entered_is_not_found(string query)
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/instruction/references/historique" + query)).StatusCode);
    }

    [Fact]
    public async Task Send_a_file_stores_every_line_and_one_entry_of_the_journal()
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Send(agent, "code;exercice;operateur;valeur;source\nFC-DOTATIONS;2025;;300;Rapport\nFC-DOTATIONS;2025;AKTO;100;Rapport\nDECA-STOCK;2025;ATLAS;12;Deca\n");
        var page = await (await agent.FollowAsync(answer)).ReadPageAsync();

        Assert.Contains("« chiffres.csv » : 3 enregistrés, 0 inchangé.", page.TextOf("#etat"), StringComparison.Ordinal);
        Assert.Equal(3, (await Figures()).Count);
        Assert.Contains("\"chiffres\":3", Assert.Single(await Factory.JournalAsync(AuditAction.ReferencesImported)).DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_back_the_file_to_fill_in_changes_nothing()
    {
        await _house.Figure("FC-DOTATIONS", "AKTO", 1234.5m);
        await _house.Figure("DECA-STOCK", "AKTO", 12);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var given = await agent.GetAsync("/instruction/references/modele.csv?exercice=2025");
        var text = await given.Content.ReadAsStringAsync();
        var filled = string.Join("\r\n", text.Split("\r\n").Where(l => !l.Contains(";;;", StringComparison.Ordinal)));
        using var answer = await Send(agent, filled);
        var page = await (await agent.FollowAsync(answer)).ReadPageAsync();

        Assert.Equal("text/csv", given.Content.Headers.ContentType!.MediaType);
        Assert.Contains("FC-DOTATIONS;2025;AKTO;1234,5;\"Rapport d’essai\";", text, StringComparison.Ordinal);
        Assert.Contains("DECA-STOCK;2025;ATLAS;;;", text, StringComparison.Ordinal);
        Assert.Contains("0 enregistré, 2 inchangés.", page.TextOf("#etat"), StringComparison.Ordinal);
        Assert.Equal(2, (await Figures()).Count);
    }

    [Fact]
    public async Task Send_a_file_with_one_wrong_line_names_it_and_stores_nothing_of_the_others()
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Send(agent, "code;exercice;operateur;valeur;source\nFC-DOTATIONS;2025;;300;Rapport\nFC-DOTATIONS;2025;NULLE;100;Rapport\nFC-DOTATIONS;2019;;1;Rapport\n");
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Ligne 3 : « NULLE » n’est pas le code d’un OPCO de Soffi.", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Ligne 4 :", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Empty(await Figures());
        Assert.Empty(await Factory.JournalAsync(AuditAction.ReferencesImported));
    }

    [Fact]
    public async Task Send_a_file_too_large_or_none_is_refused()
    {
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var large = await Send(agent, "code;exercice;operateur;valeur;source\n" + new string(' ', 1_000_001));
        using var none = await DocumentHost.Send(agent, await agent.PageAsync(FilePage), "main form", null);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest), (large.StatusCode, none.StatusCode));
        Assert.Empty(await Figures());
    }

    [Theory]
    [InlineData("/instruction/references/saisie")]
    [InlineData("/instruction/references/historique")]
    public async Task Post_without_the_antiforgery_token_changes_nothing(string path)
    {
        await _house.Figure("FC-DOTATIONS", "AKTO", 100);
        var agent = await Factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await agent.SendFieldsAsync(path, new Dictionary<string, string>
        {
            ["code"] = "FC-DOTATIONS",
            ["exercice"] = "2025",
            ["operateur"] = "AKTO",
            ["valeur"] = "7",
            ["source"] = "Rapport",
            ["motif"] = "Sans jeton",
        });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(await Figures());
    }

    private static async Task<HttpResponseMessage> Type(HttpClient agent, string value, string source, string date = "")
    {
        var page = await agent.PageAsync(Entry);
        Assert.Equal("AKTO", ((IHtmlSelectElement)page.QuerySelector("[name=operateur]")!).Value);
        return await agent.SendAsync(
            page, "main form", ("exercice", "2025"), ("code", "FC-DOTATIONS"), ("operateur", "AKTO"), ("valeur", value), ("source", source), ("date", date));
    }

    private static async Task<HttpResponseMessage> Send(HttpClient agent, string text) =>
        await DocumentHost.Send(agent, await agent.PageAsync(FilePage), "main form", Encoding.UTF8.GetBytes(text), "chiffres.csv");

    private Task<List<ReferenceFigure>> Figures() =>
        Factory.DatabaseAsync(d => d.ReferenceFigures.AsNoTracking().OrderBy(f => f.Code).ThenBy(f => f.OperatorCode).ThenBy(f => f.Version).ToListAsync());
}
