using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-download text="Télécharger le tableau" href="…" format="XLSX" bytes="18432" /&gt;</c></summary>
[HtmlTargetElement("dsfr-download")]
public sealed class DownloadLinkTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    public string Href { get; set; } = "";

    public string Format { get; set; } = "";

    public long? Bytes { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(DownloadLinkHtml.Render(new(Text, Href, Format, Bytes)));
}
