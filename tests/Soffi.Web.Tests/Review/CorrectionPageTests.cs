using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>An agent of the DGEFP asks for corrections: what is listed is open again, its operator is told, the rest stays sealed.</summary>
public sealed class CorrectionPageTests : IAsyncLifetime, IDisposable
{
    private const string Text = "Le cadre B3 ne reprend pas la clôture de 2024.";
    private readonly SignInFactory _factory = new();
    private int _opco;
    private int _campaign;

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        _opco = await _factory.OperatorAsync("AKTO", OperatorType.Opco);
        _campaign = await _factory.CampaignAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await _factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _opco);
        await _factory.GrantAsync(DemoAccounts.SignataireOpco, Role.Signatory, _opco);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Ask_opens_what_is_listed_writes_the_decision_the_journal_and_a_mail_to_each()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        using var answer = await Ask(browser, submission.Id, ("Cadres", "B3"), ("MoreCells", "B2.010.ALT, B3.APP.B"), ("Reasons", "Opening"), ("Text", Text));

        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await answer.ReadPageAsync()).QuerySelector("#erreurs")?.TextContent);
        Assert.Equal($"/instruction/{submission.Id}#rectification", answer.Headers.Location!.OriginalString);
        var declaration = await Declaration(submission.DeclarationId);
        Assert.Equal((DeclarationStatus.CorrectionsRequested, 1), (declaration.Status, declaration.CorrectedNumber));
        var decision = Assert.Single(declaration.Reopenings);
        Assert.Equal((1, Text, "Inès Rousseau", CorrectionReasons.Opening, false), (decision.Number, decision.Reason, decision.ActorName, decision.Reasons, decision.IsWhole));
        Assert.Contains("B2.010.ALT", decision.Parts.Select(p => p.ToString()));
        Assert.DoesNotContain("B3.APP.B", decision.Parts.Select(p => p.ToString())); // Its table is already open.
        var entry = Assert.Single(await _factory.JournalAsync(AuditAction.DeclarationReopened));
        Assert.Equal((_opco, submission.DeclarationId.ToString(), AuditEntry.Success), (entry.OperatorId!.Value, entry.ObjectId, entry.Result));
        Assert.Contains("B2.010.ALT", entry.DetailsJson, StringComparison.Ordinal);
        var mails = await _factory.DatabaseAsync(d => d.OutgoingMessages.OrderBy(m => m.To).ToListAsync());
        Assert.Equal([.. new[] { DemoAccounts.DeclarantOpco.Email, DemoAccounts.SignataireOpco.Email }.Order(StringComparer.Ordinal)], mails.Select(m => m.To).Order(StringComparer.Ordinal));
        Assert.All(mails, m => Assert.Contains(Text, m.Body, StringComparison.Ordinal));
        var page = (await (await browser.GetAsync($"/instruction/{submission.Id}")).ReadPageAsync()).QuerySelector("main")!;
        Assert.Contains(Text, page.TextContent, StringComparison.Ordinal);
        Assert.Contains("cellule B2.010.ALT", page.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href$=corrections]"));
        var list = await (await browser.GetAsync("/instruction")).ReadPageAsync();
        Assert.Contains("Corrections demandées", list.QuerySelector("#declarations")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Opening", "B3", "2030-01-01", "", "ce qu’il doit corriger")]
    [InlineData(Text, "", "B3", "", "", "au moins un motif")]
    [InlineData(Text, "Opening", "", "", "", "au moins un cadre")]
    [InlineData(Text, "Opening", "", "", "ZZ.1.X", "pas de cellule")]
    [InlineData(Text, "Opening", "", "", "B2.900.TOT", "est calculée")]
    [InlineData(Text, "Opening", "B3", "hier", "", "jj/mm/aaaa")]
    [InlineData(Text, "Opening", "B3", "2020-01-01", "", "date à venir")]
    public async Task Ask_without_all_that_is_needed_says_what_to_type(string text, string reason, string cadre, string day, string cells, string fault)
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        List<(string, string)> typed = [("Text", text), ("MoreCells", cells)];
        typed.AddRange(new[] { ("Reasons", reason), ("Cadres", cadre), ("Day", day) }.Where(t => t.Item2.Length > 0));

        using var answer = await Ask(browser, submission.Id, [.. typed]);
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(fault, page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(text, ((IHtmlTextAreaElement)page.QuerySelector("textarea[name=Text]")!).Value);
        Assert.Equal(DeclarationStatus.Submitted, (await Declaration(submission.DeclarationId)).Status);
        Assert.Empty(await _factory.DatabaseAsync(d => d.OutgoingMessages.ToListAsync()));
    }

    [Fact]
    public async Task Ask_twice_is_a_conflict_said_in_words_and_written_with_nothing_lost()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await (await browser.GetAsync($"/instruction/{submission.Id}/corrections")).ReadPageAsync();
        (await Ask(browser, submission.Id, ("Cadres", "B3"), ("Reasons", "Opening"), ("Text", Text))).Dispose();

        using var answer = await browser.SendAsync(page, "form[action$=corrections]", ("Cadres", "B4"), ("Reasons", "Typing"), ("Text", "Autre demande de correction."));
        var said = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("déjà demandées", said.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Inès Rousseau a demandé la correction", said.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Autre demande de correction.", ((IHtmlTextAreaElement)said.QuerySelector("textarea[name=Text]")!).Value);
        Assert.Single((await Declaration(submission.DeclarationId)).Reopenings);
        Assert.Equal(AuditEntry.Refused, Assert.Single(await _factory.JournalAsync(AuditAction.ReopeningRefused)).Result);
    }

    [Fact]
    public async Task Ask_in_a_closed_campaign_waits_for_corrections_to_be_accepted()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await (await browser.GetAsync($"/instruction/{submission.Id}/corrections")).ReadPageAsync();
        await Settle(c => c.Close(_factory.Clock.GetUtcNow()));
        (string, string)[] typed = [("Cadres", "B3"), ("Reasons", "Opening"), ("Text", Text)];

        using var refused = await browser.SendAsync(page, "form[action$=corrections]", typed);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("l’ouvrir aux rectifications", (await refused.ReadPageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await Settle(c => c.AcceptCorrections(true, _factory.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.SeeOther, (await Ask(browser, submission.Id, typed)).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Ask_without_the_right_is_refused_and_an_unknown_submission_not_found()
    {
        var here = await _factory.SubmitAsync(await _factory.OperatorAsync("TPARA", OperatorType.Opco, "84"), _campaign);
        var dgefp = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await (await dgefp.GetAsync($"/instruction/{here.Id}/corrections")).ReadPageAsync();
        foreach (var account in new[] { DemoAccounts.AgentDreets, DemoAccounts.Administrateur, DemoAccounts.DeclarantOpco })
        {
            var browser = await _factory.EnteredAsync(account);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/instruction/{here.Id}/corrections")).StatusCode);
            using var refused = await browser.SendFieldsAsync($"/instruction/{here.Id}/corrections", [KeyValuePair.Create("Text", Text)]);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await dgefp.GetAsync($"/instruction/{Guid.NewGuid()}/corrections")).StatusCode);
        var fields = Browsing.Fields((IHtmlFormElement)page.QuerySelector("form[action$=corrections]")!, ("Text", Text));
        using var unknown = await dgefp.SendFieldsAsync($"/instruction/{Guid.NewGuid()}/corrections", fields);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Differences_of_a_first_submission_or_out_of_one_s_region_are_not_found()
    {
        var here = await _factory.SubmitAsync(await _factory.OperatorAsync("TPARA", OperatorType.Opco, "84"), _campaign);
        var elsewhere = await _factory.SubmitAsync(_opco, _campaign);
        var dreets = await _factory.EnteredAsync(DemoAccounts.AgentDreets);

        Assert.Equal(HttpStatusCode.NotFound, (await dreets.GetAsync($"/instruction/{here.Id}/differences")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dreets.GetAsync($"/instruction/{elsewhere.Id}/differences")).StatusCode);
        Assert.Empty(await _factory.JournalAsync(AuditAction.DeclarationRead));
    }

    private Task<Declaration> Declaration(Guid id) =>
        _factory.DatabaseAsync(d => d.Declarations.AsNoTracking().Include(x => x.Reopenings).ThenInclude(r => r.Parts).SingleAsync(x => x.Id == id));

    private Task<int> Settle(Action<Soffi.Domain.Campaigns.Campaign> act) => _factory.DatabaseAsync(async d =>
    {
        act(await d.Campaigns.SingleAsync(c => c.Id == _campaign));
        return await d.SaveChangesAsync();
    });

    private static async Task<HttpResponseMessage> Ask(HttpClient browser, Guid submission, params (string Name, string Value)[] typed)
    {
        var page = await (await browser.GetAsync($"/instruction/{submission}/corrections")).ReadPageAsync();
        return await browser.SendAsync(page, "form[action$=corrections]", typed);
    }
}
