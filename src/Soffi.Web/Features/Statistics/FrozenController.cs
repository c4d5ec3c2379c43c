using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Statistics;

/// <summary>Results kept as they were shown, each at its permanent address.</summary>
[RequirePermission(Permission.ViewStatistics)]
[Route("statistiques/figes")]
public sealed class FrozenController(
    FrozenQueries frozen, FrozenRegister register, FrozenRecomputing recomputing, StatQuestions questions, CurrentUser user, TimeProvider clock,
    IOptions<DemonstrationOptions> demonstration) : Controller
{
    private const string Code = "{code:length(12)}";

    private StatReader Reader => StatReader.Of(user.Actor);

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "page")] int? asked, CancellationToken cancellation)
    {
        var page = Math.Clamp(asked ?? 1, 1, 100_000);
        var found = await frozen.List(Reader, user.Actor.UserId, page, cancellation);
        var pages = Math.Max(1, (found.Total + FrozenQueries.PageSize - 1) / FrozenQueries.PageSize);
        return page > pages ? NotFound() : View("FrozenList", new FrozenListViewModel(found.Lines, user.Actor.UserId, page, pages));
    }

    [HttpPost("")]
    public async Task<IActionResult> Freeze(FreezeForm form, CancellationToken cancellation)
    {
        var outcome = await questions.Answer(form.Tableau, form.Question, Reader, cancellation);
        if (outcome.Status is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
        {
            return outcome.Status == StatusCodes.Status403Forbidden ? Forbid() : NotFound();
        }

        AddFaults(form, outcome);
        return !ModelState.IsValid ? Again(form, StatusCodes.Status400BadRequest, null)
            : !string.IsNullOrEmpty(form.Empreinte) && form.Empreinte != StatCanonical.Sha256(outcome.Result!) ? Again(form, StatusCodes.Status409Conflict, outcome.Result)
            : new SeeOtherResult($"/statistiques/figes/{await register.Freeze(Kept(form, outcome.Result!), user.Actor, cancellation)}");
    }

    [HttpGet(Code)]
    public async Task<IActionResult> Show(string code, [FromQuery(Name = "page")] int? page, CancellationToken cancellation)
    {
        var (kept, refusal) = await Find(code, cancellation);
        return refusal ?? View("Frozen", new FrozenViewModel(
            FrozenFacts.Of(kept!), FrozenTables.Read(kept!.Content), await recomputing.Ask(kept, cancellation), kept.MayBeWithdrawnBy(user.Actor), page ?? 1));
    }

    /// <summary>« Recalculer et montrer ce qui a changé ».</summary>
    [HttpGet(Code + "/comparer")]
    public async Task<IActionResult> Compare(string code, [FromQuery(Name = "page")] int? page, CancellationToken cancellation)
    {
        var (kept, refusal) = await Find(code, cancellation);
        return refusal ?? View("FrozenComparison", await recomputing.Compare(kept!, Math.Clamp(page ?? 1, 1, 100_000), cancellation));
    }

    /// <summary>The text whose SHA-256 is the hash shown: whoever holds it can check it without Soffi.</summary>
    [HttpGet(Code + "/resultat.json")]
    public async Task<IActionResult> Download(string code, CancellationToken cancellation)
    {
        var (kept, refusal) = await Find(code, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        await register.Note(kept!, user.Actor, cancellation);
        return File(Encoding.UTF8.GetBytes(kept!.Canonical), "application/json", $"soffi-{kept.TableId}-{kept.Code}.json");
    }

    [HttpGet(Code + "/retrait")]
    public async Task<IActionResult> AskWithdrawal(string code, CancellationToken cancellation)
    {
        var (kept, refusal) = await Find(code, cancellation);
        return refusal ?? (kept!.MayBeWithdrawnBy(user.Actor) ? View("FrozenWithdrawal", new FrozenWithdrawalViewModel(FrozenFacts.Of(kept), null)) : Forbid());
    }

    [HttpPost(Code + "/retrait")]
    public async Task<IActionResult> Withdraw(string code, string? motif, CancellationToken cancellation)
    {
        var (kept, refusal) = await Find(code, cancellation);
        if (refusal is not null || !kept!.MayBeWithdrawnBy(user.Actor))
        {
            return refusal ?? Forbid();
        }

        if ((motif?.Trim().Length ?? 0) is < 10 or > FrozenResult.LongestReason)
        {
            return RefuseReason(kept, motif);
        }

        return await register.Withdraw(kept.Code, motif!.Trim(), user.Actor, cancellation)
            ? new SeeOtherResult($"/statistiques/figes/{kept.Code}")
            : Gone((await frozen.Find(kept.Code, cancellation))!, StatusCodes.Status409Conflict);
    }

    private FrozenResult Kept(FreezeForm form, StatResult result) => new(
        new FrozenEvidence(form.Tableau!, StatAddress.Write(result.Query), StatCanonical.Json(result), FrozenTables.Write(FrozenTables.Of(result, demonstration.Value.Enabled))),
        string.IsNullOrWhiteSpace(form.Titre) ? DefaultTitle(result) : form.Titre.Trim(), form.Note?.Trim() ?? "", form.Partage, Reader, result.Scope, user.Actor, clock.GetUtcNow());

    private static string DefaultTitle(StatResult result)
    {
        var caption = StatPhrases.Caption(result);
        return caption.Length <= FrozenResult.LongestTitle ? caption : caption[..(FrozenResult.LongestTitle - 1)] + "…";
    }

    private void AddFaults(FreezeForm form, StatOutcome outcome)
    {
        foreach (var (field, sentence) in form.Faults())
        {
            ModelState.AddModelError(field, sentence);
        }

        foreach (var sentence in outcome.Refusals.Concat(outcome.Result is { } result ? FreezeForm.Faults(result) : []))
        {
            ModelState.AddModelError("", sentence);
        }
    }

    /// <param name="now">The figures of now, when they are not those that were seen.</param>
    private ViewResult Again(FreezeForm form, int status, StatResult? now)
    {
        Response.StatusCode = status;
        form.Empreinte = now is null ? form.Empreinte : StatCanonical.Sha256(now);
        ModelState.Remove(nameof(FreezeForm.Empreinte));
        return View("Freeze", new FreezeViewModel(form, StatQuestions.Address(form.Tableau!, form.Question ?? ""), now is not null));
    }

    private ViewResult RefuseReason(FrozenResult kept, string? reason)
    {
        ModelState.AddModelError("motif", $"Dites pourquoi vous le retirez, en 10 à {FrozenResult.LongestReason} caractères.");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("FrozenWithdrawal", new FrozenWithdrawalViewModel(FrozenFacts.Of(kept), reason));
    }

    /// <summary>The result, or the answer to give instead: 404, 403, or 410 with who withdrew it and why.</summary>
    private async Task<(FrozenResult? Kept, IActionResult? Refusal)> Find(string code, CancellationToken cancellation) =>
        await frozen.Find(code.ToLowerInvariant(), cancellation) is not { } kept ? (null, NotFound())
            : !kept.MayBeReadBy(Reader) ? (null, Forbid())
            : kept.WithdrawnAt is not null ? (null, Gone(kept, StatusCodes.Status410Gone))
            : (kept, null);

    private ViewResult Gone(FrozenResult kept, int status)
    {
        Response.StatusCode = status;
        return View("FrozenGone", new FrozenGoneViewModel(
            kept.Title, kept.Code, kept.Sha256, kept.FrozenAt, kept.WithdrawnAt!.Value, kept.WithdrawnBy!, kept.WithdrawalReason!));
    }
}
