using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Soffi.Web.Dsfr.TagHelpers;

/// <summary>
/// What the fields share. With <c>for</c>, the name, the value typed and the error come from the model and its state; any of
/// them may be given instead.
/// </summary>
public abstract class FieldTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string Label { get; set; } = "";

    public string? Id { get; set; }

    public string? Hint { get; set; }

    public string? Error { get; set; }

    public bool Optional { get; set; }

    public bool Disabled { get; set; }

    protected string FieldName => Name
        ?? (For is null ? null : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name))
        ?? throw new InvalidOperationException("A field needs 'for' or 'name'.");

    protected string? FieldError => Error ?? StateOf(FieldName)?.Errors
        .Select(error => error.ErrorMessage)
        .FirstOrDefault(message => message.Length > 0);

    /// <summary>What the person typed when it was refused, else the value of the model.</summary>
    protected string? FieldValue(string? given) =>
        given ?? StateOf(FieldName)?.AttemptedValue ?? Convert.ToString(For?.Model, CultureInfo.CurrentCulture);

    private Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateEntry? StateOf(string name) =>
        ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry : null;
}
