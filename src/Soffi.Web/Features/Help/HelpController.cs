using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Pdf;

namespace Soffi.Web.Features.Help;

/// <summary>The guide, by profile (CGU article 2). Open to all: one may have to read it before one can sign in.</summary>
[AllowAnonymous]
[Route("/aide")]
public sealed class HelpController(IWebHostEnvironment environment) : Controller
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

    [HttpGet("guide/{profil}")]
    public IActionResult Guide(string profil) => Guides.Find(profil) is { } guide ? View(guide) : NotFound();

    /// <summary>The same guide to print and keep.</summary>
    [HttpGet("guide/{profil}/pdf")]
    public IActionResult GuidePdf(string profil)
    {
        if (Guides.Find(profil) is not { } guide)
        {
            return NotFound();
        }

        var file = MarkdownPdf.Write(guide.Title, [], guide.Text, $"Soffi – {guide.Title}", Image);
        return File(file, "application/pdf", $"guide-soffi-{guide.Slug}.pdf");
    }

    /// <summary>The sites outside the service that the ministry recommends (CGU articles 41 and 43).</summary>
    [HttpGet("liens")]
    public async Task<ViewResult> Links([FromServices] RecommendedLinks links, CancellationToken cancellation) => View(new LinksViewModel(await links.All(cancellation)));

    [HttpGet("navigateurs")]
    public ViewResult Workstation() => View();

    private byte[]? Image(string address)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(address);
        if (!file.Exists)
        {
            return null;
        }

        using var stream = file.CreateReadStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <param name="Links">Null when they cannot be read for the moment.</param>
public sealed record LinksViewModel(IReadOnlyList<LinkLine>? Links);
