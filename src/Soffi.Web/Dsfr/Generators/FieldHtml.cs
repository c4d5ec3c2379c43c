using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <summary>What every field of a form has.</summary>
/// <param name="Name">Name posted; the HTML id is made from it unless <see cref="Id"/> is given.</param>
public abstract record FieldOptions(string Name, string Label)
{
    public string? Id { get; init; }

    public string? Hint { get; init; }

    /// <summary>One sentence that says what to type; null when the field is right.</summary>
    public string? Error { get; init; }

    /// <summary>Adds "(optionnel)" to the label: by default every field is required (DSFR forms).</summary>
    public bool Optional { get; init; }

    public bool Disabled { get; init; }

    public string HtmlId => Id ?? IdOf(Name);

    public string MessagesId => HtmlId + "-messages";
}

/// <summary>Label, hint and message of a field: the parts that input, textarea and select share.</summary>
internal static class FieldHtml
{
    public static IHtmlContent Label(FieldOptions options)
    {
        var label = Element("label", "fr-label").With("for", options.HtmlId).Text(LabelText(options));
        return options.Hint is null ? label : label.Text(" ").Add(Element("span", "fr-hint-text").Text(options.Hint));
    }

    public static string LabelText(FieldOptions options) =>
        options.Optional ? options.Label + " (optionnel)" : options.Label;

    public static TagBuilder Messages(FieldOptions options)
    {
        var group = Element("div", "fr-messages-group").With("id", options.MessagesId).With("aria-live", "polite");
        return options.Error is null
            ? group
            : group.Add(Element("p", "fr-message fr-message--error").With("id", options.MessagesId + "-error").Text(options.Error));
    }

    /// <summary>Attributes every control carries.</summary>
    public static TagBuilder Control(TagBuilder control, FieldOptions options) => control
        .With("id", options.HtmlId)
        .With("name", options.Name)
        .With("aria-describedby", options.MessagesId)
        .With("aria-invalid", options.Error is null ? null : "true")
        .With("disabled", options.Disabled);

    public static string GroupClass(string name, FieldOptions options) => Classes(
        name,
        options.Error is null ? null : name + "--error",
        options.Disabled ? name + "--disabled" : null);
}
