using System.Net;
using System.Security.Cryptography;
using Soffi.Domain.Cgu;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Cgu;

/// <summary>The terms can be read by anyone, kept, and one's acceptances found again.</summary>
public sealed class CguPagesTests : IDisposable
{
    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-18")]
    public async Task Read_the_terms_without_signing_in_shows_version_date_and_hash()
    {
        await _factory.PublishCguAsync();
        await _factory.PublishCguAsync("2.0", "Annoncée.", TimeSpan.FromDays(30));

        var page = await (await _factory.NewBrowser().GetAsync("/cgu")).ReadPageAsync();

        Assert.Contains("Texte de l’essai.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Annoncée.", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains(CguVersion.HashOf(House.CguText), page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Version 2.0", "Version 1.0"], page.QuerySelectorAll("#versions tbody th").Select(h => h.TextContent));
    }

    [Fact]
    [Trait("CGU", "CGU-06")]
    public async Task Download_the_terms_gives_the_very_bytes_of_the_hash()
    {
        await _factory.PublishCguAsync();

        var answer = await _factory.NewBrowser().GetAsync("/cgu/versions/1.0/texte");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(CguVersion.HashOf(House.CguText), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal("cgu-soffi-1.0.md", answer.Content.Headers.ContentDisposition!.FileName);
    }

    [Fact]
    [Trait("CGU", "CGU-06")]
    public async Task Download_the_terms_as_a_pdf_keeps_every_word_of_a_long_text_with_its_accents()
    {
        var text = File.ReadAllText(Path.Combine(House.Root, "src/Soffi.Web/Infrastructure/Demonstration/cgu-1.0.md"));
        await _factory.PublishCguAsync(text: text + "\n\nSignes\u00a0: « œuvre » – 1\u202f000 € → 漢 **gras** [lien](https://exemple.invalid/page).\n");

        using var answer = await _factory.NewBrowser().GetAsync("/cgu/versions/1.0/pdf");

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync());
        Assert.True(pdf.NumberOfPages > 3);
        Assert.Equal("Conditions générales d’utilisation de Soffi, version 1.0", pdf.Information.Title);
        var words = string.Join(' ', pdf.GetPages().Select(p => UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor.ContentOrderTextExtractor.GetText(p))).Replace('\u00a0', ' ');
        Assert.Contains("« œuvre » – 1 000 €", words, StringComparison.Ordinal);
        Assert.Contains("lien (https://exemple.invalid/page)", words, StringComparison.Ordinal);
        Assert.Contains($"page {pdf.NumberOfPages} sur {pdf.NumberOfPages}", words, StringComparison.Ordinal);
        var sources = System.Text.RegularExpressions.Regex.Matches(text, @"\p{L}{6,}").Select(m => m.Value).Except(["mailto"]);
        Assert.All(sources, word => Assert.Contains(word, words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_a_replaced_version_says_that_another_prevails()
    {
        await _factory.PublishCguAsync();
        _factory.Clock.Advance(TimeSpan.FromDays(1));
        await _factory.PublishCguAsync("2.0", "Texte nouveau.");

        var page = await (await _factory.NewBrowser().GetAsync("/cgu/versions/1.0")).ReadPageAsync();

        Assert.Contains("Texte de l’essai.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("n’est plus en vigueur", page.QuerySelector(".fr-alert")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_a_version_that_does_not_exist_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _factory.NewBrowser().GetAsync("/cgu/versions/9.9")).StatusCode);

    [Fact]
    [Trait("CGU", "CGU-81")]
    [Trait("CGU", "CGU-82")]
    [Trait("CGU", "CGU-78")]
    public async Task See_my_acceptances_years_later_still_shows_the_evidence()
    {
        await _factory.PublishCguAsync();
        await _factory.EnteredAsync(DemoAccounts.Nouveau);
        _factory.Clock.Advance(TimeSpan.FromDays(800));
        var browser = await _factory.SignedInAsync(DemoAccounts.Nouveau);

        var page = await (await browser.GetAsync("/cgu/mes-acceptations")).ReadPageAsync();

        Assert.Contains(CguVersion.HashOf(House.CguText), page.QuerySelector("#acceptations")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/acces")).StatusCode);
    }

    [Fact]
    public async Task See_acceptances_without_signing_in_asks_to_sign_in() =>
        Assert.StartsWith("/connexion", (await _factory.NewBrowser().GetAsync("/cgu/mes-acceptations")).Headers.Location!.OriginalString, StringComparison.Ordinal);
}
