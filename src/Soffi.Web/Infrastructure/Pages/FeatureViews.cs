using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Soffi.Web.Infrastructure.Pages;

/// <summary>
/// Views stand beside their controllers: <c>Features/{Feature}/{View}.cshtml</c>, then <c>Features/Shared</c>. The feature
/// is the last part of the controller's namespace, so that a folder may hold several small controllers. The usual places
/// come last, for the views of a library such as the local portal.
/// </summary>
public sealed class FeatureViews : IViewLocationExpander
{
    private const string Feature = "feature";

    public void PopulateValues(ViewLocationExpanderContext context) =>
        context.Values[Feature] = context.ActionContext.ActionDescriptor is ControllerActionDescriptor action
            ? action.ControllerTypeInfo.Namespace?.Split('.')[^1]
            : context.ControllerName;

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/Features/{context.Values[Feature]}/{{0}}.cshtml", "/Features/Shared/{0}.cshtml", .. viewLocations];
}
