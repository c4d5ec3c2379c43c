using System.Globalization;
using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Format">As people call it: XLSX, ODS, PDF.</param>
/// <param name="Bytes">Weight in bytes; null when it is known only once produced.</param>
public sealed record DownloadLinkOptions(string Text, string Href, string Format, long? Bytes = null);

/// <summary>DSFR download link: format and weight are said before the click (RGAA 6.1, DSFR download).</summary>
public static class DownloadLinkHtml
{
    public static IHtmlContent Render(DownloadLinkOptions options)
    {
        var detail = options.Bytes is { } bytes ? $"{options.Format} – {Weight(bytes)}" : options.Format;
        return Element("a", "fr-link fr-link--download")
            .With("href", options.Href)
            .With("download", "")
            .Text(options.Text + " ")
            .Add(Element("span", "fr-link__detail").Text(detail));
    }

    /// <summary>Decimal units, as file managers and the DSFR write them: 1 ko = 1,000 bytes.</summary>
    internal static string Weight(long bytes)
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        return bytes switch
        {
            < 1_000 => $"{bytes}\u00A0octets",
            < 1_000_000 => (bytes / 1_000m).ToString("0.#", french) + "\u00A0ko",
            _ => (bytes / 1_000_000m).ToString("0.#", french) + "\u00A0Mo",
        };
    }
}
