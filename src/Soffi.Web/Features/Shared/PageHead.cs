using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Shared;

/// <summary>What a page tells the layout. One instance per page, filled at the top of its view.</summary>
public sealed class PageHead
{
    private const string Key = "Soffi.PageHead";

    /// <summary>Name of the page, without the name of the service.</summary>
    public string Title { get; set; } = "";

    /// <summary>From the page after the home page to this one; empty for none.</summary>
    public IReadOnlyList<Crumb> Breadcrumb { get; set; } = [];

    /// <summary>Set by a page that shows errors kept outside the model state.</summary>
    public bool HasErrors { get; set; }

    /// <summary>Takes the whole width of the window: entry grids, statistics.</summary>
    public bool Wide { get; set; }

    /// <summary>
    /// No navigation and no form in the frame: a page shown when the database is out of reach may ask it nothing, not even
    /// the keys that seal an antiforgery token.
    /// </summary>
    public bool Bare { get; set; }

    /// <summary>Modules of <c>wwwroot</c> that the page asks for, such as <c>~/js/grid.js</c>.</summary>
    public IReadOnlyList<string> Scripts { get; set; } = [];

    /// <summary>Style sheets of <c>wwwroot</c> that the page asks for besides those of every page.</summary>
    public IReadOnlyList<string> Styles { get; set; } = [];

    public static PageHead Of(ViewDataDictionary viewData)
    {
        if (viewData[Key] is not PageHead head)
        {
            viewData[Key] = head = new PageHead();
        }

        return head;
    }

    /// <summary>"Page – Soffi", with "Erreur – " before it when the form was refused (RGAA 8.6).</summary>
    public string FullTitle(ModelStateDictionary modelState)
    {
        var title = Title.Length == 0 ? "Soffi" : $"{Title} – Soffi";
        return HasErrors || !modelState.IsValid ? "Erreur – " + title : title;
    }
}
