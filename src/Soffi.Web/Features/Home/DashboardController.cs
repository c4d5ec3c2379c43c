using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Infrastructure.Network;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Home;

/// <summary>The home page of signed-in people: what they have to do next.</summary>
public sealed class DashboardController(DashboardQueries queries, CurrentUser current) : Controller
{
    [HttpGet("/accueil")]
    public async Task<IActionResult> Dashboard(CancellationToken cancellation) => current.Actor.Grants.Count == 0
        ? HttpContext.Features.Get<WithheldAccesses>() is null ? LocalRedirect("/acces") : Forbid()
        : View("/Features/Home/Dashboard.cshtml", await queries.Of(current.Actor, cancellation));
}
