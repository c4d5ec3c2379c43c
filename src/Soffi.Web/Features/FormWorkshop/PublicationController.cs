using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Publishes a draft: its version is frozen, with its hash; a corrected version reaches the statements begun.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires/brouillons/{id:int}/publication")]
public sealed class PublicationController(DraftPages pages, FormPublications publications, CurrentUser current) : Controller
{
    private const int ShortestReason = 10;

    private const int LongestReason = 1000;

    [HttpGet("")]
    public async Task<IActionResult> Ask(int id, CancellationToken cancellation) => await pages.Open(id, cancellation) is { Facts.IsOpen: true } opened
        ? View("Publication", await Page(opened, new PublicationForm(), cancellation))
        : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Publish(int id, PublicationForm form, CancellationToken cancellation)
    {
        if (await pages.Open(id, cancellation) is not { } opened)
        {
            return NotFound();
        }

        if (opened.Draft.PublishedVersionId is { } published)
        {
            return new SeeOtherResult(Links.Version(published)); // A double click: it is done.
        }

        var page = await Page(opened, form, cancellation);
        if (!page.MayPublish || page.Hash != form.Empreinte)
        {
            return Refused(page, StatusCodes.Status409Conflict, page.MayPublish
                ? ["Ce brouillon a changé depuis que vous l’avez lu. Relisez ce qui change, puis publiez-le."]
                : ["Ce brouillon ne peut pas être publié en l’état."]);
        }

        Check(page, form);
        if (!ModelState.IsValid)
        {
            return Refused(page, StatusCodes.Status400BadRequest, []);
        }

        var outcome = await publications.Publish(
            opened.Reading.Form!, form.Motif?.Trim() ?? "", form.Annonce, current.Actor, new PublishedDraft(id, opened.Draft.Revision), cancellation);
        return outcome.Version is { } version
            ? new SeeOtherResult(Links.Version(version.Id))
            : Refused(await Page(await pages.Open(id, cancellation) ?? opened, form, cancellation), StatusCodes.Status409Conflict, outcome.Refusals);
    }

    private void Check(PublicationViewModel page, PublicationForm form)
    {
        if (page.Compatibility is null)
        {
            return;
        }

        var reason = form.Motif?.Trim() ?? "";
        if (reason.Length is < ShortestReason or > LongestReason)
        {
            ModelState.AddModelError(nameof(form.Motif), reason.Length < ShortestReason
                ? $"Expliquez pourquoi, en {ShortestReason} caractères au moins\u00a0: les organismes concernés le lisent."
                : $"Raccourcissez le motif\u00a0: {LongestReason} caractères au plus.");
        }

        if (page.Compatibility.Announcements.Count > 0 && !form.Annonce)
        {
            ModelState.AddModelError(nameof(form.Annonce), "Confirmez que vous annoncez aux organismes ce que cette version demande de plus.");
        }
    }

    private async Task<PublicationViewModel> Page(OpenedDraft opened, PublicationForm form, CancellationToken cancellation)
    {
        var read = opened.Reading.Form;
        return new PublicationViewModel(
            opened.Facts, read?.Header.Sha256, DraftPages.Faults(opened), DraftPages.ReferenceName(opened), DraftPages.Differences(opened) ?? [],
            read is null ? null : await publications.Check(read, cancellation),
            read is null ? 0 : await publications.Concerned(read.Header, cancellation), form);
    }

    private ViewResult Refused(PublicationViewModel page, int status, IReadOnlyList<string> refusals)
    {
        Response.StatusCode = status;
        return View("Publication", page with { Refusals = refusals });
    }
}
