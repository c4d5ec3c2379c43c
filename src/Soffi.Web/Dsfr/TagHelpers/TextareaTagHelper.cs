using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-textarea for="Explanation" label="Votre explication" /&gt;</c></summary>
[HtmlTargetElement("dsfr-textarea")]
public sealed class TextareaTagHelper : FieldTagHelper
{
    public string? Value { get; set; }

    public int Rows { get; set; } = 5;

    [HtmlAttributeName("maxlength")]
    public int? MaxLength { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(TextareaHtml.Render(new(FieldName, Label)
        {
            Id = Id,
            Hint = Hint,
            Error = FieldError,
            Optional = Optional,
            Disabled = Disabled,
            Value = FieldValue(Value),
            Rows = Rows,
            MaxLength = MaxLength,
        }));
}
