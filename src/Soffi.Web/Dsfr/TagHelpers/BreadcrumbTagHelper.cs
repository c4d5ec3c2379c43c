using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary>Written by the layout from what the page put in its head.</summary>
[HtmlTargetElement("dsfr-breadcrumb")]
public sealed class BreadcrumbTagHelper : TagHelper
{
    public IReadOnlyList<Crumb> Crumbs { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(BreadcrumbHtml.Render(new(Crumbs)));
}
