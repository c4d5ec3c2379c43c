using System.Globalization;
using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record TextareaOptions(string Name, string Label) : FieldOptions(Name, Label)
{
    public string? Value { get; init; }

    public int Rows { get; init; } = 5;

    public int? MaxLength { get; init; }
}

/// <summary>DSFR multi-line input.</summary>
public static class TextareaHtml
{
    public static IHtmlContent Render(TextareaOptions options)
    {
        // HTML drops one line break right after the opening tag: one is written so that the user's own survives.
        var area = FieldHtml.Control(
            Element("textarea", Classes("fr-input", options.Error is null ? null : "fr-input--error")), options)
            .With("rows", options.Rows.ToString(CultureInfo.InvariantCulture))
            .With("maxlength", options.MaxLength?.ToString(CultureInfo.InvariantCulture))
            .Add(new HtmlString("\n"))
            .Text(options.Value);
        return Element("div", FieldHtml.GroupClass("fr-input-group", options))
            .Add(FieldHtml.Label(options), area, FieldHtml.Messages(options));
    }
}
