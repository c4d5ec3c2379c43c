using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Soffi.Web.Dsfr.TagHelpers;

internal static class Output
{
    /// <summary>Writes what a generator made in place of the element.</summary>
    public static void Replace(this TagHelperOutput output, IHtmlContent html)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(html);
    }
}
