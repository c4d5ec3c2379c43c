using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Cgu;
using Soffi.Web.Infrastructure.Pdf;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Cgu;

/// <summary>The terms of use: read them, accept them, see what one accepted and what changes (CGU articles 5, 6, 13, 14, 17, 18, 83).</summary>
[OpenBeforeCgu]
public sealed class CguController(CguQueries queries, CguRegister register, CurrentUser current) : Controller
{
    [AllowAnonymous]
    [HttpGet("/cgu")]
    public async Task<ViewResult> Index(CancellationToken cancellation)
    {
        var history = await queries.History(cancellation);
        return View(new CguIndexViewModel(await InForce(history, cancellation), history));
    }

    [AllowAnonymous]
    [HttpGet("/cgu/versions/{number}")]
    public async Task<IActionResult> Version(string number, CancellationToken cancellation)
    {
        if (await queries.Version(number, cancellation) is not { } version)
        {
            return NotFound();
        }

        var history = await queries.History(cancellation);
        return View(CguTextViewModel.Of(version, history.Single(line => line.Number == version.Number)));
    }

    /// <summary>The exact text, byte for byte that of the hash, to keep (CGU article 6).</summary>
    [AllowAnonymous]
    [HttpGet("/cgu/versions/{number}/texte")]
    public async Task<IActionResult> Text(string number, CancellationToken cancellation) =>
        await queries.Version(number, cancellation) is { } version
            ? File(Encoding.UTF8.GetBytes(version.Markdown), "text/markdown; charset=utf-8", $"cgu-soffi-{version.Number}.md")
            : NotFound();

    /// <summary>The text to print and keep (CGU article 6).</summary>
    [AllowAnonymous]
    [HttpGet("/cgu/versions/{number}/pdf")]
    public async Task<IActionResult> Pdf(string number, CancellationToken cancellation)
    {
        if (await queries.Version(number, cancellation) is not { } version)
        {
            return NotFound();
        }

        var title = $"Conditions générales d’utilisation de Soffi, version {version.Number}";
        var file = MarkdownPdf.Write(
            title, [$"Mise en ligne le {ParisTime.DayAndHour(version.PublishedAt)}, heure de Paris.", $"Empreinte SHA-256 du texte\u00a0: {version.Sha256}"],
            version.Markdown, title);
        return File(file, "application/pdf", $"cgu-soffi-{version.Number}.pdf");
    }

    [HttpGet(CguGate.AcceptancePath)]
    public async Task<IActionResult> Acceptance([FromQuery(Name = ReturnUrl.Parameter)] string? returnPage, CancellationToken cancellation)
    {
        var page = PageAfter(returnPage);
        var version = await queries.InForce(cancellation);
        if (version is not null && await queries.HasAccepted(current.Actor.UserId, version.Id, cancellation))
        {
            return LocalRedirect(page);
        }

        return await AcceptancePage(page, version is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK, false, cancellation);
    }

    [HttpPost(CguGate.AcceptancePath)]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Accept(
        AcceptanceForm form, [FromForm(Name = ReturnUrl.Parameter)] string? returnPage, CancellationToken cancellation)
    {
        var page = PageAfter(returnPage);
        if (!form.Accepted)
        {
            ModelState.Clear();
            ModelState.AddModelError(nameof(AcceptanceForm.Accepted), AcceptanceForm.MustTick);
            return await AcceptancePage(page, StatusCodes.Status400BadRequest, false, cancellation);
        }

        return await register.Accept(current.Actor.UserId, form.Shown, cancellation) switch
        {
            AcceptanceOutcome.Accepted => LocalRedirect(page),
            AcceptanceOutcome.Barred => await AcceptancePage(page, StatusCodes.Status403Forbidden, false, cancellation),
            _ => await AcceptancePage(page, StatusCodes.Status409Conflict, true, cancellation),
        };
    }

    [HttpGet("/cgu/mes-acceptations")]
    public async Task<ViewResult> Mine(CancellationToken cancellation) =>
        View(new MyAcceptancesViewModel(
            await queries.AcceptancesOf(current.Actor.UserId, cancellation), await queries.EndingsOf(current.Actor.UserId, cancellation),
            await queries.BreachesOf(current.Actor.UserId, cancellation)));

    /// <summary>The receipt of one acceptance, to print and keep (CGU article 81).</summary>
    [HttpGet("/cgu/mes-acceptations/{id:long}")]
    public async Task<IActionResult> Receipt(long id, CancellationToken cancellation) =>
        await queries.Receipt(current.Actor.UserId, id, cancellation) is { } receipt ? View(receipt) : NotFound();

    /// <summary>What a version changes: against the one the person accepted, or the one before (CGU article 17).</summary>
    [AllowAnonymous]
    [HttpGet("/cgu/versions/{number}/differences")]
    public async Task<IActionResult> Differences(string number, [FromQuery(Name = "avec")] string? with, CancellationToken cancellation)
    {
        var userId = (await current.FindAsync(cancellation))?.UserId;
        return await queries.Difference(number, with, userId, cancellation) is { } model ? View(model) : NotFound();
    }

    /// <summary>A page of Soffi, and not this one again.</summary>
    private static string PageAfter(string? returnPage)
    {
        var page = ReturnUrl.LocalOrDefault(returnPage);
        return page.StartsWith(CguGate.AcceptancePath, StringComparison.OrdinalIgnoreCase) ? ReturnUrl.Default : page;
    }

    private async Task<ViewResult> AcceptancePage(string page, int status, bool replaced, CancellationToken cancellation)
    {
        Response.StatusCode = status;
        var text = await InForce(await queries.History(cancellation), cancellation);
        var before = await queries.AcceptancesOf(current.Actor.UserId, cancellation) is [var last, ..] ? last : null;
        var ended = (await queries.EndingsOf(current.Actor.UserId, cancellation)).FirstOrDefault(e => before is null || e.At >= before.AcceptedAt);
        return View("Acceptance", new AcceptanceViewModel(text, page, before?.Number, ended, replaced));
    }

    private async Task<CguTextViewModel?> InForce(IReadOnlyList<CguVersionLine> history, CancellationToken cancellation) =>
        await queries.InForce(cancellation) is { } version
            ? CguTextViewModel.Of(version, history.Single(line => line.Number == version.Number))
            : null;
}
