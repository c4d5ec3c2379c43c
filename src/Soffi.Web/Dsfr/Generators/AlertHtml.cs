using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public enum Tone
{
    Info,
    Success,
    Warning,
    Error,
}

/// <param name="Live">True only when the alert is injected into a page already read (RGAA 7.5): a role is announced.</param>
/// <param name="Level">Heading level of the title, 2 to 6.</param>
public sealed record AlertOptions(
    Tone Tone,
    string? Title = null,
    IHtmlContent? Body = null,
    string? Id = null,
    bool Small = false,
    bool Live = false,
    int Level = 2);

/// <summary>DSFR alert. The tone is also written in words for those who do not see the colour (RGAA 3.1).</summary>
public static class AlertHtml
{
    public static IHtmlContent Render(AlertOptions options)
    {
        var alert = Element("div", Classes("fr-alert", $"fr-alert--{NameOf(options.Tone)}", options.Small ? "fr-alert--sm" : null))
            .With("id", options.Id)
            .With("role", options.Live ? RoleOf(options.Tone) : null);
        var spoken = Element("span", "fr-sr-only").Text(SpokenName(options.Tone) + "\u00A0: ");
        if (options.Title is not null)
        {
            return alert
                .Add(Element($"h{options.Level}", "fr-alert__title").Add(spoken).Text(options.Title))
                .Add(options.Body);
        }

        return alert.Add(spoken, options.Body);
    }

    internal static string NameOf(Tone tone) => tone switch
    {
        Tone.Success => "success",
        Tone.Warning => "warning",
        Tone.Error => "error",
        _ => "info",
    };

    private static string RoleOf(Tone tone) => tone is Tone.Error or Tone.Warning ? "alert" : "status";

    private static string SpokenName(Tone tone) => tone switch
    {
        Tone.Success => "Succès",
        Tone.Warning => "Attention",
        Tone.Error => "Erreur",
        _ => "Information",
    };
}
