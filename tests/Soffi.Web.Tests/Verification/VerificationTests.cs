using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Verification;
using Soffi.Web.Infrastructure.Proofs;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Verification;

/// <summary>Anyone who holds a receipt or a bundle verifies it, without an account: authentic, altered, unknown, not one at all.</summary>
[Collection(StatementCollection.Name)]
public sealed class VerificationTests(StatementHost host)
{
    private const string Page = "/declarations/verification";

    [Fact]
    public async Task Number_with_its_fingerprint_is_authentic_and_tells_no_figure()
    {
        var (given, _, submission) = await SignedStatement.Of(host);
        var passer = Anyone();

        foreach (var digits in new[] { submission.Sha256, submission.Sha256[..Verifications.LeastDigits].ToUpperInvariant(), $" {submission.Sha256[..8]} {submission.Sha256[8..20]} " })
        {
            var page = await passer.PageAsync($"{Page}?numero={submission.ReceiptNumber.ToLowerInvariant()}&empreinte={Uri.EscapeDataString(digits)}");
            Assert.Contains("Accusé authentique", page.TextOf("#verdict"), StringComparison.Ordinal);
            Assert.Contains($"Opérateur {given.OperatorCode[4..]}", page.TextOf("#verdict"), StringComparison.Ordinal);
            Assert.DoesNotContain("Marc", page.TextOf("#verdict"), StringComparison.Ordinal);
            Assert.DoesNotContain(SealedReceipt.Of(submission.CanonicalJson).Content.Findings[0].Label, page.TextOf("main"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Number_with_another_fingerprint_or_unknown_says_so()
    {
        var (_, _, submission) = await SignedStatement.Of(host);
        var passer = Anyone();

        var altered = await passer.PageAsync($"{Page}?numero={submission.ReceiptNumber}&empreinte={new string('0', 64)}");
        var unknown = await passer.PageAsync($"{Page}?numero=ESF-2025-AKTO-1-000000&empreinte={new string('0', 64)}");

        Assert.Contains("L’empreinte ne correspond pas", altered.TextOf("#verdict"), StringComparison.Ordinal);
        Assert.DoesNotContain(submission.Sha256[..8], altered.Source.Text, StringComparison.Ordinal);
        Assert.Contains("Accusé inconnu", unknown.TextOf("#verdict"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("ESF-2025-AKTO-1-000000", "abc")]
    [InlineData("ESF-2025-AKTO-1-000000", "zzzzzzzzzzzzzzzzzzzz")]
    [InlineData("<script>", "%")]
    public async Task Number_badly_given_is_400_with_a_sentence(string number, string fingerprint)
    {
        using var answer = await Anyone().GetAsync($"{Page}?numero={Uri.EscapeDataString(number)}&empreinte={Uri.EscapeDataString(fingerprint)}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.NotNull(page.QuerySelector("#erreurs a"));
        Assert.Null(page.QuerySelector("#verdict"));
    }

    [Fact]
    public async Task Bundle_as_given_is_authentic()
    {
        var bundle = await Bundle();

        var page = await Sent(bundle.Bytes);

        Assert.Contains("Dossier authentique", page.TextOf("#verdict"), StringComparison.Ordinal);
        Assert.Equal(ProofBundle.Names.Count, page.QuerySelectorAll("#conforme li").Length);
        Assert.Null(page.QuerySelector("#differences"));
    }

    [Fact]
    public async Task Bundle_with_a_figure_changed_names_the_cell_and_never_tells_the_true_one()
    {
        var (bytes, submission) = await Bundle();
        var value = SealedContent.Of(submission.CanonicalJson).Values.First(v => v.Value.IsNumber && v.Value.Number > 1000 && v.Value.Number % 1 == 0);
        var (before, after) = ($"\"{value.Key}\":{value.Value.Number:0}", $"\"{value.Key}\":123457");
        var altered = Edit(bytes, ProofBundle.Evidence, text => text.Replace(before, after, StringComparison.Ordinal));

        var page = await Sent(altered);

        var difference = Assert.Single(page.QuerySelectorAll("#differences li"), l => l.TextContent.Contains(value.Key.ToString(), StringComparison.Ordinal)).TextContent;
        Assert.Contains("Dossier modifié", page.TextOf("#verdict"), StringComparison.Ordinal);
        Assert.Contains("123457", difference, StringComparison.Ordinal);
        Assert.DoesNotContain(value.Value.Number.ToString("0", System.Globalization.CultureInfo.InvariantCulture), page.TextOf("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProofBundle.Receipt)]
    [InlineData(ProofBundle.Form)]
    [InlineData(ProofBundle.Findings)]
    [InlineData(ProofBundle.Documents)]
    [InlineData(ProofBundle.Journal)]
    [InlineData(ProofBundle.Hashes)]
    [InlineData(ProofBundle.ReadMe)]
    public async Task Bundle_with_another_file_changed_or_missing_says_which(string name)
    {
        var (bytes, _) = await Bundle();

        var changed = await Sent(Edit(bytes, name, text => text + "x"));
        var missing = await Sent(Edit(bytes, name, _ => null));

        Assert.Contains($"{name} : n’est pas", Text(changed), StringComparison.Ordinal);
        Assert.Contains($"{name} : manque", Text(missing), StringComparison.Ordinal);
        Assert.Contains("depot.json", changed.TextOf("#conforme"), StringComparison.Ordinal);

        static string Text(IHtmlDocument page) => page.TextOf("#differences").Replace('\u00a0', ' ');
    }

    [Fact]
    public async Task Bundle_with_its_evidence_rewritten_or_a_stranger_added_is_altered()
    {
        var (bytes, _) = await Bundle();

        var spaced = await Sent(Edit(bytes, ProofBundle.Evidence, text => text + "\n"));
        var stranger = await Sent(Edit(bytes, "../../etc/passwd", _ => "root"));
        var signatory = await Sent(Edit(bytes, ProofBundle.Evidence, text => text.Replace("Marc Bernard", "Autre Personne", StringComparison.Ordinal)));

        Assert.Contains("a été réécrit", spaced.TextOf("#differences"), StringComparison.Ordinal);
        Assert.Contains("ne fait pas partie", stranger.TextOf("#differences"), StringComparison.Ordinal);
        Assert.Contains("Le signataire", signatory.TextOf("#differences"), StringComparison.Ordinal);
        Assert.DoesNotContain("Marc Bernard", signatory.TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_of_a_statement_that_is_not_here_is_unknown()
    {
        var (bytes, submission) = await Bundle();

        var page = await Sent(Edit(bytes, ProofBundle.Evidence, text => text.Replace(submission.DeclarationId.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal)));

        Assert.Contains("Dépôt inconnu", page.TextOf("#verdict"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_no_bundle_says_so()
    {
        var (bytes, _) = await Bundle();
        byte[][] wrong =
        [
            "%PDF-1.7 ce n’est pas une archive"u8.ToArray(), [], bytes[..(bytes.Length / 2)], Archive(("autre.txt", "x"u8.ToArray())),
            Archive((ProofBundle.Evidence, "{"u8.ToArray())), Archive((ProofBundle.Evidence, "{}"u8.ToArray())), Archive((ProofBundle.Evidence, "[1]"u8.ToArray())),
            Archive((ProofBundle.Evidence, [0xff, 0xfe])), Archive((ProofBundle.Evidence, Encoding.UTF8.GetBytes(new string('[', 100_000)))),
            Archive([.. Enumerable.Range(0, 40).Select(i => ($"{i}.txt", Array.Empty<byte>()))]),
            Archive((ProofBundle.Evidence, "{}"u8.ToArray()), (ProofBundle.Evidence, "{}"u8.ToArray())),
        ];
        foreach (var file in wrong)
        {
            Assert.Contains("n’est pas un dossier de preuve", (await Sent(file)).TextOf("#verdict"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task File_too_large_or_that_swells_is_not_read()
    {
        using var large = await Send(new byte[ReceivedBundle.MaxBytes + 1]);
        using var huge = await Send(new byte[(2 * ReceivedBundle.MaxBytes) - 10_000]);
        var bomb = await Sent(Archive((ProofBundle.Evidence, new byte[60_000_000])));
        var many = await Sent(Archive([.. ProofBundle.Names.Select(n => (n, new byte[7_000_000]))]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (large.StatusCode, huge.StatusCode));
        Assert.Contains("trop volumineux", (await large.ReadPageAsync()).TextOf("#verdict"), StringComparison.Ordinal);
        Assert.Contains("anormale", bomb.TextOf("#verdict"), StringComparison.Ordinal);
        Assert.Contains("anormale", many.TextOf("#verdict"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_without_token_or_without_file_is_400()
    {
        var passer = Anyone();
        using var content = new MultipartFormDataContent { { new ByteArrayContent([1]), "fichier", "x.zip" } };
        using var forged = await passer.PostAsync(Page, content);
        using var empty = await DocumentHost.Send(passer, await passer.PageAsync(Page), "#dossier-form", null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (forged.StatusCode, empty.StatusCode));
        Assert.Contains("Choisissez le dossier", (await empty.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
    }

    /// <summary>A bundle of before the correction is still authentic: it says that a later submission took its place.</summary>
    [Fact]
    public async Task Bundle_of_a_submission_corrected_since_is_authentic_and_says_so()
    {
        var (given, marc, _) = await SignedStatement.Of(host);
        var bytes = await marc.GetByteArrayAsync($"{given.Root}/accuses/1/preuve");
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.RequestCorrections(CorrectionRequest.Whole(1, "À revoir."), host.Author, host.Clock.GetUtcNow()));
        (await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), "form[action$=signature]", [.. SignedStatement.Filled, ("corrige", "true")])).Dispose();

        var page = await Sent(bytes);

        Assert.Contains("Dossier authentique", page.TextOf("#verdict"), StringComparison.Ordinal);
        Assert.Contains("Un dépôt rectificatif l’a remplacé", page.TextOf("#verdict"), StringComparison.Ordinal);
    }

    private async Task<(byte[] Bytes, Submission Submission)> Bundle()
    {
        var (given, marc, submission) = await SignedStatement.Of(host);
        return (await marc.GetByteArrayAsync($"{given.Root}/accuses/1/preuve"), submission);
    }

    private HttpClient Anyone() => host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private async Task<HttpResponseMessage> Send(byte[] bytes)
    {
        var passer = Anyone();
        return await DocumentHost.Send(passer, await passer.PageAsync(Page), "#dossier-form", bytes, "preuve.zip");
    }

    private async Task<IHtmlDocument> Sent(byte[] bytes)
    {
        using var answer = await Send(bytes);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.ReadPageAsync();
    }

    /// <summary>The archive with one file changed, added, or taken out when the change is null.</summary>
    private static byte[] Edit(byte[] archive, string name, Func<string, string?> change)
    {
        var files = ProofTests.Unzip(archive);
        var text = change(files.TryGetValue(name, out var bytes) ? Encoding.Latin1.GetString(bytes) : "");
        if (text is null)
        {
            files.Remove(name);
        }
        else
        {
            files[name] = Encoding.Latin1.GetBytes(text);
        }

        return Archive([.. files.Select(f => (f.Key, f.Value))]);
    }

    private static byte[] Archive(params IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
