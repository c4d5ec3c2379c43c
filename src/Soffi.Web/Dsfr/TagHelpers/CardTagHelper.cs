using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-card title="ESF 2025" href="…" badges="…"&gt;what stands under the description&lt;/dsfr-card&gt;</c></summary>
[HtmlTargetElement("dsfr-card")]
public sealed class CardTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string? Href { get; set; }

    public string? Description { get; set; }

    public string? Detail { get; set; }

    public IReadOnlyList<BadgeOptions>? Badges { get; set; }

    public int Level { get; set; } = 3;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var body = await output.GetChildContentAsync();
        output.Replace(CardHtml.Render(new(
            Title, Href, Description, Detail, Badges, body.IsEmptyOrWhiteSpace ? null : body, Level)));
    }
}
