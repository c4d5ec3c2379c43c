using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.People;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Account;

/// <summary>Opens and closes the session; who the person is, the portal of services says.</summary>
[OpenBeforeCgu]
public sealed class AccountController(ProviderAccess provider, SessionClosing closing) : Controller
{
    [AllowAnonymous]
    [HttpGet("/connexion")]
    public async Task<IActionResult> SignInStart([FromQuery(Name = ReturnUrl.Parameter)] string? returnUrl, CancellationToken cancellation)
    {
        var target = ReturnUrl.LocalOrDefault(returnUrl);
        if (User.Identity is { IsAuthenticated: true })
        {
            return LocalRedirect(target);
        }

        if (await provider.FindAsync(cancellation) is null)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return View("ProviderUnreachable", new SignInAgainViewModel(target));
        }

        return Challenge(new AuthenticationProperties { RedirectUri = target }, SoffiSignIn.Provider);
    }

    [AllowAnonymous]
    [HttpGet("/connexion/echec")]
    public IActionResult SignInFailed([FromQuery(Name = ReturnUrl.Parameter)] string? returnUrl)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(new SignInAgainViewModel(ReturnUrl.LocalOrDefault(returnUrl)));
    }

    [AllowAnonymous]
    [HttpGet("/connexion/refus")]
    public IActionResult SignInRefused([FromQuery(Name = "motif")] SignInRefusal refusal)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return View(SignInRefusedViewModel.For(refusal));
    }

    [HttpPost("/deconnexion")]
    [OpenToAssistance]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> SignOutStart(CancellationToken cancellation)
    {
        await closing.CloseAsync(cancellation);
        var after = new AuthenticationProperties { RedirectUri = Url.Action(nameof(SignedOut)) };
        var configuration = await provider.FindAsync(cancellation);
        return string.IsNullOrEmpty(configuration?.EndSessionEndpoint)
            ? SignOut(after, SoffiSignIn.Session)
            : SignOut(after, SoffiSignIn.Session, SoffiSignIn.Provider);
    }

    [AllowAnonymous]
    [HttpGet("/deconnexion/terminee")]
    public IActionResult SignedOut() => View();
}
