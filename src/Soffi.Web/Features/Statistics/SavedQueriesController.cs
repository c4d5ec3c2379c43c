using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Statistics;

/// <summary>Questions kept under a name, alone or with every reader of statistics.</summary>
[RequirePermission(Permission.ViewStatistics)]
[Route("statistiques/requetes")]
public sealed class SavedQueriesController(
    SavedQueryQueries saved, SavedQueryRegister register, StatQuestions questions, CurrentUser user) : Controller
{
    private const string Said = "requetes";

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "page")] int? asked, CancellationToken cancellation)
    {
        var page = Math.Clamp(asked ?? 1, 1, 100_000);
        var found = await saved.List(user.Actor.UserId, page, cancellation);
        var pages = Math.Max(1, (found.Total + SavedQueryQueries.PageSize - 1) / SavedQueryQueries.PageSize);
        return page > pages ? NotFound() : View("SavedQueries", new SavedQueryListViewModel(found.Lines, user.Actor.UserId, page, pages, TempData[Said] as string));
    }

    [HttpPost("")]
    public async Task<IActionResult> Add(SavedQueryForm form, CancellationToken cancellation)
    {
        if (!Accepts(form, null))
        {
            return View("SavedQueryNew", new SavedQueryNewViewModel(form));
        }

        var id = await register.Add(form, user.Actor, cancellation);
        TempData[Said] = "La requête est enregistrée.";
        return new SeeOtherResult($"/statistiques/requetes/{id}");
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Show(int id, CancellationToken cancellation)
    {
        var query = await Find(id, cancellation);
        return query is null ? NotFound() : View("SavedQuery", await Page(query, FormOf(query), cancellation) with { Done = TempData[Said] as string });
    }

    /// <summary>Opens it in the builder; when it can no longer be put, its page says why.</summary>
    [HttpGet("{id:int}/ouvrir")]
    public async Task<IActionResult> Open(int id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } query)
        {
            return NotFound();
        }

        var page = await Page(query, FormOf(query), cancellation);
        Response.StatusCode = page.Refusals.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        return page.Refusals.Count > 0 ? View("SavedQuery", page) : new SeeOtherResult(StatQuestions.Address(StatQuestions.Builder, query.Question));
    }

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Save(int id, SavedQueryForm form, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } query || !query.MayBeChangedBy(user.Actor))
        {
            return await Find(id, cancellation) is null ? NotFound() : Forbid();
        }

        if (!Accepts(form, query.Question))
        {
            return View("SavedQuery", await Page(query, form, cancellation));
        }

        return await register.Save(id, form, user.Actor, cancellation) ? Back(id, "La requête est modifiée.") : await Overtaken(id, form, cancellation);
    }

    [HttpPost("{id:int}/copie")]
    public async Task<IActionResult> Copy(int id, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } query)
        {
            return NotFound();
        }

        var name = $"Copie de {query.Name}";
        var copy = new SavedQueryForm { Nom = name.Length > SavedQuery.LongestName ? name[..SavedQuery.LongestName] : name, Note = query.Note, Question = query.Question };
        return Back(await register.Add(copy, user.Actor, cancellation), "La copie est à vous seul\u00A0: donnez-lui un nom.");
    }

    [HttpGet("{id:int}/suppression")]
    public async Task<IActionResult> AskDeletion(int id, CancellationToken cancellation) =>
        await Find(id, cancellation) is not { } query ? NotFound()
            : query.IsOf(user.Actor) ? View("SavedQueryDeletion", new SavedQueryDeletionViewModel(SavedQueryFacts.Of(query), false)) : Forbid();

    [HttpPost("{id:int}/suppression")]
    public async Task<IActionResult> Delete(int id, int revision, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } query || !query.IsOf(user.Actor))
        {
            return await Find(id, cancellation) is null ? NotFound() : Forbid();
        }

        if (await register.Delete(id, revision, user.Actor, cancellation))
        {
            TempData[Said] = "La requête est supprimée.";
            return new SeeOtherResult("/statistiques/requetes");
        }

        return await Find(id, cancellation) is not { } now ? NotFound() : Conflict("SavedQueryDeletion", new SavedQueryDeletionViewModel(SavedQueryFacts.Of(now), true));
    }

    /// <summary>The query, when the person may know of it: the same answer whether it never existed or is another's.</summary>
    private async Task<SavedQuery?> Find(int id, CancellationToken cancellation) =>
        await saved.Find(id, cancellation) is { } query && query.MayBeReadBy(user.Actor) ? query : null;

    private bool Accepts(SavedQueryForm form, string? kept)
    {
        foreach (var (field, sentence) in form.Faults(kept))
        {
            ModelState.AddModelError(field, sentence);
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return ModelState.IsValid;
    }

    private async Task<SavedQueryViewModel> Page(SavedQuery query, SavedQueryForm form, CancellationToken cancellation) => new(
        SavedQueryFacts.Of(query), form, query.IsOf(user.Actor), query.MayBeChangedBy(user.Actor),
        await questions.Refusals(query.Question, StatReader.Of(user.Actor), cancellation), false, null);

    /// <summary>Both are shown: what was saved in the meantime, and what was typed, ready to be sent again over it or as a copy.</summary>
    private async Task<IActionResult> Overtaken(int id, SavedQueryForm form, CancellationToken cancellation)
    {
        if (await Find(id, cancellation) is not { } now)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("", "Cette requête a été supprimée pendant que vous la modifiiez\u00A0: enregistrez la vôtre comme une nouvelle requête.");
            return View("SavedQueryNew", new SavedQueryNewViewModel(form));
        }

        form.Revision = now.Revision;
        ModelState.Remove(nameof(SavedQueryForm.Revision));
        return Conflict("SavedQuery", await Page(now, form, cancellation) with { Overtaken = true });
    }

    private ViewResult Conflict(string view, object model)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, model);
    }

    private SeeOtherResult Back(int id, string said)
    {
        TempData[Said] = said;
        return new SeeOtherResult($"/statistiques/requetes/{id}");
    }

    private static SavedQueryForm FormOf(SavedQuery query) =>
        new() { Nom = query.Name, Note = query.Note, Question = query.Question, Partage = query.Sharing.ToString(), Revision = query.Revision };
}
