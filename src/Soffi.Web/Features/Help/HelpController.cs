using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Soffi.Web.Features.Help;

/// <summary>The guide, by profile (CGU article 2). Open to all: one may have to read it before one can sign in.</summary>
[AllowAnonymous]
[Route("/aide")]
public sealed class HelpController : Controller
{
    [HttpGet("")]
    public ViewResult Index() => View();

    [HttpGet("declarer")]
    public ViewResult Declare() => View();

    [HttpGet("statistiques")]
    public ViewResult Statistics() => View();

    [HttpGet("campagnes")]
    public ViewResult Campaigns() => View();

    [HttpGet("glossaire")]
    public ViewResult Glossary() => View();
}
