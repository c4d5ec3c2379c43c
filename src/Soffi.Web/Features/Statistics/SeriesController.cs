using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.RateLimits;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Statistics;

/// <summary>The published series: listed, one by one with its former values, imported from a file shown first, withdrawn.</summary>
[RequirePermission(Permission.ViewStatistics)]
[Route("statistiques/series")]
public sealed class SeriesController(SeriesQueries queries, PublishedSeriesRegister register, CurrentUser current) : Controller
{
    private const string Done = "Soffi.Series";

    private bool MayChange => StatReader.Of(current.Actor).National;

    [HttpGet("")]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View("SeriesList", new SeriesListViewModel([.. (await queries.All(cancellation)).Select(SeriesShown.Of)], MayChange) { Message = TempData[Done] as string });

    [HttpGet("modele.csv")]
    public FileContentResult Template() =>
        File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(SeriesCsv.Headings + "\r\n")], "text/csv; charset=utf-8", "serie-publiee.csv");

    [HttpGet("{code}")]
    public async Task<IActionResult> Details(string code, CancellationToken cancellation) => await queries.Find(code, cancellation) is { } series
        ? View("Series", new SeriesViewModel(SeriesShown.Of(series), MayChange, null) { Message = TempData[Done] as string })
        : NotFound();

    [NationalFigures]
    [HttpGet("import")]
    public ViewResult Import() => View("SeriesImport", new SeriesImportViewModel([]));

    /// <summary>Reads the file and shows what it would change; nothing is stored.</summary>
    [NationalFigures]
    [HttpPost("import")]
    [ReceivesFile(MaxBytes = SeriesImportViewModel.MaxBytes)]
    [EnableRateLimiting(RateLimits.Uploads)]
    public async Task<IActionResult> Preview(CancellationToken cancellation)
    {
        var (file, bytes, refusal) = await ReceivedCsv.Of(HttpContext, SeriesImportViewModel.MaxBytes, cancellation);
        return refusal is { } refused
            ? Refuse([refused.Fault], refused.Status)
            : await Show(file!.Name, bytes, cancellation);
    }

    /// <summary>Imports what was shown: the file, read again.</summary>
    [NationalFigures]
    [HttpPost("confirmation")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Confirm([FromForm(Name = "nom")] string? name, [FromForm(Name = "contenu")] string? content, CancellationToken cancellation)
    {
        var (file, entries, faults) = await Sent(name, content, cancellation);
        if (file is null)
        {
            return Refuse(faults);
        }

        var written = await register.Import(entries, file, current.Actor.UserId, current.Actor.DisplayName, cancellation);
        TempData[Done] = $"«\u00a0{file.Name}\u00a0»\u00a0: {written} {(written > 1 ? "valeurs enregistrées" : "valeur enregistrée")}.";
        return RedirectToAction(nameof(Index));
    }

    [NationalFigures]
    [HttpPost("{code}/retrait")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Withdraw(string code, [FromForm(Name = "motif")] string? reason, CancellationToken cancellation)
    {
        if (await queries.Find(code, cancellation) is not { } series)
        {
            return NotFound();
        }

        if (SeriesViewModel.ReasonFault(reason) is { } fault)
        {
            return Refuse(series, reason, fault);
        }

        var done = await register.Withdraw(series.Code, reason!.Trim(), current.Actor.UserId, current.Actor.DisplayName, cancellation);
        TempData[Done] = $"{series.Code}\u00a0: la série {(done ? "est retirée" : "était déjà retirée")}.";
        return RedirectToAction(nameof(Index));
    }

    /// <summary>What the preview gave back, read again; the file is null where something is wrong.</summary>
    private async Task<(ReceivedSeries? File, IReadOnlyList<SeriesEntry> Entries, IReadOnlyList<CsvFault> Faults)> Sent(
        string? name, string? content, CancellationToken cancellation)
    {
        var (known, _, refusal) = DocumentName.Read(name);
        if (refusal is not null || SeriesImportViewModel.Decode(content) is not { } bytes)
        {
            return (null, [], [new CsvFault(0, "Le fichier à importer manque\u00a0: choisissez-le de nouveau.")]);
        }

        var (entries, faults) = await queries.Read(bytes, cancellation);
        return (faults.Count > 0 ? null : new ReceivedSeries(known, SeriesImportViewModel.Hash(bytes)), entries, faults);
    }

    private async Task<ViewResult> Show(string name, byte[] bytes, CancellationToken cancellation)
    {
        var (entries, faults) = await queries.Read(bytes, cancellation);
        return faults.Count > 0 ? Refuse(faults)
            : View("SeriesPreview", new SeriesPreviewViewModel(name, Convert.ToBase64String(bytes), await queries.Compare(entries, cancellation)));
    }

    private ViewResult Refuse(IReadOnlyList<CsvFault> faults, int status = StatusCodes.Status400BadRequest)
    {
        Response.StatusCode = status;
        return View("SeriesImport", new SeriesImportViewModel(faults));
    }

    private ViewResult Refuse(PublishedSeries series, string? reason, string fault)
    {
        ModelState.AddModelError("motif", fault);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Series", new SeriesViewModel(SeriesShown.Of(series), MayChange, reason));
    }
}
