using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Infrastructure.Cgu;

namespace Soffi.Web.Features.Home;

/// <summary>What anyone may read: the public home page and the pages the State owes on every site.</summary>
[AllowAnonymous]
[OpenBeforeCgu]
public sealed class HomeController : Controller
{
    [HttpGet("/")]
    public ViewResult Index() => View();

    [HttpGet("/accessibilite")]
    public ViewResult Accessibility() => View();

    [HttpGet("/mentions-legales")]
    public ViewResult Legal() => View();

    [HttpGet("/donnees-personnelles")]
    public ViewResult PersonalData() => View();

    [HttpGet("/cookies")]
    public ViewResult Cookies() => View();

    [HttpGet("/signaler")]
    public ViewResult Report() => View();

    [HttpGet("/plan-du-site")]
    public ViewResult SiteMap() => View();
}
