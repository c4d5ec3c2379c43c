using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record Choice(string Value, string Label, string? Hint = null);

public sealed record SelectOptions(string Name, string Label, IReadOnlyList<Choice> Choices) : FieldOptions(Name, Label)
{
    public string? Value { get; init; }

    /// <summary>First entry, without value; null when a value always stands.</summary>
    public string? Prompt { get; init; } = "Sélectionnez une option";
}

/// <summary>DSFR select.</summary>
public static class SelectHtml
{
    public static IHtmlContent Render(SelectOptions options)
    {
        var select = FieldHtml.Control(
            Element("select", Classes("fr-select", options.Error is null ? null : "fr-select--error")), options);
        if (options.Prompt is not null)
        {
            select.Add(Element("option").With("value", "").Text(options.Prompt));
        }

        foreach (var choice in options.Choices)
        {
            select.Add(Element("option")
                .With("value", choice.Value)
                .With("selected", choice.Value == options.Value)
                .Text(choice.Label));
        }

        return Element("div", FieldHtml.GroupClass("fr-select-group", options))
            .Add(FieldHtml.Label(options), select, FieldHtml.Messages(options));
    }
}
