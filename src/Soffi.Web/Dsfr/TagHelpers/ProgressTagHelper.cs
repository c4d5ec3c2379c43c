using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-progress label="Cadres remplis" done="4" total="9" left="Il reste…" /&gt;</c></summary>
[HtmlTargetElement("dsfr-progress")]
public sealed class ProgressTagHelper : TagHelper
{
    public string Label { get; set; } = "";

    public int Done { get; set; }

    public int Total { get; set; }

    public string? Left { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(ProgressHtml.Render(new(Label, Done, Total, Left)));
}
