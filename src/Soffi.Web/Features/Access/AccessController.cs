using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Access;

/// <summary>What I may do here, and why I may not do the rest (CGU articles 23, 37, 40).</summary>
public sealed class AccessController(AccessQueries queries, CurrentUser current) : Controller
{
    [HttpGet("/acces")]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View(await queries.Of(current.Actor.UserId, cancellation));

    [HttpGet("/acces/pourquoi")]
    public async Task<ViewResult> Why(CancellationToken cancellation) =>
        View(await queries.Of(current.Actor.UserId, cancellation));
}
