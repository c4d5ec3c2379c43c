using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Href">Null for the page one is on, always the last.</param>
public sealed record Crumb(string Label, string? Href = null);

public sealed record BreadcrumbOptions(IReadOnlyList<Crumb> Crumbs);

/// <summary>DSFR breadcrumb.</summary>
public static class BreadcrumbHtml
{
    public static IHtmlContent Render(BreadcrumbOptions options)
    {
        var list = Element("ol", "fr-breadcrumb__list");
        foreach (var crumb in options.Crumbs)
        {
            var link = Element("a", "fr-breadcrumb__link").With("href", crumb.Href).Text(crumb.Label);
            list.Add(Element("li").Add(crumb.Href is null ? link.With("aria-current", "page") : link));
        }

        return Element("nav", "fr-breadcrumb")
            .With("role", "navigation")
            .With("aria-label", "vous êtes ici\u00A0:")
            .Add(
                Element("button", "fr-breadcrumb__button")
                    .With("type", "button")
                    .With("aria-expanded", "false")
                    .With("aria-controls", "fil-ariane")
                    .Text("Voir le fil d’Ariane"),
                Element("div", "fr-collapse").With("id", "fil-ariane").Add(list));
    }
}
