using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary>
/// <c>&lt;dsfr-table id="j2" caption="Charges par dispositif, en euros"&gt;&lt;thead&gt;…&lt;tbody&gt;…&lt;/dsfr-table&gt;</c>
/// </summary>
[HtmlTargetElement("dsfr-table", Attributes = "id,caption")]
public sealed class TableTagHelper : TagHelper
{
    public string Id { get; set; } = "";

    public string Caption { get; set; } = "";

    public string? Summary { get; set; }

    public bool Bordered { get; set; }

    public bool Small { get; set; }

    public bool Scroll { get; set; } = true;

    public bool Grid { get; set; }

    public bool Text { get; set; }

    public bool HideCaption { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(TableHtml.Render(new(
            Id, Caption, await output.GetChildContentAsync(), Summary, Bordered, Small, Scroll, Grid, Text, HideCaption)));
}
