using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>« Pièces » : joined, replaced, removed, downloaded; refused with a sentence, nothing half-stored.</summary>
[Collection(DocumentCollection.Name)]
public sealed class DocumentsTests(DocumentHost host)
{
    private StatementHost Statements => host.Statements;

    [Fact]
    public async Task Show_page_lists_what_is_asked_and_how_it_stands()
    {
        var (given, claire) = await Started();

        var page = await claire.PageAsync($"{given.Root}/pieces");

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(6, page.QuerySelectorAll(".soffi-document").Length);
        Assert.Contains("Aucune pièce obligatoire sur 3 n’est jointe", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("R. 6332-31 du code du travail", page.TextOf("main"), StringComparison.Ordinal);
        foreach (var field in page.QuerySelectorAll("input[type=file]"))
        {
            Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']"));
            Assert.NotNull(page.GetElementById(field.GetAttribute("aria-describedby")!));
        }

        Assert.Empty(page.All.Where(e => !string.IsNullOrEmpty(e.Id)).GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Contains("0 pièce sur 3", (await claire.PageAsync(given.Cadre("0"))).TextOf(".fr-sidemenu").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Voir les pièces", (await claire.PageAsync(given.Root)).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_file_stores_it_scans_it_and_writes_the_journal()
    {
        var (given, claire) = await Started();
        var bytes = DocumentHost.Pdf();

        using var answer = await DocumentHost.Join(claire, given, "CAC", bytes, "Attestation 2025 – signée.pdf");

        Assert.Equal((HttpStatusCode.SeeOther, $"{given.Root}/pieces"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var document = Assert.Single(await host.Documents(given.Id));
        Assert.Equal(("CAC", "Attestation 2025 – signée.pdf", FileFormat.Pdf, bytes.Length, (int?)1), (document.Code, document.Name, document.Format, document.Size, document.Pages));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), document.Sha256);
        Assert.Equal((ScanVerdict.Clean, "Claire Martin"), (document.Verdict, document.AuthorName));
        Assert.Equal(bytes.Length, host.Clamd.LastLength);
        var entry = Assert.Single(await Statements.Journal(given.Id));
        Assert.Equal((AuditAction.DocumentAdded, given.OperatorId), (entry.Action, entry.OperatorId!.Value));
        Assert.Contains(document.Sha256, entry.DetailsJson, StringComparison.Ordinal);
        var page = await (await claire.FollowAsync(answer)).ReadPageAsync();
        Assert.Contains("« Attestation 2025 – signée.pdf » est joint.", page.TextOf("#etat").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains(document.Sha256, page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Aucune menace trouvée", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("1 pièce obligatoire sur 3", page.TextOf("main").Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_gives_back_every_byte_as_an_attachment_that_cannot_run()
    {
        var (given, claire) = await Started();
        byte[] bytes = [.. Encoding.UTF8.GetBytes("Ligne;Montant\n"), .. Enumerable.Range(0, 60_000).SelectMany(n => Encoding.UTF8.GetBytes($"{n};{n}\n"))];
        Assert.True(bytes.Length > 2 * DocumentContents.PartBytes);
        using var joined = await DocumentHost.Join(claire, given, "COMPTES", bytes, "comptes.csv");
        Assert.Equal(HttpStatusCode.BadRequest, joined.StatusCode); // Not one of the formats of that document.
        var pdf = DocumentHost.Pdf(new string('x', 600_000));
        using var second = await DocumentHost.Join(claire, given, "COMPTES", pdf, "été (comptes) – 2.pdf");
        var document = Assert.Single(await host.Documents(given.Id));

        using var answer = await claire.GetAsync($"{given.Root}/pieces/{document.Id}/fichier");

        Assert.Equal(pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", (long?)pdf.Length), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentLength));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("été (comptes) – 2.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "vide.pdf", [], "vide" },
        { "photo.png", [1, 2], "n’est pas accepté" },
        { "archive.zip", Encoding.ASCII.GetBytes("PK\u0003\u0004"), "n’est pas accepté" },
        { "virus.exe.pdf", DocumentHost.Pdf(), "deux extensions" },
        { "tableau.pdf", Encoding.ASCII.GetBytes("PK\u0003\u0004rien de bon"), "abîmé" },
        { "secret.pdf", [.. DocumentHost.Pdf(), .. Encoding.ASCII.GetBytes("trailer <</Encrypt 9 0 R>>\n%%EOF")], "mot de passe" },
        { "rapport.odt", DocumentHost.Pdf(), "format PDF" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Join_refused_file_says_why_and_stores_nothing(string name, byte[] bytes, string part)
    {
        var (given, claire) = await Started();
        var contents = await host.Contents();

        using var answer = await DocumentHost.Join(claire, given, "CAC", bytes, name);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        if (name != "rapport.odt")
        {
            Assert.Contains(part, page.TextOf("#erreurs"), StringComparison.Ordinal);
        }

        Assert.Equal("#fichier-CAC", page.QuerySelector("#erreurs a")!.GetAttribute("href"));
        Assert.Equal("true", page.GetElementById("fichier-CAC")!.GetAttribute("aria-invalid"));
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.Empty(await host.Documents(given.Id));
        Assert.Equal(contents, await host.Contents());
        Assert.Equal(0, (await Statements.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Join_nothing_asks_to_choose_a_file()
    {
        var (given, claire) = await Started();

        using var answer = await DocumentHost.Send(claire, await claire.PageAsync($"{given.Root}/pieces"), "form[action$='piece=CAC']", null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Choisissez un fichier", (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DocumentHost.MaxBytes + 1)]
    [InlineData(DocumentHost.MaxBytes + 500_000)]
    [InlineData(40_000_000)]
    public async Task Join_file_too_large_is_413_with_a_sentence_and_loses_nothing(int length)
    {
        var (given, claire) = await Started();
        using var kept = await DocumentHost.Join(claire, given, "RAPPORT", DocumentHost.Pdf(), "rapport.pdf");

        using var answer = await DocumentHost.Join(claire, given, "CAC", new byte[length], "gros.pdf");

        Assert.Equal(length > DocumentHost.MaxBytes + 100_000 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains("Ce fichier dépasse 900 ko", page.TextOf("#erreurs").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("rapport.pdf", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Single(await host.Documents(given.Id));
    }

    [Fact]
    public async Task Join_with_expired_token_writes_nothing_and_shows_the_page_again()
    {
        var (given, claire) = await Started();

        using var answer = await DocumentHost.Send(
            claire, await claire.PageAsync($"{given.Root}/pieces"), "form[action$='piece=CAC']", DocumentHost.Pdf(), "a.pdf", ("__RequestVerificationToken", "CfDJ8Forged"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Votre page avait expiré", (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Empty(await host.Documents(given.Id));
    }

    [Fact]
    public async Task Join_same_content_twice_is_refused_and_names_the_first()
    {
        var (given, claire) = await Started();
        var bytes = DocumentHost.Pdf();
        using var first = await DocumentHost.Join(claire, given, "CAC", bytes, "attestation.pdf");

        using var answer = await DocumentHost.Join(claire, given, "RAPPORT", bytes, "rapport.pdf");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("attestation.pdf", (await answer.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Single(await host.Documents(given.Id));
    }

    [Fact]
    public async Task Replace_file_leaves_only_the_new_one_and_says_so_in_the_journal()
    {
        var (given, claire) = await Started();
        using var first = await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf(), "projet.pdf");
        var old = Assert.Single(await host.Documents(given.Id));
        var contents = await host.Contents();
        var page = await claire.PageAsync($"{given.Root}/pieces/{old.Id}");

        using var answer = await DocumentHost.Send(claire, page, "#remplacement", DocumentHost.Pdf(), "signé.pdf");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var standing = Assert.Single(await host.Documents(given.Id));
        Assert.Equal(("signé.pdf", "CAC"), (standing.Name, standing.Code));
        Assert.NotEqual(old.Id, standing.Id);
        Assert.Equal(contents, await host.Contents());
        var entry = Assert.Single(await Statements.Journal(given.Id), e => e.Action == AuditAction.DocumentReplaced);
        Assert.Contains(old.Sha256, entry.DetailsJson, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.GetAsync($"{given.Root}/pieces/{old.Id}/fichier")).StatusCode);
        using var late = await DocumentHost.Send(claire, page, "#remplacement", DocumentHost.Pdf(), "autre.pdf");
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task Remove_file_erases_its_bytes_and_keeps_the_line_of_the_journal()
    {
        var (given, claire) = await Started();
        var contents = await host.Contents();
        using var first = await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf(), "erreur.pdf");
        var document = Assert.Single(await host.Documents(given.Id));

        using var answer = await DocumentHost.Send(
            claire, await claire.PageAsync($"{given.Root}/pieces/{document.Id}"), "#retrait", null, "", ("suite", "retrait"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Empty(await host.Documents(given.Id));
        Assert.Equal(contents, await host.Contents());
        Assert.Contains(await Statements.Journal(given.Id), e => e.Action == AuditAction.DocumentRemoved && e.DetailsJson.Contains("erreur.pdf", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Join_when_the_journal_cannot_be_written_stores_nothing()
    {
        Skip.IfNot(await Statements.Database(c => Task.FromResult(c.Database.IsSqlite())), "The journal is broken here by a trigger of SQLite.");
        var (given, claire) = await Started();
        var page = await claire.PageAsync($"{given.Root}/pieces");
        var contents = await host.Contents();
        await Statements.Database(c => c.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER Broken BEFORE INSERT ON AuditEntries WHEN NEW.Action = 'piece.ajout' BEGIN SELECT RAISE(ABORT, 'no journal'); END"));
        try
        {
            using var answer = await DocumentHost.Send(claire, page, "form[action$='piece=CAC']", DocumentHost.Pdf());
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
        finally
        {
            await Statements.Database(c => c.Database.ExecuteSqlRawAsync("DROP TRIGGER Broken"));
        }

        Assert.Empty(await host.Documents(given.Id));
        Assert.Equal(contents, await host.Contents());
    }

    [Fact]
    public async Task Documents_of_another_body_are_not_found_whatever_the_verb()
    {
        var (given, claire) = await Started();
        using var joined = await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf());
        var document = Assert.Single(await host.Documents(given.Id));
        var page = await claire.PageAsync($"{given.Root}/pieces/{document.Id}");
        var sophie = await Statements.As(StatementHost.Sophie);

        foreach (var path in new[] { "", $"/{document.Id}", $"/{document.Id}/fichier" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync($"{given.Root}/pieces{path}")).StatusCode);
        }

        using var post = await DocumentHost.Send(sophie, page, "#retrait", null, "", ("suite", "retrait"));
        Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);
        var (other, _) = await Started();
        Assert.Equal(HttpStatusCode.NotFound, (await claire.GetAsync($"{other.Root}/pieces/{document.Id}/fichier")).StatusCode);
        Assert.Single(await host.Documents(given.Id));
    }

    private async Task<(GivenStatement Given, HttpClient Claire)> Started() =>
        (await Statements.Statement(), await Statements.As(StatementHost.Claire));
}
