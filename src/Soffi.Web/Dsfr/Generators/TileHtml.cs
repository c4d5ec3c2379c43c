using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Level">Heading level of the title, 2 to 6.</param>
public sealed record TileOptions(string Title, string Href, string? Description = null, string? Detail = null, int Level = 3);

/// <summary>DSFR horizontal tile: one destination, the whole surface is the link.</summary>
public static class TileHtml
{
    public static IHtmlContent Render(TileOptions options)
    {
        var content = Element("div", "fr-tile__content").Add(
            Element($"h{options.Level}", "fr-tile__title")
                .Add(Element("a").With("href", options.Href).Text(options.Title)));
        if (options.Description is not null)
        {
            content.Add(Element("p", "fr-tile__desc").Text(options.Description));
        }

        if (options.Detail is not null)
        {
            content.Add(Element("p", "fr-tile__detail").Text(options.Detail));
        }

        return Element("div", "fr-tile fr-tile--horizontal fr-enlarge-link")
            .Add(Element("div", "fr-tile__body").Add(content));
    }
}
