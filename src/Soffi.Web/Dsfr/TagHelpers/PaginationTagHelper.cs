using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-pagination current="2" total="9" href-of="page =&gt; …" /&gt;</c></summary>
[HtmlTargetElement("dsfr-pagination")]
public sealed class PaginationTagHelper : TagHelper
{
    public int Current { get; set; } = 1;

    public int Total { get; set; }

    public Func<int, string> HrefOf { get; set; } = page => "?page=" + page.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(PaginationHtml.Render(new(Current, Total, HrefOf)));
}
