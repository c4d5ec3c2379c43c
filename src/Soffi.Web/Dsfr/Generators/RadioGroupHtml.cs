using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record RadioGroupOptions(string Name, string Label, IReadOnlyList<Choice> Choices) : FieldOptions(Name, Label)
{
    public string? Value { get; init; }

    public bool Inline { get; init; }
}

/// <summary>DSFR radio buttons in their fieldset, the question as legend (RGAA 11.5 to 11.7).</summary>
public static class RadioGroupHtml
{
    public static IHtmlContent Render(RadioGroupOptions options)
    {
        var legendId = options.HtmlId + "-legend";
        var legend = Element("legend", "fr-fieldset__legend fr-fieldset__legend--regular")
            .With("id", legendId)
            .Text(FieldHtml.LabelText(options));
        if (options.Hint is not null)
        {
            legend.Text(" ").Add(Element("span", "fr-hint-text").Text(options.Hint));
        }

        var fieldset = Element("fieldset", Classes("fr-fieldset", options.Error is null ? null : "fr-fieldset--error"))
            .With("id", options.HtmlId)
            .With("aria-labelledby", $"{legendId} {options.MessagesId}")
            .With("disabled", options.Disabled)
            .Add(legend);
        for (var index = 0; index < options.Choices.Count; index++)
        {
            fieldset.Add(Radio(options, options.Choices[index], $"{options.HtmlId}-{index + 1}"));
        }

        return fieldset.Add(FieldHtml.Messages(options));
    }

    private static IHtmlContent Radio(RadioGroupOptions options, Choice choice, string id)
    {
        var label = Element("label", "fr-label").With("for", id).Text(choice.Label);
        if (choice.Hint is not null)
        {
            label.Text(" ").Add(Element("span", "fr-hint-text").Text(choice.Hint));
        }

        var input = Element("input")
            .With("type", "radio")
            .With("id", id)
            .With("name", options.Name)
            .With("value", choice.Value)
            .With("checked", choice.Value == options.Value)
            .Void();
        return Element("div", Classes("fr-fieldset__element", options.Inline ? "fr-fieldset__element--inline" : null))
            .Add(Element("div", "fr-radio-group").Add(input, label));
    }
}
