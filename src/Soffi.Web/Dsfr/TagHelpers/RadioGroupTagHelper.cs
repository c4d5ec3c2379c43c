using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-radios name="avis" label="Votre avis" choices="…" /&gt;</c></summary>
[HtmlTargetElement("dsfr-radios")]
public sealed class RadioGroupTagHelper : FieldTagHelper
{
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    public string? Value { get; set; }

    public bool Inline { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(RadioGroupHtml.Render(new(FieldName, Label, Choices)
        {
            Id = Id,
            Hint = Hint,
            Error = FieldError,
            Optional = Optional,
            Disabled = Disabled,
            Value = FieldValue(Value),
            Inline = Inline,
        }));
}
