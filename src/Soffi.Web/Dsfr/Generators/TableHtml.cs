using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Caption">Mandatory (RGAA 5.4): what the table shows, with its unit.</param>
/// <param name="Content">The thead and tbody.</param>
/// <param name="Id">Mandatory: the scrolling region is named by the caption through it.</param>
/// <param name="Scroll">Wide tables scroll in their own focusable region instead of widening the page (RGAA 10.11).</param>
/// <param name="Text">Cells hold sentences, which wrap; the DSFR keeps every cell on one line.</param>
/// <param name="Grid">Sticky header and first column, for entry grids and long statistics.</param>
public sealed record TableOptions(
    string Id,
    string Caption,
    IHtmlContent Content,
    string? Summary = null,
    bool Bordered = false,
    bool Small = false,
    bool Scroll = true,
    bool Grid = false,
    bool Text = false,
    bool HideCaption = false);

/// <summary>DSFR table around rows the caller wrote.</summary>
public static class TableHtml
{
    public static IHtmlContent Render(TableOptions options)
    {
        var captionId = options.Id + "-titre";
        var caption = Element("caption").With("id", captionId).Text(options.Caption);
        if (options.Summary is not null)
        {
            caption.Text(" ").Add(Element("span", "fr-table__detail").Text(options.Summary));
        }

        var table = Element("table").With("id", options.Id).Add(caption, options.Content);
        var container = Element("div", "fr-table__container").Add(Element("div", "fr-table__content").Add(table));
        if (options.Scroll)
        {
            // Keyboard users scroll what has the focus: the region must be reachable and named.
            container.With("role", "region").With("aria-labelledby", captionId).With("tabindex", "0");
        }

        return Element("div", ClassesOf(options)).Add(Element("div", "fr-table__wrapper").Add(container));
    }

    private static string ClassesOf(TableOptions options) => Classes(
        "fr-table",
        options.Bordered ? "fr-table--bordered" : null,
        options.Small ? "fr-table--sm" : null,
        options.HideCaption ? "fr-table--no-caption" : null,
        options.Scroll ? null : "fr-table--no-scroll",
        options.Grid ? "soffi-grid" : null,
        options.Text ? "soffi-text" : null);
}
