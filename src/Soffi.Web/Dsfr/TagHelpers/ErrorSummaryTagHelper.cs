using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-error-summary /&gt;</c>: the errors of the model state, or those given.</summary>
[HtmlTargetElement("dsfr-error-summary")]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public IReadOnlyList<SummaryError>? Errors { get; set; }

    public string? Title { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(ErrorSummaryHtml.Render(new(Errors ?? [.. FromModelState(ViewContext.ModelState)], Title)));

    private static IEnumerable<SummaryError> FromModelState(ModelStateDictionary state) =>
        from entry in state
        from error in entry.Value!.Errors
        where error.ErrorMessage.Length > 0
        select new SummaryError(error.ErrorMessage, entry.Key.Length == 0 ? null : Markup.IdOf(entry.Key));
}
