using System.Diagnostics.CodeAnalysis;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace Soffi.Web.Infrastructure.Markdown;

/// <summary>
/// Turns a text written by an administrator into HTML: raw HTML is shown as text, images are not loaded, links lead to a
/// page of Soffi, a web site or an electronic address and to nothing else.
/// </summary>
public static class MarkdownHtml
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp, Uri.UriSchemeMailto];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoIdentifiers()
        .UsePipeTables()
        .Build();

    /// <param name="ownImages">Whether the images of the service's own guides are shown; those of anybody else never are.</param>
    public static IHtmlContent Render(string markdown, bool ownImages = false)
    {
        var document = Markdig.Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.GetAttributes().AddClass($"fr-h{Math.Min(6, heading.Level + 2)}");
        }

        foreach (var quote in document.Descendants<QuoteBlock>())
        {
            quote.GetAttributes().AddClass("fr-callout");
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link, ownImages);
        }

        foreach (var address in document.Descendants<AutolinkInline>().Where(a => !a.IsEmail && !IsKnown(a.Url, out _)).ToList())
        {
            address.ReplaceBy(new LiteralInline(address.Url));
        }

        // What is written here comes from the renderer alone, which encodes every text and attribute.
        return new HtmlString(document.ToHtml(Pipeline));
    }

    private static bool IsKnown(string? url, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(url, UriKind.Absolute, out address) && Schemes.Contains(address.Scheme);

    private static void Tame(LinkInline link, bool ownImages)
    {
        if (link.IsImage && ownImages && link.Url?.StartsWith("/guide/", StringComparison.Ordinal) == true)
        {
            link.GetAttributes().AddClass("fr-responsive-img soffi-screenshot");
            return;
        }

        if (link.IsImage)
        {
            link.IsImage = false;
        }

        var local = link.Url is ['/', not ('/' or '\\'), ..] or ['#', ..];
        var known = IsKnown(link.Url, out var address);
        if (!local && !known)
        {
            link.Url = "";
            return;
        }

        if (known && address!.Scheme != Uri.UriSchemeMailto)
        {
            // CGU article 43: people are told which links leave the ministry's pages.
            var attributes = link.GetAttributes();
            attributes.AddPropertyIfNotExist("target", "_blank");
            attributes.AddPropertyIfNotExist("rel", "noopener external");
            link.Title = $"{address.Host} – nouvelle fenêtre";
        }
    }
}
