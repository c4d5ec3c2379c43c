using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Tone">Null for a neutral badge.</param>
public sealed record BadgeOptions(string Text, Tone? Tone = null, bool Small = false, bool NoIcon = false);

/// <summary>DSFR badge: a state in one or two words.</summary>
public static class BadgeHtml
{
    public static IHtmlContent Render(BadgeOptions options) =>
        Element(
            "p",
            Classes(
                "fr-badge",
                options.Tone is { } tone ? $"fr-badge--{AlertHtml.NameOf(tone)}" : null,
                options.Small ? "fr-badge--sm" : null,
                options.NoIcon ? "fr-badge--no-icon" : null))
            .Text(options.Text);
}
