using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

[HtmlTargetElement("dsfr-notice")]
public sealed class NoticeTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string? Description { get; set; }

    public Tone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(NoticeHtml.Render(new(Title, Description, Tone)));
}
