using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A draft: its outline, its files, its end.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires/brouillons/{id:int}")]
public sealed class DraftController(DraftPages pages, DraftRegister register, CurrentUser current) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellation) =>
        await pages.Open(id, cancellation) is { } opened ? View("Draft", DraftPages.Outline(opened) with { Done = TempData["brouillon"] as string }) : NotFound();

    [HttpGet("fichiers.zip")]
    public async Task<IActionResult> Download(int id, CancellationToken cancellation) =>
        await pages.Open(id, cancellation) is { Draft: var draft }
            ? DraftArchive.Send(draft.Path, draft.Number, draft.Files.ToDictionary(f => f.Name, f => f.Text))
            : NotFound();

    [HttpGet("differences")]
    public async Task<IActionResult> Differences(int id, CancellationToken cancellation) => await pages.Open(id, cancellation) is { } opened
        ? View("Differences", new DifferencesViewModel(opened.Facts, DraftPages.ReferenceName(opened), DraftPages.Differences(opened)))
        : NotFound();

    [HttpGet("suppression")]
    public async Task<IActionResult> AskDeletion(int id, CancellationToken cancellation) =>
        await pages.Open(id, cancellation) is { Facts: { IsOpen: true } facts } ? View("Deletion", new DraftDeletionViewModel(facts)) : NotFound();

    [HttpPost("suppression")]
    public async Task<IActionResult> Delete(int id, CancellationToken cancellation)
    {
        if (await pages.Open(id, cancellation) is not { Facts.IsOpen: true } opened)
        {
            return NotFound();
        }

        await register.Delete(opened.Draft, current.Actor, cancellation);
        return LocalRedirect(Links.All);
    }
}
