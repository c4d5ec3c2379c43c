using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-badge text="Transmise" tone="Success" /&gt;</c></summary>
[HtmlTargetElement("dsfr-badge")]
public sealed class BadgeTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    public Tone? Tone { get; set; }

    public bool Small { get; set; }

    public bool NoIcon { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(BadgeHtml.Render(new(Text, Tone, Small, NoIcon)));
}
