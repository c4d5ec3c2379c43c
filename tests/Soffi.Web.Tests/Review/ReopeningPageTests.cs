using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>An agent of the DGEFP opens a submitted statement again, with a reason.</summary>
public sealed class ReopeningPageTests : IAsyncLifetime, IDisposable
{
    private const string Reason = "Le cadre B3 ne reprend pas la clôture de 2024.";
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
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Reopen_with_a_reason_opens_the_statement_and_writes_the_decision_and_the_journal()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var answer = await Submit(browser, submission.Id, Reason);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var declaration = await Declaration(submission.DeclarationId);
        Assert.Equal((DeclarationStatus.InProgress, 1), (declaration.Status, declaration.CorrectedNumber));
        var decision = Assert.Single(declaration.Reopenings);
        Assert.Equal((1, Reason, "Inès Rousseau"), (decision.Number, decision.Reason, decision.ActorName));
        var entry = Assert.Single(await _factory.JournalAsync(AuditAction.DeclarationReopened));
        Assert.Equal((_opco, submission.DeclarationId.ToString(), AuditEntry.Success), (entry.OperatorId!.Value, entry.ObjectId, entry.Result));
        var page = (await (await browser.GetAsync($"/instruction/{submission.Id}")).ReadPageAsync()).QuerySelector("main")!;
        Assert.Contains(Reason, page.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$=reouverture]"));
        var list = await (await browser.GetAsync("/instruction")).ReadPageAsync();
        Assert.Contains("rectification en cours", list.QuerySelector("#declarations")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("court")]
    public async Task Reopen_without_a_reason_says_what_to_type(string reason)
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var answer = await Submit(browser, submission.Id, reason);
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("ce qu’il doit rectifier", page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(reason, ((IHtmlTextAreaElement)page.QuerySelector("textarea[name=Reason]")!).Value);
        Assert.Equal(DeclarationStatus.Submitted, (await Declaration(submission.DeclarationId)).Status);
    }

    [Fact]
    public async Task Reopen_twice_is_a_conflict_said_in_words_and_written()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await browser.GetAsync($"/instruction/{submission.Id}");
        await Submit(browser, submission.Id, Reason);

        var answer = await browser.SubmitAsync(page, "form[action$=reouverture]", ("Reason", Reason));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("déjà rouverte", (await answer.ReadPageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await Declaration(submission.DeclarationId)).Reopenings);
        Assert.Equal(AuditEntry.Refused, Assert.Single(await _factory.JournalAsync(AuditAction.ReopeningRefused)).Result);
    }

    [Fact]
    public async Task Reopen_in_a_closed_campaign_waits_for_corrections_to_be_accepted()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await browser.GetAsync($"/instruction/{submission.Id}");
        await Settle(c => c.Close(_factory.Clock.GetUtcNow()));

        var refused = await browser.SubmitAsync(page, "form[action$=reouverture]", ("Reason", Reason));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("l’ouvrir aux rectifications", (await refused.ReadPageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await Settle(c => c.AcceptCorrections(true, _factory.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.Redirect, (await Submit(browser, submission.Id, Reason)).StatusCode);
    }

    [Fact]
    public async Task Reopen_without_the_right_is_refused_and_an_unknown_submission_not_found()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var here = await _factory.SubmitAsync(await _factory.OperatorAsync("TPARA", OperatorType.Opco, "84"), _campaign);
        var dgefp = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await dgefp.GetAsync($"/instruction/{submission.Id}");
        var dreets = await _factory.EnteredAsync(DemoAccounts.AgentDreets);
        var admin = await _factory.EnteredAsync(DemoAccounts.Administrateur);

        foreach (var browser in new[] { dreets, admin })
        {
            var seen = await (await browser.GetAsync($"/instruction/{here.Id}")).ReadPageAsync();
            Assert.Null(seen.QuerySelector("form[action$=reouverture]"));
            using var empty = new FormUrlEncodedContent([KeyValuePair.Create("Reason", Reason)]);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(new Uri($"/instruction/{here.Id}/reouverture", UriKind.Relative), empty)).StatusCode);
        }

        var form = (IHtmlFormElement)(await page.ReadPageAsync()).QuerySelector("form[action$=reouverture]")!;
        var token = ((IHtmlInputElement)form.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("Reason", Reason), KeyValuePair.Create("__RequestVerificationToken", token)]);
        var unknown = await dgefp.PostAsync(new Uri($"/instruction/{Guid.NewGuid()}/reouverture", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private Task<Declaration> Declaration(Guid id) =>
        _factory.DatabaseAsync(d => d.Declarations.AsNoTracking().Include(x => x.Reopenings).SingleAsync(x => x.Id == id));

    private Task<int> Settle(Action<Soffi.Domain.Campaigns.Campaign> act) => _factory.DatabaseAsync(async d =>
    {
        act(await d.Campaigns.SingleAsync(c => c.Id == _campaign));
        return await d.SaveChangesAsync();
    });

    private static async Task<HttpResponseMessage> Submit(HttpClient browser, Guid submission, string reason)
    {
        var page = await browser.GetAsync($"/instruction/{submission}");
        return await browser.SubmitAsync(page, "form[action$=reouverture]", ("Reason", reason));
    }
}
