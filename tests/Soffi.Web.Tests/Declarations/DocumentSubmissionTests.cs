using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Tests.Antivirus;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Controls F05 and F06 between the page of documents, that of controls and the signature; files that wait, files that harm.</summary>
[Collection(DocumentCollection.Name)]
public sealed class DocumentSubmissionTests(DocumentHost host) : IDisposable
{
    private const string Signature = "form[action$=signature]";

    private StatementHost Statements => host.Statements;

    public void Dispose()
    {
        host.Clamd.Mood = ClamdMood.Sound;
        Options.WhenAbsent = WhenAbsent.Quarantine;
    }

    [Fact]
    public async Task Submit_is_refused_until_required_documents_are_joined_then_seals_them()
    {
        var given = await Ready();
        var marc = await Statements.As(StatementHost.Marc);
        var findings = await marc.PageAsync($"{given.Root}/controles");
        Assert.Contains("Attestation du commissaire aux comptes jointe", findings.TextOf("main"), StringComparison.Ordinal);
        Assert.NotNull(findings.QuerySelector($".soffi-findings a[href='{given.Root}/pieces']"));
        Assert.Null((await marc.PageAsync($"{given.Root}/signature")).QuerySelector(Signature));
        Assert.Equal($"{given.Root}/pieces", (await marc.PageAsync(given.Root)).QuerySelector("a.fr-btn[href^='/declarations/']")!.GetAttribute("href"));

        var codes = await JoinRequired(given, marc);
        using var answer = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), Signature, ("fonction", "Directeur"), ("certifie", "true"));

        Assert.Equal($"{given.Root}/accuses/1", answer.Headers.Location?.OriginalString);
        var submission = await Statements.Database(c => c.Submissions.SingleAsync(s => s.DeclarationId == given.Id));
        using var json = JsonDocument.Parse(submission.CanonicalJson);
        var documents = await host.Documents(given.Id);
        Assert.Equal(codes.Order(StringComparer.Ordinal), json.RootElement.GetProperty("pieces").EnumerateArray().Select(d => d.GetProperty("code").GetString()!));
        Assert.Equal(
            documents.Select(d => d.Sha256).Order(StringComparer.Ordinal),
            json.RootElement.GetProperty("pieces").EnumerateArray().Select(d => d.GetProperty("sha256").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(documents, d => Assert.NotNull(d.SealedAt));
        var receipt = await marc.PageAsync($"{given.Root}/accuses/1");
        Assert.Contains(documents[0].Sha256, receipt.TextOf("#pieces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_documents_of_submitted_statement_is_refused_and_they_stay_readable()
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        using var joined = await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf());
        var document = Assert.Single(await host.Documents(given.Id));
        var (list, one) = (await claire.PageAsync($"{given.Root}/pieces"), await claire.PageAsync($"{given.Root}/pieces/{document.Id}"));
        await Statements.Change(given.Id, (loaded, _) => { loaded.Declaration.Submit(Statements.Clock.GetUtcNow()); return true; });

        using var add = await DocumentHost.Send(claire, list, "form[action$='piece=CAC']", DocumentHost.Pdf());
        using var replace = await DocumentHost.Send(claire, one, "#remplacement", DocumentHost.Pdf());
        using var remove = await DocumentHost.Send(claire, one, "#retrait", null, "", ("suite", "retrait"));

        Assert.All([add, replace, remove], a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        Assert.Contains("La déclaration est déposée", (await add.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Equal(document.Sha256, Assert.Single(await host.Documents(given.Id)).Sha256);
        var after = await claire.PageAsync($"{given.Root}/pieces");
        Assert.Empty(after.QuerySelectorAll("input[type=file]"));
        Assert.Equal(HttpStatusCode.OK, (await claire.GetAsync($"{given.Root}/pieces/{document.Id}/fichier")).StatusCode);
    }

    [Fact]
    public async Task Replace_document_of_a_former_submission_keeps_the_sealed_one()
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        var bytes = DocumentHost.Pdf();
        using var joined = await DocumentHost.Join(claire, given, "CAC", bytes, "premier.pdf");
        var sealedOne = Assert.Single(await host.Documents(given.Id));
        await Statements.Change(given.Id, (loaded, _) => { loaded.Declaration.Submit(Statements.Clock.GetUtcNow()); return true; });
        await Statements.Database(c => c.Declarations.Where(d => d.Id == given.Id)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Status, DeclarationStatus.InProgress))); // Opened again for a correction.

        using var answer = await DocumentHost.Send(
            claire, await claire.PageAsync($"{given.Root}/pieces/{sealedOne.Id}"), "#remplacement", DocumentHost.Pdf(), "second.pdf");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var rows = await host.Documents(given.Id);
        Assert.Equal(["premier.pdf", "second.pdf"], rows.Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.NotNull(rows.Single(d => d.Id == sealedOne.Id).RetiredAt);
        Assert.Equal("second.pdf", Assert.Single((await Statements.Stored(given.Id)).Documents).Name);
        using var former = await claire.GetAsync($"{given.Root}/pieces/{sealedOne.Id}/fichier");
        Assert.Equal(bytes, await former.Content.ReadAsByteArrayAsync());
        Assert.Null((await claire.PageAsync($"{given.Root}/pieces/{sealedOne.Id}")).QuerySelector("#remplacement"));
    }

    [Fact]
    public async Task Sign_page_shown_before_a_document_changed_is_refused()
    {
        var given = await Ready();
        var marc = await Statements.As(StatementHost.Marc);
        await JoinRequired(given, marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        using var late = await DocumentHost.Join(await Statements.As(StatementHost.Claire), given, "CA", DocumentHost.Pdf());

        using var answer = await marc.SendAsync(page, Signature, ("fonction", "Directeur"), ("certifie", "true"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(DeclarationStatus.InProgress, (await Statements.Stored(given.Id)).Status);
    }

    [Fact]
    public async Task Join_infected_file_is_refused_not_stored_and_written_in_the_journal()
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        var contents = await host.Contents();

        using var answer = await DocumentHost.Join(claire, given, "CAC", Infected(), "facture.pdf");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Eicar-Test-Signature", (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Equal((0, contents), ((await host.Documents(given.Id)).Count, await host.Contents()));
        var entry = Assert.Single(await Statements.Journal(given.Id));
        Assert.Equal((AuditAction.DocumentRefused, AuditEntry.Refused), (entry.Action, entry.Result));
        Assert.Contains("Eicar-Test-Signature", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Join_while_antivirus_is_away_keeps_the_file_aside_until_it_is_back(bool infected)
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        host.Clamd.Mood = ClamdMood.Cut;
        using var joined = await DocumentHost.Join(claire, given, "CAC", infected ? Infected() : DocumentHost.Pdf(), "attestation.pdf");
        Assert.Equal(HttpStatusCode.SeeOther, joined.StatusCode);
        var document = Assert.Single(await host.Documents(given.Id));

        Assert.Equal(ScanVerdict.Waiting, document.Verdict);
        Assert.Equal(HttpStatusCode.Conflict, (await claire.GetAsync($"{given.Root}/pieces/{document.Id}/fichier")).StatusCode);
        var findings = (await claire.PageAsync($"{given.Root}/controles")).TextOf("main");
        Assert.Contains("« attestation.pdf » attend son analyse par l’antivirus", findings.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(0, await Rescan()); // Still away.

        host.Clamd.Mood = ClamdMood.Sound;
        Assert.Equal(1, await Rescan());
        Assert.Equal(0, await Rescan());

        var seen = Assert.Single(await host.Documents(given.Id));
        Assert.Equal(infected ? ScanVerdict.Infected : ScanVerdict.Clean, seen.Verdict);
        Assert.Equal(infected ? HttpStatusCode.Conflict : HttpStatusCode.OK, (await claire.GetAsync($"{given.Root}/pieces/{document.Id}/fichier")).StatusCode);
        findings = (await claire.PageAsync($"{given.Root}/controles")).TextOf("main");
        Assert.Equal(infected, findings.Contains("L’antivirus a trouvé une menace dans", StringComparison.Ordinal));
        Assert.Equal(infected, findings.Contains("Attestation du commissaire aux comptes jointe", StringComparison.Ordinal));
        var entry = Assert.Single(await Statements.Journal(given.Id), e => e.Action == AuditAction.DocumentScanned);
        Assert.Equal(AuditEntry.System, entry.ActorName);
        if (infected)
        {
            using var removed = await DocumentHost.Send(
                claire, await claire.PageAsync($"{given.Root}/pieces/{document.Id}"), "#retrait", null, "", ("suite", "retrait"));
            Assert.Empty(await host.Documents(given.Id));
        }
    }

    [Theory]
    [InlineData(ClamdMood.Cut, "momentanément injoignable")]
    [InlineData(ClamdMood.Error, "momentanément injoignable")]
    [InlineData(ClamdMood.SizeLimit, "de cette taille")]
    public async Task Join_while_antivirus_is_away_is_refused_where_so_decided(ClamdMood mood, string part)
    {
        var (given, claire) = (await Statements.Statement(), await Statements.As(StatementHost.Claire));
        host.Clamd.Mood = mood;
        Options.WhenAbsent = WhenAbsent.Refuse;

        using var answer = await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(part, (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Empty(await host.Documents(given.Id));
    }

    private AntivirusOptions Options => Statements.Services.GetRequiredService<IOptions<AntivirusOptions>>().Value;

    private static byte[] Infected() => [.. DocumentHost.Pdf(), .. Encoding.ASCII.GetBytes("% " + FakeClamd.Eicar + "\n%%EOF")];

    private async Task<int> Rescan()
    {
        await using var scope = Statements.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WaitingScans>().Round(CancellationToken.None);
    }

    /// <summary>A whole statement, everything explained: only its documents are missing.</summary>
    private async Task<GivenStatement> Ready()
    {
        var given = await Statements.Statement(Statements.Whole());
        var values = (await Statements.Stored(given.Id)).Values();
        var calculation = FormCalculator.Calculate(Statements.Form, values, CellValues.Empty);
        await Statements.Explain(given.Id, FormChecker.Check(Statements.Form, calculation, CellValues.Empty).Where(f => f.Severity == Severity.ToExplain));
        return given;
    }

    private async Task<List<string>> JoinRequired(GivenStatement given, HttpClient browser)
    {
        var page = await browser.PageAsync($"{given.Root}/pieces");
        var codes = page.QuerySelectorAll(".soffi-document").Where(s => s.TextContent.Contains("À joindre", StringComparison.Ordinal))
            .Select(s => s.QuerySelector("h2")!.Id!["piece-".Length..]).ToList();
        Assert.NotEmpty(codes);
        foreach (var code in codes)
        {
            using var answer = await DocumentHost.Join(browser, given, code, DocumentHost.Pdf(), $"{code}.pdf");
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        return codes;
    }
}
