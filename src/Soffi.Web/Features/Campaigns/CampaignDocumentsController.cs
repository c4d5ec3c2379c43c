using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>The documents asked in a campaign, type by type.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("/campagnes/{id:int}/pieces")]
public sealed class CampaignDocumentsController(CampaignQueries queries, DocumentRegister register, CurrentUser current) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellation) =>
        await queries.Documents(id, cancellation) is { } page ? View("Documents", page) : NotFound();

    [HttpPost("")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Add(int id, DocumentForm form, CancellationToken cancellation)
    {
        if (await queries.Documents(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (!Accept(form, page, null))
        {
            return View("Documents", page with { Form = form });
        }

        await register.Add(id, form, current.Actor, cancellation);
        return RedirectToAction(nameof(Show), new { id });
    }

    [HttpGet("{documentId:int}")]
    public async Task<IActionResult> Edit(int id, int documentId, CancellationToken cancellation) =>
        await Find(id, documentId, cancellation) is var (page, line) ? View("Document", new DocumentViewModel(page.Campaign, line, DocumentForm.Of(line))) : NotFound();

    [HttpPost("{documentId:int}")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Change(int id, int documentId, DocumentForm form, CancellationToken cancellation)
    {
        if (await Find(id, documentId, cancellation) is not var (page, line))
        {
            return NotFound();
        }

        if (!Accept(form, page, line))
        {
            return View("Document", new DocumentViewModel(page.Campaign, line, form));
        }

        await register.Change(id, documentId, form, current.Actor, cancellation);
        return RedirectToAction(nameof(Show), new { id });
    }

    [HttpPost("{documentId:int}/retrait")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Remove(int id, int documentId, CancellationToken cancellation)
    {
        if (await Find(id, documentId, cancellation) is null)
        {
            return NotFound();
        }

        await register.Remove(id, documentId, current.Actor, cancellation);
        return RedirectToAction(nameof(Show), new { id });
    }

    private async Task<(DocumentsViewModel Page, DocumentLine Line)?> Find(int id, int documentId, CancellationToken cancellation) =>
        await queries.Documents(id, cancellation) is { } page && page.Lines.FirstOrDefault(l => l.Id == documentId) is { } line ? (page, line) : null;

    private bool Accept(DocumentForm form, DocumentsViewModel page, DocumentLine? standing)
    {
        foreach (var (field, sentence) in form.Faults(page, standing))
        {
            ModelState.AddModelError(field, sentence);
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return ModelState.IsValid;
    }
}
