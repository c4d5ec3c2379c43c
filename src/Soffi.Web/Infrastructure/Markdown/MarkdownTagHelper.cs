using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Soffi.Web.Infrastructure.Markdown;

/// <summary><c>&lt;soffi-markdown text="@Model.Text" /&gt;</c></summary>
[HtmlTargetElement("soffi-markdown", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MarkdownTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    /// <summary>Whether the images of the service's own guides are shown.</summary>
    public bool OwnImages { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "soffi-prose");
        output.Content.SetHtmlContent(MarkdownHtml.Render(Text, OwnImages));
    }
}
