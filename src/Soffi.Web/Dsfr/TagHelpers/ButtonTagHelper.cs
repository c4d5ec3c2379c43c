using Microsoft.AspNetCore.Razor.TagHelpers;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary><c>&lt;dsfr-button text="Enregistrer" /&gt;</c>, or a link with <c>href</c>.</summary>
[HtmlTargetElement("dsfr-button")]
public sealed class ButtonTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    public ButtonRank Rank { get; set; }

    public string? Href { get; set; }

    public string Type { get; set; } = "submit";

    public string? Name { get; set; }

    public string? Value { get; set; }

    public string? Id { get; set; }

    public string? Icon { get; set; }

    public bool IconRight { get; set; }

    public bool Small { get; set; }

    public bool Disabled { get; set; }

    public string? Title { get; set; }

    /// <summary>Not <c>formaction</c>: that attribute belongs to a tag helper of the framework.</summary>
    public string? PostTo { get; set; }

    public string? Controls { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Replace(ButtonHtml.Render(new(Text, Rank, Href, Type, Name, Value, Id, Icon, IconRight, Small, Disabled, Title, PostTo, Controls)));
}
