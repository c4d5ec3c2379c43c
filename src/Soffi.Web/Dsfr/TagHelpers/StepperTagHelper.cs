using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-stepper current="2" steps="…" /&gt;</c></summary>
[HtmlTargetElement("dsfr-stepper")]
public sealed class StepperTagHelper : TagHelper
{
    public int Current { get; set; } = 1;

    public IReadOnlyList<string> Steps { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(StepperHtml.Render(new(Current, Steps)));
}
