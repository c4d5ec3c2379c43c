using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Startup;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Review;

/// <summary>The figures that others publish: listed, entered one by one or by file, withdrawn; every version stays.</summary>
[RequirePermission(Permission.ReviewDeclaration)]
[NationalOnly]
[Route("instruction/references")]
public sealed class ReferencesController(
    CrossControlCatalog catalog, CrossControlQueries controls, ReferenceQueries queries, ReferenceRegister register, CurrentUser current) : Controller
{
    private const string Done = "Soffi.Reference";

    [HttpGet("")]
    public async Task<ViewResult> Index([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation) =>
        View("References", await List(exercise, cancellation) with { Message = TempData[Done] as string });

    [HttpGet("modele.csv")]
    public async Task<FileContentResult> Template([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation)
    {
        var list = await List(exercise, cancellation);
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(list.Csv())];
        return File(bytes, "text/csv; charset=utf-8", $"chiffres-de-reference-{list.Choice.Value}.csv");
    }

    [HttpGet("saisie")]
    public async Task<ViewResult> Entry(ReferenceForm form, CancellationToken cancellation)
    {
        ModelState.Clear();
        var list = await List(form.Exercise, cancellation);
        return View("ReferenceEntry", new ReferenceEntryViewModel(list, form));
    }

    [HttpPost("saisie")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Save(ReferenceForm form, CancellationToken cancellation)
    {
        ModelState.Clear();
        var (entry, refusals) = ReferenceCsv.Read(
            await Frame(cancellation), form.Code ?? "", form.Exercise ?? "", form.OperatorCode ?? "", form.Value ?? "", form.Source ?? "", form.Date ?? "");
        if (entry is not null)
        {
            var written = await register.Record([entry], null, current.Actor, cancellation);
            return Back(entry.Exercise, written > 0 ? $"{entry.Code}\u00a0: {CrossText.Number(entry.Value!.Value)} est enregistré." : $"{entry.Code}\u00a0: ce chiffre était déjà enregistré, rien n’a changé.");
        }

        foreach (var (field, message) in refusals)
        {
            ModelState.AddModelError(field, message);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("ReferenceEntry", new ReferenceEntryViewModel(await List(form.Exercise, cancellation), form));
    }

    [HttpGet("fichier")]
    public async Task<ViewResult> File([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation) =>
        View("ReferenceFile", new ReferenceFileViewModel((await ExerciseChoice.Of(catalog, controls, exercise, cancellation)).Value, []));

    [HttpPost("fichier")]
    [ReceivesFile]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Import([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation)
    {
        var choice = await ExerciseChoice.Of(catalog, controls, exercise, cancellation);
        var (list, bytes, refusal) = await ReceivedCsv.Of(HttpContext, ReferenceFileViewModel.MaxBytes, cancellation);
        var (entries, faults) = refusal is null ? ReferenceCsv.Read(bytes, await Frame(cancellation)) : ([], [refusal.Value.Fault]);
        if (faults.Count > 0)
        {
            Response.StatusCode = refusal?.Status ?? StatusCodes.Status400BadRequest;
            return View("ReferenceFile", new ReferenceFileViewModel(choice.Value, faults));
        }

        var written = await register.Record(entries, list, current.Actor, cancellation);
        return Back(entries[0].Exercise, $"«\u00a0{list!.Name}\u00a0»\u00a0: {written} enregistré{(written > 1 ? "s" : "")}, {entries.Count - written} inchangé{(entries.Count - written > 1 ? "s" : "")}.");
    }

    [HttpGet("historique")]
    public async Task<IActionResult> History(ReferenceForm form, CancellationToken cancellation)
    {
        ModelState.Clear();
        return await Page(form, cancellation);
    }

    /// <summary>Withdraws the figure that holds.</summary>
    [HttpPost("historique")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Withdraw(ReferenceForm form, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (await Versions(form, cancellation) is not { } history)
        {
            return NotFound();
        }

        if (ReferenceForm.ReasonFault(form.Reason) is { } fault)
        {
            ModelState.AddModelError("motif", fault);
            return await Page(form, cancellation);
        }

        var done = await register.Withdraw(history.Exercise, history.Code, history.OperatorCode, form.Reason!.Trim(), current.Actor, cancellation);
        return Back(history.Exercise, done ? $"{history.Code}\u00a0: le chiffre est retiré." : $"{history.Code}\u00a0: le chiffre était déjà retiré.");
    }

    private RedirectToActionResult Back(int exercise, string message)
    {
        TempData[Done] = message;
        return RedirectToAction(nameof(Index), new { exercice = exercise });
    }

    private async Task<IActionResult> Page(ReferenceForm form, CancellationToken cancellation)
    {
        if (await Versions(form, cancellation) is not { } history)
        {
            return NotFound();
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return View("ReferenceHistory", history);
    }

    private async Task<ReferenceHistoryViewModel?> Versions(ReferenceForm form, CancellationToken cancellation)
    {
        if (!int.TryParse(form.Exercise, NumberStyles.None, CultureInfo.InvariantCulture, out var exercise)
            || catalog.Find(exercise)?.FindReference(form.Code) is not { } definition)
        {
            return null;
        }

        var code = form.OperatorCode ?? "";
        var versions = (await queries.Versions(exercise, cancellation)).Where(v => v.Code == definition.Code && v.OperatorCode == code).ToList();
        return versions.Count == 0 ? null : new ReferenceHistoryViewModel(exercise, definition.Code, definition.Label, definition.Unit, code, versions, form.Reason);
    }

    private async Task<ReferenceFrame> Frame(CancellationToken cancellation)
    {
        var bodies = await queries.Operators(cancellation);
        return new ReferenceFrame(catalog.References, bodies.SelectMany(g => g.Select(o => (g.Key, o.Code))).ToLookup(o => o.Key, o => o.Code));
    }

    private async Task<ReferencesViewModel> List(string? exercise, CancellationToken cancellation)
    {
        var choice = await ExerciseChoice.Of(catalog, controls, exercise, cancellation);
        return choice.Exercise is { } year && catalog.Find(year) is { } set
            ? ReferencesViewModel.Of(choice, set, await queries.Operators(cancellation), await queries.Versions(year, cancellation))
            : new ReferencesViewModel(choice, []);
    }
}
