using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Target">HTML id of the field at fault; null when the message concerns the whole form.</param>
public sealed record SummaryError(string Message, string? Target = null);

public sealed record ErrorSummaryOptions(IReadOnlyList<SummaryError> Errors, string? Title = null);

/// <summary>
/// Alert above a form that lists its errors, each a link to its field (RGAA 11.10). Focusable: soffi.js moves the focus to
/// it when the page loads, without script it is the first thing after the title.
/// </summary>
public static class ErrorSummaryHtml
{
    public const string Id = "erreurs";

    /// <returns>Null content (nothing written) when there is no error.</returns>
    public static IHtmlContent Render(ErrorSummaryOptions options)
    {
        if (options.Errors.Count == 0)
        {
            return HtmlString.Empty;
        }

        var title = options.Title ?? (options.Errors.Count == 1
            ? "Une réponse est à corriger"
            : $"{options.Errors.Count} réponses sont à corriger");
        var list = Element("ul");
        foreach (var error in options.Errors)
        {
            var item = Element("li");
            list.Add(error.Target is null
                ? item.Text(error.Message)
                : item.Add(Element("a").With("href", "#" + error.Target).Text(error.Message)));
        }

        return Element("div", "fr-alert fr-alert--error fr-mb-4w")
            .With("id", Id)
            .With("tabindex", "-1")
            .With("data-soffi-focus", "")
            .Add(Element("h2", "fr-alert__title").Add(Element("span", "fr-sr-only").Text("Erreur\u00A0: ")).Text(title), list);
    }
}
