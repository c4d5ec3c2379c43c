using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Current">Page shown, from 1.</param>
/// <param name="Total">Number of pages.</param>
/// <param name="HrefOf">Address of a page.</param>
public sealed record PaginationOptions(int Current, int Total, Func<int, string> HrefOf);

/// <summary>DSFR pagination; nothing when there is one page.</summary>
public static class PaginationHtml
{
    private const int Around = 2;

    public static IHtmlContent Render(PaginationOptions options)
    {
        if (options.Total < 2)
        {
            return HtmlString.Empty;
        }

        var list = Element("ul", "fr-pagination__list")
            .Add(Step(options, "first", "Première page", 1, options.Current > 1))
            .Add(Step(options, "prev", "Page précédente", options.Current - 1, options.Current > 1));
        var last = 0;
        foreach (var page in Shown(options))
        {
            if (page > last + 1)
            {
                list.Add(Element("li").Add(Element("span", "fr-pagination__link").Text("…")));
            }

            list.Add(Number(options, page));
            last = page;
        }

        list.Add(Step(options, "next", "Page suivante", options.Current + 1, options.Current < options.Total))
            .Add(Step(options, "last", "Dernière page", options.Total, options.Current < options.Total));
        return Element("nav", "fr-pagination").With("role", "navigation").With("aria-label", "Pagination").Add(list);
    }

    private static IEnumerable<int> Shown(PaginationOptions options) =>
        Enumerable.Range(1, options.Total)
            .Where(page => page == 1 || page == options.Total || Math.Abs(page - options.Current) <= Around);

    private static TagBuilder Number(PaginationOptions options, int page)
    {
        var text = page.ToString(CultureInfo.InvariantCulture);
        var link = Element("a", "fr-pagination__link").With("title", "Page " + text).Text(text);
        return Element("li").Add(page == options.Current
            ? link.With("aria-current", "page")
            : link.With("href", options.HrefOf(page)));
    }

    private static TagBuilder Step(PaginationOptions options, string kind, string label, int page, bool active)
    {
        var labelled = kind is "prev" or "next" ? " fr-pagination__link--lg-label" : "";
        var link = Element("a", $"fr-pagination__link fr-pagination__link--{kind}{labelled}").Text(label);
        return Element("li").Add(active
            ? link.With("href", options.HrefOf(page))
            : link.With("aria-disabled", "true").With("role", "link"));
    }
}
