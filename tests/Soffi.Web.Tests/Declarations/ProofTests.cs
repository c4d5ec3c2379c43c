using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The receipt as a PDF, the proof bundle, who may have them.</summary>
[Collection(StatementCollection.Name)]
public sealed class ProofTests(StatementHost host)
{
    [SkippableFact]
    public async Task Download_the_receipt_is_a_tagged_pdf_whose_text_says_all_that_the_page_says()
    {
        var poppler = new[] { "pdfinfo", "pdftotext", "pdffonts" }.All(t => File.Exists($"/usr/bin/{t}"));
        Assert.True(poppler || Environment.GetEnvironmentVariable("CI") != "true", "Install poppler-utils.");
        Skip.IfNot(poppler, "poppler-utils is not installed.");
        var (given, marc, submission) = await SignedStatement.Of(host);

        using var answer = await marc.GetAsync($"{given.Root}/accuses/1/pdf");

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"accuse-{submission.ReceiptNumber}.pdf", answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName);
        var pdf = await answer.Content.ReadAsByteArrayAsync();
        var facts = await Poppler("pdfinfo", pdf);
        Assert.Matches(@"Title:\s+Accusé de dépôt " + submission.ReceiptNumber, facts);
        Assert.Matches(@"Tagged:\s+yes", facts);
        Assert.Contains("/Lang (fr-FR)", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        var fonts = (await Poppler("pdffonts", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.All(fonts, f => Assert.Matches(@"LiberationSans.*CID TrueType.*yes yes yes", f));
        var text = Plain(await Poppler("pdftotext", pdf));
        var receipt = SealedReceipt.Of(submission.CanonicalJson);
        Assert.All(
            [receipt.ReceiptNumber, receipt.Date, receipt.Instant, receipt.Body, receipt.Form, receipt.Sha256, "Marc Bernard, Directeur général", SealedReceipt.Worth, "Contact", "Destinataires prévus par les textes", "France compétences",
                .. receipt.Content.Findings.Select(f => f.Message), .. receipt.Content.Findings.Select(f => f.Explanation).OfType<string>()],
            expected => Assert.Contains(Plain(expected), text, StringComparison.Ordinal));
        Assert.NotEmpty(receipt.Content.Findings);
        Assert.Equal(pdf, await marc.GetByteArrayAsync($"{given.Root}/accuses/1/pdf")); // The same file for ever.
        var tags = await Poppler("pdfinfo", pdf, "-struct");
        Assert.All(["Document", "H1", "H2", "LI", "LBody"], t => Assert.Contains(t, tags, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_the_bundle_can_be_checked_without_us_and_is_noted()
    {
        var (given, marc, submission) = await SignedStatement.Of(host);
        await Seal();

        var files = Unzip(await marc.GetByteArrayAsync($"{given.Root}/accuses/1/preuve"));

        Assert.Equal(ProofBundle.Names, files.Keys);
        Assert.Equal(submission.Sha256, Hash(files[ProofBundle.Evidence]));
        Assert.Equal(SealedReceipt.Of(submission.CanonicalJson).Content.FormSha256, Hash(files[ProofBundle.Form]));
        var hashes = Encoding.UTF8.GetString(files[ProofBundle.Hashes]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0]);
        Assert.Equal(files.Keys.Where(n => n != ProofBundle.Hashes).ToDictionary(n => n, n => Hash(files[n])), hashes);
        var journal = JournalExtract.Of(Encoding.UTF8.GetString(files[ProofBundle.Journal]));
        Assert.Equal(JournalSeal.Holds, journal.Check());
        Assert.Contains(submission.Sha256, Assert.Single(journal.Lines).Text, StringComparison.Ordinal);
        Assert.Equal(JournalSeal.Broken, (journal with { Lines = [(journal.Lines[0].Id, journal.Lines[0].Text + " ")] }).Check());
        Assert.Contains(submission.ReceiptNumber, Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.ProofTaken).DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_the_proof_is_for_the_operator_and_its_agents_only()
    {
        var (given, _, submission) = await SignedStatement.Of(host);
        var (sophie, ines) = (await host.As(StatementHost.Sophie), await Agent());

        foreach (var path in new[] { "pdf", "preuve" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync($"{given.Root}/accuses/1/{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await sophie.GetAsync($"{given.Root}/accuses/7/{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await sophie.GetAsync($"/instruction/{submission.Id}/{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync($"/instruction/{submission.Id}/{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await ines.GetAsync($"/instruction/{Guid.NewGuid()}/{path}")).StatusCode);
        }

        Assert.Contains(await host.Journal(given.Id), e => e.Action == AuditAction.ProofTaken && e.ActorName == "Inès Rousseau");
    }

    private Task<HttpClient> Agent() => host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);

    private async Task Seal()
    {
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuditSealer>().Seal();
    }

    internal static Dictionary<string, byte[]> Unzip(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var content = new MemoryStream();
            using var stream = e.Open();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Without blanks: lines are cut where they end.</summary>
    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static async Task<string> Poppler(string tool, byte[] pdf, string? option = null)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("soffi-pdf-").FullName, "accuse.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        var start = new ProcessStartInfo($"/usr/bin/{tool}") { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8, RedirectStandardError = true };
        foreach (var argument in new[] { option, tool == "pdftotext" ? "-nopgbrk" : null, path, tool == "pdftotext" ? "-" : null }.OfType<string>())
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && errors.Length == 0, errors);
        return output;
    }
}
