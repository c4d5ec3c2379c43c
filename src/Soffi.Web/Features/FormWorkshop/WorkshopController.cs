using Microsoft.AspNetCore.Mvc;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Uploads;

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
            ModelState.Clear(); // Our sentence says it all, also of what is not a number.
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

    /// <summary>Begins the drafts of the forms that a zip holds, faults included; all of them, or none.</summary>
    [HttpPost("fichiers")]
    [ReceivesFile]
    public async Task<IActionResult> Receive(CancellationToken cancellation)
    {
        var (received, error, status) = ReceivedForms.Read(ReceivedPost.Of(HttpContext));
        if (error is null && received?.Archive is null)
        {
            error = "Envoyez une archive zip dont les fichiers sont rangés par exercice et par type, par exemple 2027/OPCO/form.json.";
        }

        if (error is null)
        {
            var (drafts, refusals) = await register.Begin(received!, await queries.Versions(cancellation), current.Actor, cancellation);
            if (refusals.Count == 0)
            {
                return new SeeOtherResult(drafts.Count == 1 ? Links.Draft(drafts[0].Id) : Links.All);
            }

            (error, status) = (string.Join(" ", refusals), StatusCodes.Status409Conflict);
        }

        ModelState.AddModelError(ReceivedForms.Field, error);
        Response.StatusCode = status;
        return View("Index", await pages.List(null, null, cancellation));
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
