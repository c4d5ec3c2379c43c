using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record AccordionOptions(string Id, string Title, IHtmlContent Content, bool Open = false, int Level = 3);

/// <summary>DSFR accordion. Without script the content stays readable: soffi.css opens it under <c>:root:not([data-soffi-js])</c>.</summary>
public static class AccordionHtml
{
    public static IHtmlContent Render(AccordionOptions options) =>
        Element("section", "fr-accordion")
            .Add(Element($"h{options.Level}", "fr-accordion__title").Add(
                Element("button", "fr-accordion__btn")
                    .With("type", "button")
                    .With("aria-expanded", options.Open ? "true" : "false")
                    .With("aria-controls", options.Id)
                    .Text(options.Title)))
            .Add(Element("div", "fr-collapse").With("id", options.Id).Add(options.Content));
}
