using Microsoft.AspNetCore.Mvc.Razor;

namespace Soffi.Web.Features.Shared;

/// <summary>What every view inherits: a typed way to speak to the layout, in place of ViewBag.</summary>
public abstract class SoffiPage<TModel> : RazorPage<TModel>
{
    protected PageHead Head => PageHead.Of(ViewContext.ViewData);
}
