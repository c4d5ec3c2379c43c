using System.Text.Encodings.Web;
using AngleSharp;
using AngleSharp.Dom;
using Soffi.Web.Infrastructure.Markdown;
using Soffi.Web.Tests.Access;

namespace Soffi.Web.Tests.Cgu;

/// <summary>A text written by an administrator can put nothing but text on the page.</summary>
public sealed class MarkdownHtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Texte <img src=x onerror=alert(1)> suite")]
    [InlineData("[lien](javascript:alert(1))")]
    [InlineData("[lien](data:text/html,x)")]
    [InlineData("[lien](//ailleurs.example)")]
    [InlineData("![image](https://ailleurs.example/x.png)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[lien](vbscript:x \"titre\" )")]
    public async Task Render_a_hostile_text_gives_no_script_image_nor_foreign_address(string markdown)
    {
        var page = await Page(markdown);

        Assert.Empty(page.QuerySelectorAll("script, img, iframe, style, [onerror], [onclick], [style]"));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.True(link.GetAttribute("href") is null or "" or "https://ailleurs.example/x.png"));
    }

    [Fact]
    public async Task Render_an_external_link_marks_it_as_such()
    {
        var link = (await Page("[aide](https://assistance.emploi.gouv.fr/)")).QuerySelector("a")!;

        Assert.Equal("noopener external", link.GetAttribute("rel"));
        Assert.Equal("assistance.emploi.gouv.fr – nouvelle fenêtre", link.GetAttribute("title"));
    }

    [Fact]
    [Trait("CGU", "CGU-28")]
    [Trait("CGU", "CGU-87")]
    public async Task Render_the_terms_of_the_demonstration_gives_the_eighty_eight_articles()
    {
        var markdown = await File.ReadAllTextAsync(Path.Combine(House.Root, "src/Soffi.Web/Infrastructure/Demonstration/cgu-1.0.md"));
        var page = await Page(markdown);

        Assert.Equal(
            Enumerable.Range(1, 88).Select(n => $"Article {n}."),
            page.QuerySelectorAll("h3").Select(h => h.TextContent).Where(t => t.StartsWith("Article", StringComparison.Ordinal))
                .Select(t => string.Join(' ', t.Split(' ')[..2])));
        Assert.Contains("12\u00a0caractères", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("huit caractères", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("La loi française régit ces conditions.", page.Body.TextContent, StringComparison.Ordinal);
    }

    private static async Task<IDocument> Page(string markdown)
    {
        await using var writer = new StringWriter();
        MarkdownHtml.Render(markdown).WriteTo(writer, HtmlEncoder.Default);
        return await BrowsingContext.New().OpenAsync(page => page.Content(writer.ToString()));
    }
}
