using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-checkbox for="Accepted" label="J’ai lu et j’accepte…" /&gt;</c></summary>
[HtmlTargetElement("dsfr-checkbox")]
public sealed class CheckboxTagHelper : FieldTagHelper
{
    public string Value { get; set; } = "true";

    public bool Checked { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(CheckboxHtml.Render(new(FieldName, Label)
        {
            Id = Id,
            Hint = Hint,
            Error = FieldError,
            Optional = Optional,
            Disabled = Disabled,
            Value = Value,
            Checked = Checked || For?.Model is true,
        }));
}
