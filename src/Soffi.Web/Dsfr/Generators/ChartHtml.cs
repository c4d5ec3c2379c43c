using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Soffi.Domain.Charts;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Id">Unique in the page: the drawings take theirs from it.</param>
/// <param name="SvgHref">Where the drawing is downloaded as a file; null for no link.</param>
/// <param name="PngHref">The same as a picture.</param>
public sealed record ChartOptions(string Id, ChartKind Kind, ChartData Data, string? SvgHref = null, string? PngHref = null);

/// <summary>
/// A chart in a page: its title, the drawing in two widths of which the style sheet shows one, what it shows in words, its
/// files. What cannot be drawn legibly is said instead. The table with the same data stands beside: the page's own.
/// </summary>
public static class ChartHtml
{
    public static IHtmlContent Render(ChartOptions options)
    {
        var (id, kind, data) = (options.Id, options.Kind, options.Data);
        if (ChartChecker.Refusal(kind, data) is { } refusal)
        {
            return Element("p").With("id", id).Text(refusal);
        }

        var alternative = ChartSentences.Of(kind, data);
        var figure = Element("figure", "soffi-chart").With("id", id).With("role", "figure").With("aria-labelledby", id + "-titre").Add(
            Element("figcaption", "soffi-chart__title").With("id", id + "-titre").Text(data.Title),
            Drawing(ChartWidth.Wide, "soffi-chart__wide", "l"),
            Drawing(ChartWidth.Narrow, "soffi-chart__narrow", "e"),
            Words(alternative));
        if (options.SvgHref is not null && options.PngHref is not null)
        {
            figure.Add(Element("ul", "fr-raw-list").Add(
                File("Télécharger le graphique, dessin", options.SvgHref, "SVG"), File("Télécharger le graphique, image", options.PngHref, "PNG")));
        }

        return figure;

        TagBuilder Drawing(ChartWidth width, string cssClass, string suffix) => Element("div", cssClass).Add(
            new HtmlString(ChartSvg.Inline(ChartPainter.Draw(kind, data, width, complete: false), alternative, $"{id}-{suffix}")));
    }

    private static TagBuilder Words(ChartAlternative alternative)
    {
        var list = Element("ul");
        foreach (var sentence in alternative.Sentences)
        {
            list.Add(Element("li").Text(sentence));
        }

        return Element("details", "soffi-definitions fr-mb-2w").Add(Element("summary").Text("Ce que montre le graphique"), list);
    }

    private static TagBuilder File(string text, string href, string format) =>
        Element("li").Add(DownloadLinkHtml.Render(new DownloadLinkOptions(text, href, format)));
}
