using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>« Formulaires » : what is published, what is being prepared; begins the next year or the next version.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires")]
public sealed class WorkshopController(
    WorkshopPages pages, WorkshopQueries queries, DraftRegister register, FormCatalog catalog, CurrentUser current) : Controller
{
    [HttpGet("")]
    public async Task<ViewResult> Index(CancellationToken cancellation) => View(await pages.List(null, null, cancellation));

    [HttpPost("brouillons")]
    public async Task<IActionResult> Begin(NewDraftForm form, CancellationToken cancellation)
    {
        var versions = await queries.Versions(cancellation);
        if (versions.FirstOrDefault(v => v.Id == form.Version) is not { } from)
        {
            return NotFound();
        }

        var same = versions.Where(v => v.Name == from.Name with { Exercise = form.Exercise ?? 0 }).ToList();
        if (Refusal(from, form.Exercise, same) is { } refusal)
        {
            return await List(StatusCodes.Status400BadRequest, refusal, null, cancellation);
        }

        var (exercise, number) = (form.Exercise!.Value, same.Count > 0 ? same.Max(v => v.Number) + 1 : 1);
        if (await queries.Draft(from.Kind, from.Type, exercise, number, cancellation) is null
            && await register.Begin(from, exercise, number, current.Actor, cancellation) is { } draft)
        {
            return LocalRedirect(Links.Draft(draft.Id));
        }

        return await List(
            StatusCodes.Status409Conflict, "Ce formulaire est déjà en préparation\u00a0: ouvrez le brouillon commencé.",
            await queries.Draft(from.Kind, from.Type, exercise, number, cancellation), cancellation);
    }

    [HttpGet("versions/{id:int}")]
    public async Task<IActionResult> Version(int id, CancellationToken cancellation) =>
        await pages.Version(id, cancellation) is { } model ? View("Version", model) : NotFound();

    /// <summary>Its files, as <c>import-form</c> takes them.</summary>
    [HttpGet("versions/{id:int}/fichiers.zip")]
    public async Task<IActionResult> Download(int id, CancellationToken cancellation)
    {
        if ((await queries.Versions(cancellation)).FirstOrDefault(v => v.Id == id) is not { } version)
        {
            return NotFound();
        }

        var path = FormPath.Of(version.Kind, version.Type, version.Exercise).ToString();
        return DraftArchive.Send(path, version.Number, FormSplitter.Split((await catalog.Version(id, cancellation)).DefinitionJson));
    }

    private static string? Refusal(PublishedVersion from, int? exercise, List<PublishedVersion> same) => exercise switch
    {
        null or < 2010 or > 2100 => "Indiquez l’exercice à préparer, une année de 2010 à 2100.",
        _ when exercise < from.Exercise => $"L’exercice à préparer ne peut pas précéder {from.Exercise}\u00a0: partez d’un formulaire plus ancien.",
        _ when exercise != from.Exercise && same.Count > 0 => $"L’exercice {exercise} a déjà un formulaire publié\u00a0: préparez une nouvelle version à partir de lui.",
        _ => null,
    };

    private async Task<IActionResult> List(int status, string refusal, int? standingDraft, CancellationToken cancellation)
    {
        Response.StatusCode = status;
        return View("Index", await pages.List(refusal, standingDraft, cancellation));
    }
}
