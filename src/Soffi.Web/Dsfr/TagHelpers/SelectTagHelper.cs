using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-select name="exercice" label="Exercice" choices="…" /&gt;</c></summary>
[HtmlTargetElement("dsfr-select")]
public sealed class SelectTagHelper : FieldTagHelper
{
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    public string? Value { get; set; }

    /// <summary>Text of the entry without value; empty for none.</summary>
    public string Prompt { get; set; } = "Sélectionnez une option";

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(SelectHtml.Render(new(FieldName, Label, Choices)
        {
            Id = Id,
            Hint = Hint,
            Error = FieldError,
            Optional = Optional,
            Disabled = Disabled,
            Value = FieldValue(Value),
            Prompt = Prompt.Length == 0 ? null : Prompt,
        }));
}
