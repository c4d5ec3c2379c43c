using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-accordion id="…" title="…"&gt;…&lt;/dsfr-accordion&gt;</c></summary>
[HtmlTargetElement("dsfr-accordion", Attributes = "id,title")]
public sealed class AccordionTagHelper : TagHelper
{
    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    public bool Open { get; set; }

    public int Level { get; set; } = 3;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(AccordionHtml.Render(new(Id, Title, await output.GetChildContentAsync(), Open, Level)));
}
