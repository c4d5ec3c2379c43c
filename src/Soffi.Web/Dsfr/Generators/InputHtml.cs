using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record InputOptions(string Name, string Label) : FieldOptions(Name, Label)
{
    public string? Value { get; init; }

    /// <summary>Never <c>number</c>: French figures are typed as text with <see cref="InputMode"/> decimal.</summary>
    public string Type { get; init; } = "text";

    /// <summary>Token of the HTML autocomplete list (RGAA 11.13), e.g. <c>email</c>, or <c>off</c>.</summary>
    public string? Autocomplete { get; init; }

    public string? InputMode { get; init; }

    public int? MaxLength { get; init; }
}

/// <summary>DSFR input: label above, hint inside the label, message below.</summary>
public static class InputHtml
{
    public static IHtmlContent Render(InputOptions options)
    {
        var input = FieldHtml.Control(
            Element("input", Classes("fr-input", options.Error is null ? null : "fr-input--error")), options)
            .With("type", options.Type)
            .With("value", options.Value)
            .With("autocomplete", options.Autocomplete)
            .With("inputmode", options.InputMode)
            .With("maxlength", options.MaxLength?.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Void();
        return Element("div", FieldHtml.GroupClass("fr-input-group", options))
            .Add(FieldHtml.Label(options), input, FieldHtml.Messages(options));
    }
}
