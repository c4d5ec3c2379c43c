using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Badges">States shown above the title.</param>
/// <param name="Body">What stands under the description: a progress line, buttons.</param>
public sealed record CardOptions(
    string Title,
    string? Href = null,
    string? Description = null,
    string? Detail = null,
    IReadOnlyList<BadgeOptions>? Badges = null,
    IHtmlContent? Body = null,
    int Level = 3);

/// <summary>DSFR card without picture.</summary>
public static class CardHtml
{
    public static IHtmlContent Render(CardOptions options)
    {
        var title = Element($"h{options.Level}", "fr-card__title");
        var content = Element("div", "fr-card__content").Add(options.Href is null
            ? title.Text(options.Title)
            : title.Add(Element("a").With("href", options.Href).Text(options.Title)));
        if (options.Description is not null)
        {
            content.Add(Element("p", "fr-card__desc").Text(options.Description));
        }

        content.Add(Start(options));
        var body = Element("div", "fr-card__body").Add(content);
        if (options.Body is not null)
        {
            body.Add(Element("div", "fr-card__footer").Add(options.Body));
        }

        return Element("div", Classes("fr-card fr-card--sm", options.Href is null || options.Body is not null ? null : "fr-enlarge-link"))
            .Add(body);
    }

    private static IHtmlContent? Start(CardOptions options)
    {
        if (options.Badges is not { Count: > 0 } && options.Detail is null)
        {
            return null;
        }

        var start = Element("div", "fr-card__start");
        if (options.Badges is { Count: > 0 } badges)
        {
            var list = Element("ul", "fr-badges-group");
            foreach (var badge in badges)
            {
                list.Add(Element("li").Add(BadgeHtml.Render(badge)));
            }

            start.Add(list);
        }

        return options.Detail is null ? start : start.Add(Element("p", "fr-card__detail").Text(options.Detail));
    }
}
