using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>Agents read what was submitted, within their perimeter, and each reading is known to the operator.</summary>
public sealed class ReviewTests : IAsyncLifetime, IDisposable
{
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
        await _factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, _opco);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task List_shows_who_submitted_and_who_is_missing()
    {
        await _factory.OperatorAsync("ATLAS", OperatorType.Opco);
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var all = await (await browser.GetAsync("/instruction")).ReadPageAsync();
        var missing = await (await browser.GetAsync("/instruction?exercice=2025&type=Opco&etat=manquantes")).ReadPageAsync();

        Assert.Contains("1\u00a0OPCO sur 2 a transmis", all.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(all.QuerySelector($"#declarations a[href='/instruction/{submission.Id}']"));
        Assert.Equal("Opérateur ATLAS", Assert.Single(missing.QuerySelectorAll("#declarations tbody th")).TextContent.Trim());
    }

    [Theory]
    [InlineData("?exercice=abc&type=%3Cscript%3E&etat=x")]
    [InlineData("?exercice=99999999999")]
    [InlineData("?type=7")]
    public async Task List_with_choices_that_mean_nothing_shows_everything(string query)
    {
        await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var answer = await browser.GetAsync("/instruction" + query);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single((await answer.ReadPageAsync()).QuerySelectorAll("#declarations tbody tr"));
    }

    [Fact]
    [Trait("CGU", "CGU-01")]
    [Trait("CGU", "CGU-34")]
    [Trait("CGU", "CGU-35")]
    public async Task Read_a_submission_shows_the_receipt_findings_and_cadres()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        var page = (await (await browser.GetAsync($"/instruction/{submission.Id}")).ReadPageAsync()).QuerySelector("main")!;
        var cadre = (await (await browser.GetAsync($"/instruction/{submission.Id}/cadres/B2")).ReadPageAsync()).QuerySelector("main")!;

        Assert.Contains(submission.ReceiptNumber, page.TextContent, StringComparison.Ordinal);
        Assert.Contains(submission.Sha256, page.TextContent, StringComparison.Ordinal);
        Assert.Contains("Articles L. 6332-23 et R. 6332-30", page.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Vérifiée", page.TextContent, StringComparison.Ordinal);
        Assert.Contains("Explication fictive d’essai", page.TextContent, StringComparison.Ordinal);
        var cell = submission.Cells.First(c => c.Table == "B2" && c.Value.IsNumber && c.Value.Number != 0);
        Assert.Contains(
            Soffi.Domain.Forms.CellFormatter.Display(Soffi.Domain.Forms.CellType.Amount, cell.Value),
            cadre.QuerySelector($"#{cell.Code.ToString().Replace('.', '-')}")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-83")]
    public async Task Read_a_submission_is_written_in_the_journal_and_shown_to_the_operator()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var declarant = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);

        await agent.GetAsync($"/instruction/{submission.Id}");
        await agent.GetAsync($"/instruction/{submission.Id}/cadres/B1");
        var history = await (await declarant.GetAsync("/audit/moi")).ReadPageAsync();

        var entries = await _factory.JournalAsync(AuditAction.DeclarationRead);
        Assert.All(entries, e => Assert.Equal((_opco, submission.DeclarationId.ToString()), (e.OperatorId!.Value, e.ObjectId)));
        Assert.Equal(2, entries.Count);
        Assert.Contains("Inès Rousseau", history.QuerySelector("#consultations")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Read_a_statement_out_of_one_s_region_is_not_found_whatever_the_address()
    {
        var here = await _factory.OperatorAsync("TPARA", OperatorType.Opco, "84");
        var elsewhere = await _factory.OperatorAsync("TPBZH", OperatorType.Opco, "53");
        var mine = await _factory.SubmitAsync(here, _campaign);
        var others = await _factory.SubmitAsync(elsewhere, _campaign);
        var national = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDreets);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/instruction/{mine.Id}")).StatusCode);
        foreach (var id in new[] { others.Id, national.Id, Guid.NewGuid() })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/instruction/{id}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/instruction/{id}/cadres/B1")).StatusCode);
        }

        var list = await (await browser.GetAsync("/instruction")).ReadPageAsync();
        Assert.Equal("Opérateur TPARA", Assert.Single(list.QuerySelectorAll("#declarations tbody th")).TextContent.Trim());
        Assert.Single(await _factory.JournalAsync(AuditAction.DeclarationRead));
    }

    [Fact]
    [Trait("CGU", "CGU-83")]
    public async Task Download_a_document_gives_its_bytes_and_is_written_in_the_journal()
    {
        var (submission, document, bytes) = await SubmitWithDocument(_opco);
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var link = (await (await agent.GetAsync($"/instruction/{submission.Id}")).ReadPageAsync()).QuerySelector("a[href*='/pieces/']")!.GetAttribute("href")!;

        using var answer = await agent.GetAsync(link);

        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        var entry = Assert.Single(await _factory.JournalAsync(AuditAction.DocumentRead));
        Assert.Equal((_opco, submission.DeclarationId.ToString()), (entry.OperatorId!.Value, entry.ObjectId));
        Assert.Contains(document.Sha256, entry.DetailsJson, StringComparison.Ordinal);
        var declarant = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        Assert.Contains("attestation.pdf", (await (await declarant.GetAsync("/audit/moi")).ReadPageAsync()).QuerySelector("#consultations")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("CGU", "CGU-64")]
    [Trait("CGU", "CGU-65")]
    [Trait("CGU", "CGU-75")]
    [Trait("CGU", "CGU-62")]
    public async Task Withdraw_a_document_closes_it_to_all_keeps_its_hash_and_is_written_in_the_journal()
    {
        var (submission, document, _) = await SubmitWithDocument(_opco);
        var agent = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var path = $"/instruction/{submission.Id}/pieces/{document.Id}";
        var page = await (await agent.GetAsync($"/instruction/{submission.Id}")).ReadPageAsync();
        using (var bare = await agent.SendAsync(page, $"form[action='{path}/retrait']"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        }

        using (var done = await agent.SendAsync(page, $"form[action='{path}/retrait']", ("motif", "Données de santé d’une salariée.")))
        {
            Assert.Equal($"/instruction/{submission.Id}", done.Headers.Location!.OriginalString);
        }

        Assert.Equal(HttpStatusCode.Gone, (await agent.GetAsync(path)).StatusCode);
        var after = (await (await agent.GetAsync($"/instruction/{submission.Id}")).ReadPageAsync()).Body!.TextContent;
        Assert.Contains("Données de santé d’une salariée.", after, StringComparison.Ordinal);
        Assert.Contains(document.Sha256, after, StringComparison.Ordinal);
        var declarant = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        using var theirs = await declarant.GetAsync($"/declarations/{submission.DeclarationId}/pieces/{document.Id}/fichier");
        Assert.Equal(HttpStatusCode.Conflict, theirs.StatusCode);
        Assert.Contains(document.Sha256, Assert.Single(await _factory.JournalAsync(AuditAction.DocumentWithdrawn)).DetailsJson, StringComparison.Ordinal);
        using var again = await (await _factory.EnteredAsync(DemoAccounts.AgentDreets)).SendFieldsAsync($"{path}/retrait", []);
        Assert.Contains(again.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.Forbidden });
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Download_a_document_out_of_one_s_region_or_of_another_submission_is_not_found()
    {
        var (submission, document, _) = await SubmitWithDocument(_opco);
        var other = await _factory.SubmitAsync(await _factory.OperatorAsync("ATLAS", OperatorType.Opco), _campaign);
        var dreets = await _factory.EnteredAsync(DemoAccounts.AgentDreets);
        var dgefp = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var declarant = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);
        var path = $"/instruction/{submission.Id}/pieces/{document.Id}";

        Assert.Equal(HttpStatusCode.NotFound, (await dreets.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dgefp.GetAsync($"/instruction/{other.Id}/pieces/{document.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dgefp.GetAsync($"/instruction/{submission.Id}/pieces/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await declarant.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await dgefp.GetAsync($"/declarations/{submission.DeclarationId}/pieces/{document.Id}/fichier")).StatusCode);
        Assert.Empty(await _factory.JournalAsync(AuditAction.DocumentRead));
    }

    private async Task<(Submission Submission, Document Document, byte[] Bytes)> SubmitWithDocument(int operatorId)
    {
        var bytes = DemoPdf.Write("Attestation d’essai");
        var content = await _factory.DatabaseAsync(d => d.InTransaction(token => new DocumentContents(d, _factory.Clock).Add(new MemoryStream(bytes), token)));
        var submission = await _factory.SubmitAsync(operatorId, _campaign, declaration => declaration.AddDocument(
            new ReceivedDocument(
                "CAC", "Attestation", "attestation.pdf", FileFormat.Pdf, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), 1, content,
                new ScanResult(ScanVerdict.Clean)),
            new Actor(Guid.CreateVersion7(), "Claire Martin", "", []), _factory.Clock.GetUtcNow()));
        return (submission, await _factory.DatabaseAsync(d => d.Documents.SingleAsync(x => x.DeclarationId == submission.DeclarationId)), bytes);
    }

    [Fact]
    public async Task Read_a_cadre_that_the_form_has_not_is_not_found()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/instruction/{submission.Id}/cadres/ZZ")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-61")]
    public async Task Open_the_review_as_a_declarant_is_refused()
    {
        var submission = await _factory.SubmitAsync(_opco, _campaign);
        var browser = await _factory.EnteredAsync(DemoAccounts.DeclarantOpco);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/instruction")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/instruction/{submission.Id}")).StatusCode);
    }
}
