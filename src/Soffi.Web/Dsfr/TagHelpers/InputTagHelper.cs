using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-input for="Email" label="Adresse électronique" type="email" autocomplete="email" /&gt;</c></summary>
[HtmlTargetElement("dsfr-input")]
public sealed class InputTagHelper : FieldTagHelper
{
    public string? Value { get; set; }

    public string Type { get; set; } = "text";

    public string? Autocomplete { get; set; }

    [HtmlAttributeName("inputmode")]
    public string? InputMode { get; set; }

    [HtmlAttributeName("maxlength")]
    public int? MaxLength { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(InputHtml.Render(new(FieldName, Label)
        {
            Id = Id,
            Hint = Hint,
            Error = FieldError,
            Optional = Optional,
            Disabled = Disabled,
            // A password is never sent back to the page.
            Value = Type == "password" ? null : FieldValue(Value),
            Type = Type,
            Autocomplete = Autocomplete,
            InputMode = InputMode,
            MaxLength = MaxLength,
        }));
}
