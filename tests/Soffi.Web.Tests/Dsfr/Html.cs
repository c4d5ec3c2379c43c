using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Html;

namespace Soffi.Web.Tests.Dsfr;

internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, Encoder);
        return writer.ToString();
    }

    public static IElement Parse(IHtmlContent content) => BrowsingContext.New()
        .OpenAsync(page => page.Content("<body>" + Of(content) + "</body>"))
        .GetAwaiter().GetResult().Body!;
}
