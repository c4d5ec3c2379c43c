using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-tile title="Statistiques" href="/statistiques" description="…" /&gt;</c></summary>
[HtmlTargetElement("dsfr-tile")]
public sealed class TileTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string Href { get; set; } = "";

    public string? Description { get; set; }

    public string? Detail { get; set; }

    public int Level { get; set; } = 3;

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(TileHtml.Render(new(Title, Href, Description, Detail, Level)));
}
