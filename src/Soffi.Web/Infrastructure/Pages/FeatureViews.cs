using Microsoft.AspNetCore.Mvc.Razor;

namespace Soffi.Web.Infrastructure.Pages;

/// <summary>
/// Views stand beside their controller: <c>Features/{Controller}/{View}.cshtml</c>, then <c>Features/Shared</c>. The usual
/// places come last, for the views of a library such as the local portal.
/// </summary>
public sealed class FeatureViews : IViewLocationExpander
{
    private static readonly string[] Locations = ["/Features/{1}/{0}.cshtml", "/Features/Shared/{0}.cshtml"];

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        // The location depends on nothing but the controller and the view.
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        Locations.Concat(viewLocations);
}
