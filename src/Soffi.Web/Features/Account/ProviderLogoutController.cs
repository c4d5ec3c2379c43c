using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Account;

/// <summary>
/// Where the portal of services tells that a session has ended. The signed token stands for the identity of the caller: no
/// cookie, no antiforgery token.
/// </summary>
[AllowAnonymous]
[OpenBeforeCgu]
[IgnoreAntiforgeryToken]
public sealed class ProviderLogoutController(LogoutTokenGate gate, ProviderLogoutClosing closing) : Controller
{
    [HttpPost("/deconnexion/portail")]
    public async Task<IActionResult> Close([FromForm(Name = "logout_token")] string? token, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        if (await gate.ReadAsync(token, cancellation) is not { } logout)
        {
            return BadRequest(new { error = "invalid_request" });
        }

        await closing.CloseAsync(logout, cancellation);
        return Ok();
    }
}
