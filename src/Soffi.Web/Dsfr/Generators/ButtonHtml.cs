using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public enum ButtonRank
{
    Primary,
    Secondary,
    Tertiary,
    TertiaryNoOutline,
}

/// <param name="Text">Says what happens ("Supprimer la ligne 3", RGAA 11.9).</param>
/// <param name="Href">When given, a link that looks like a button.</param>
/// <param name="Icon">Name of a DSFR icon class, e.g. <c>fr-icon-arrow-right-line</c>.</param>
public sealed record ButtonOptions(
    string Text,
    ButtonRank Rank = ButtonRank.Primary,
    string? Href = null,
    string Type = "submit",
    string? Name = null,
    string? Value = null,
    string? Id = null,
    string? Icon = null,
    bool IconRight = false,
    bool Small = false,
    bool Disabled = false,
    string? Title = null,
    string? FormAction = null,
    string? Controls = null);

/// <summary>DSFR button, as <c>button</c> or as link.</summary>
public static class ButtonHtml
{
    public static IHtmlContent Render(ButtonOptions options)
    {
        var side = options.IconRight ? "fr-btn--icon-right" : "fr-btn--icon-left";
        var classes = Classes(
            "fr-btn",
            RankClass(options.Rank),
            options.Small ? "fr-btn--sm" : null,
            options.Icon is null ? null : side,
            options.Icon);
        if (options.Href is not null)
        {
            return Element("a", classes)
                .With("href", options.Href)
                .With("id", options.Id)
                .With("title", options.Title)
                .Text(options.Text);
        }

        return Element("button", classes)
            .With("type", options.Type)
            .With("id", options.Id)
            .With("name", options.Name)
            .With("value", options.Value)
            .With("formaction", options.FormAction)
            .With("aria-controls", options.Controls)
            .With("data-fr-opened", options.Controls is null ? null : "false")
            .With("title", options.Title)
            .With("disabled", options.Disabled)
            .Text(options.Text);
    }

    private static string? RankClass(ButtonRank rank) => rank switch
    {
        ButtonRank.Secondary => "fr-btn--secondary",
        ButtonRank.Tertiary => "fr-btn--tertiary",
        ButtonRank.TertiaryNoOutline => "fr-btn--tertiary-no-outline",
        _ => null,
    };
}
