using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Access;

/// <summary>What I may do here, and why I may not do the rest (CGU articles 23, 37, 40).</summary>
public sealed class AccessController(AccessQueries queries, RequestQueries requests, CurrentUser current) : Controller
{
    [HttpGet("/acces")]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View(await queries.Of(current.Actor.UserId, cancellation) with
        {
            Requests = await requests.Of(current.Actor.UserId, cancellation),
            ToDecide = current.Actor.Has(Permission.ManageAccess) ? await requests.Pending(cancellation) : null,
            Done = TempData["acces"] as string,
        });

    [HttpGet("/acces/pourquoi")]
    public async Task<ViewResult> Why(CancellationToken cancellation) =>
        View(await queries.Of(current.Actor.UserId, cancellation));
}
