using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Access;

/// <summary>What I may do here, and why I may not do the rest (CGU articles 23, 37, 40).</summary>
public sealed class AccessController(AccessQueries queries, RequestQueries requests, PersonQueries people, CurrentUser current) : Controller
{
    [HttpGet("/acces")]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View(await queries.Of(current.Actor.UserId, cancellation) with
        {
            Requests = await requests.Of(current.Actor.UserId, cancellation),
            ToDecide = current.Actor.Has(Permission.ManageAccess) ? await requests.Pending(current.Actor, cancellation) : null,
            Done = TempData["acces"] as string,
            Restrictions = await people.Restrictions(current.Actor.UserId, cancellation),
            Sessions = await people.Sessions(current.Actor.UserId, await SessionKey(), cancellation),
        });

    [HttpGet("/acces/pourquoi")]
    public async Task<ViewResult> Why(CancellationToken cancellation) =>
        View(await queries.Of(current.Actor.UserId, cancellation) with { Restrictions = await people.Restrictions(current.Actor.UserId, cancellation) });

    private async Task<string?> SessionKey() =>
        (await HttpContext.AuthenticateAsync(SoffiSignIn.Session)).Properties?.GetString(DatabaseTickets.SessionId);
}
