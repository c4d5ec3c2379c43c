using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record CheckboxOptions(string Name, string Label) : FieldOptions(Name, Label)
{
    public string Value { get; init; } = "true";

    /// <summary>Unticked unless said otherwise: consent is a positive act (CGU article 14).</summary>
    public bool Checked { get; init; }
}

/// <summary>DSFR single checkbox.</summary>
public static class CheckboxHtml
{
    public static IHtmlContent Render(CheckboxOptions options)
    {
        var box = FieldHtml.Control(Element("input"), options)
            .With("type", "checkbox")
            .With("value", options.Value)
            .With("checked", options.Checked)
            .Void();
        return Element("div", Classes("fr-checkbox-group", options.Error is null ? null : "fr-checkbox-group--error"))
            .Add(box, FieldHtml.Label(options), FieldHtml.Messages(options));
    }
}
