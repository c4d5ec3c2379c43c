using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-alert tone="Error" title="…"&gt;&lt;p&gt;…&lt;/p&gt;&lt;/dsfr-alert&gt;</c></summary>
[HtmlTargetElement("dsfr-alert")]
public sealed class AlertTagHelper : TagHelper
{
    public Tone Tone { get; set; }

    public string? Title { get; set; }

    public string? Id { get; set; }

    public bool Small { get; set; }

    public bool Live { get; set; }

    public int Level { get; set; } = 2;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(AlertHtml.Render(new(Tone, Title, await output.GetChildContentAsync(), Id, Small, Live, Level)));
}
