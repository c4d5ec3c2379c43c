using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Domain.Charts;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;soffi-chart id="graphique" kind="Lines" data="…" svg-href="…" png-href="…" /&gt;</c></summary>
[HtmlTargetElement("soffi-chart", Attributes = "id,kind,data")]
public sealed class ChartTagHelper : TagHelper
{
    public string Id { get; set; } = "";

    public ChartKind Kind { get; set; }

    public ChartData Data { get; set; } = null!;

    public string? SvgHref { get; set; }

    public string? PngHref { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(ChartHtml.Render(new(Id, Kind, Data, SvgHref, PngHref)));
}
