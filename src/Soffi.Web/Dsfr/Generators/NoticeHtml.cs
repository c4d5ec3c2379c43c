using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record NoticeOptions(string Title, string? Description = null, Tone Tone = Tone.Info);

/// <summary>DSFR notice: a banner across the page, always readable, never closed by a script.</summary>
public static class NoticeHtml
{
    public static IHtmlContent Render(NoticeOptions options)
    {
        // The DSFR has no "success" notice; "alert" is its word for error.
        var kind = options.Tone switch { Tone.Warning => "warning", Tone.Error => "alert", _ => "info" };
        var text = Element("p").Add(Element("span", "fr-notice__title").Text(options.Title));
        if (options.Description is not null)
        {
            text.Text(" ").Add(Element("span", "fr-notice__desc").Text(options.Description));
        }

        return Element("div", $"fr-notice fr-notice--{kind}")
            .Add(Element("div", "fr-container").Add(Element("div", "fr-notice__body").Add(text)));
    }
}
