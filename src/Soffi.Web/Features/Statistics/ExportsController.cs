using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Traces;

namespace Soffi.Web.Features.Statistics;

/// <summary>« Mes exports »: the files asked by the person, made apart, theirs alone.</summary>
[RequirePermission(Permission.ViewStatistics)]
[Route("statistiques/exports")]
public sealed class ExportsController(
    ExportQueries exports, ExportRegister register, ExportFolder folder, StatQuestions questions, IOptions<ExportOptions> options, CurrentUser user, TimeProvider clock) : Controller
{
    private const string Said = "exports";

    private StatReader Reader => StatReader.Of(user.Actor);

    [HttpGet("")]
    public Task<ViewResult> Index(CancellationToken cancellation) => List(StatusCodes.Status200OK, [], cancellation);

    /// <summary>The lines alone, asked again and again by a page while a file is being made: no navigation.</summary>
    [HttpGet("etat")]
    [NotTraced]
    public async Task<PartialViewResult> Lines(CancellationToken cancellation) =>
        PartialView("_ExportLines", await exports.Of(user.Actor.UserId, cancellation));

    [HttpPost("")]
    public async Task<IActionResult> Ask(ExportForm form, CancellationToken cancellation)
    {
        if (StatFormat.Find(form.Format) is not { } format)
        {
            return await List(StatusCodes.Status400BadRequest, ["Ce format n’existe pas\u00A0: choisissez-en un sous le tableau."], cancellation);
        }

        var weighed = await questions.Weigh(form.Tableau, form.Question, Reader, cancellation);
        return weighed.Status switch
        {
            StatusCodes.Status200OK => await Accept(form, format, weighed, cancellation),
            StatusCodes.Status403Forbidden => Forbid(),
            StatusCodes.Status404NotFound => NotFound(),
            _ => await List(StatusCodes.Status400BadRequest, weighed.Refusals, cancellation),
        };
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Download(Guid id, CancellationToken cancellation)
    {
        if (await exports.Find(id, user.Actor.UserId, cancellation) is not { } export || !export.MayBeReadBy(Reader))
        {
            return await exports.Find(id, user.Actor.UserId, cancellation) is null ? NotFound() : Forbid();
        }

        return export.State != StatExportState.Done
            ? await List(StatusCodes.Status409Conflict, ["Ce fichier n’est pas prêt\u00A0: l’état de chaque export est ci-dessous."], cancellation)
            : folder.Open(id) is { } file ? await Send(export, file, cancellation)
            : await List(StatusCodes.Status410Gone, ["Ce fichier n’est plus sur le serveur\u00A0: redemandez-le."], cancellation);
    }

    [HttpPost("{id:guid}/annulation")]
    public async Task<IActionResult> Cancel(Guid id, CancellationToken cancellation)
    {
        if (await exports.Find(id, user.Actor.UserId, cancellation) is null)
        {
            return NotFound();
        }

        return await register.Cancel(id, user.Actor, cancellation)
            ? Back("L’export est annulé\u00A0: rien n’en est gardé.")
            : await List(StatusCodes.Status409Conflict, ["Cet export était déjà terminé\u00A0: il n’y a plus rien à annuler."], cancellation);
    }

    [HttpPost("{id:guid}/suppression")]
    public async Task<IActionResult> Delete(Guid id, CancellationToken cancellation)
    {
        if (await exports.Find(id, user.Actor.UserId, cancellation) is null)
        {
            return NotFound();
        }

        return await register.Delete(id, user.Actor, cancellation)
            ? Back("L’export et son fichier sont supprimés.")
            : await List(StatusCodes.Status409Conflict, ["Cet export est en préparation\u00A0: annulez-le d’abord."], cancellation);
    }

    private async Task<IActionResult> Accept(ExportForm form, StatFormat format, StatWeight weighed, CancellationToken cancellation)
    {
        if (format.Refusal(weighed.Lines) is { } tooLarge)
        {
            return await List(StatusCodes.Status400BadRequest, [tooLarge], cancellation);
        }

        if (await register.Limit(user.Actor.UserId, cancellation) is { } limit)
        {
            return await List(StatusCodes.Status409Conflict, [limit], cancellation);
        }

        var export = new StatExport(
            form.Tableau!, form.Question ?? "", weighed.Title, format, weighed.Lines, StatisticsWeights.Of(weighed.Lines, format), Reader, user.Actor, clock.GetUtcNow());
        await register.Ask(export, user.Actor, cancellation);
        return Back("L’export est demandé. Un message vous préviendra quand il sera prêt.");
    }

    private async Task<FileStreamResult> Send(StatExport export, Stream file, CancellationToken cancellation)
    {
        await register.Note(export, user.Actor, cancellation);
        return File(file, StatFormat.Find(export.Format)!.ContentType, export.FileName);
    }

    private SeeOtherResult Back(string said)
    {
        TempData[Said] = said;
        return new SeeOtherResult("/statistiques/exports");
    }

    private async Task<ViewResult> List(int status, IReadOnlyList<string> refusals, CancellationToken cancellation)
    {
        Response.StatusCode = status;
        return View("Exports", new ExportListViewModel(
            await exports.Of(user.Actor.UserId, cancellation), options.Value.KeptDays, refusals.Count == 0 ? TempData[Said] as string : null, refusals));
    }
}
