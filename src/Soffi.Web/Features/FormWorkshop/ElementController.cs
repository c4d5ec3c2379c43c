using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Changes a draft thing by thing: a row, a control, a parameter… The reader and the linter say beside each what is wrong.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires/brouillons/{id:int}")]
public sealed class ElementController(DraftPages pages, DraftEditor editor, CurrentUser current) : Controller
{
    private const string Done = "brouillon";

    [HttpGet("element")]
    public async Task<IActionResult> Show(int id, ElementForm place, CancellationToken cancellation) =>
        await pages.Open(id, cancellation) is { } opened && Elements.Find(opened.Tree, place.Fichier, place.Lieu) is { } element
            ? View("Element", ElementPages.Of(opened, element) with { Done = TempData[Done] as string })
            : NotFound();

    [HttpPost("element")]
    public async Task<IActionResult> Save(int id, ElementForm form, IFormCollection typed, CancellationToken cancellation)
    {
        if (await pages.Open(id, cancellation) is not { Facts.IsOpen: true } opened)
        {
            return NotFound();
        }

        var edit = new ElementEdit(form, typed, opened.Reading.LastYear);
        return await editor.Apply(id, current.Actor, edit.Save, cancellation) is { } outcome
            ? await Answer(id, form, typed, false, edit, outcome, cancellation)
            : NotFound();
    }

    [HttpGet("nouveau")]
    public async Task<IActionResult> AskNew(int id, ElementForm place, CancellationToken cancellation) =>
        await pages.Open(id, cancellation) is { Facts.IsOpen: true } opened && Elements.List(opened.Tree, place.Fichier, place.Lieu) is { } list
            ? View("Element", ElementPages.New(opened, list, place.Axe, place.Comme is { } like ? list.Items.ElementAtOrDefault(like) : null))
            : NotFound();

    [HttpPost("nouveau")]
    public async Task<IActionResult> Add(int id, ElementForm form, IFormCollection typed, CancellationToken cancellation)
    {
        var edit = new ElementEdit(form, typed, null);
        return await editor.Apply(id, current.Actor, edit.Add, cancellation) is { } outcome
            ? await Answer(id, form, typed, true, edit, outcome, cancellation)
            : NotFound();
    }

    /// <summary>Moves, removes or puts back a thing of a list.</summary>
    [HttpPost("liste")]
    public async Task<IActionResult> Arrange(int id, ListForm form, CancellationToken cancellation)
    {
        var edit = new ListEdit(form);
        if (await editor.Apply(id, current.Actor, edit.Apply, cancellation) is not { } outcome || await pages.Open(id, cancellation) is not { } opened)
        {
            return NotFound();
        }

        if (Elements.List(opened.Tree, form.Fichier, form.Lieu) is not { } list)
        {
            return Conflicting("Draft", DraftPages.Outline(opened) with { Refusal = outcome.Edit.Refusal });
        }

        if (outcome.IsDone && edit.Removed is null)
        {
            TempData[Done] = outcome.Edit.What + ".";
            return new SeeOtherResult($"{Links.Element(id, form.Fichier, list.Owner.Address)}#{ListView.IdOf(list)}");
        }

        var model = ElementPages.Of(opened, list.Owner) with { Removed = edit.Removed, Refusal = outcome.Edit.Refusal };
        return outcome.IsDone ? View("Element", model) : Conflicting("Element", model);
    }

    /// <summary>Adds the lines that the correspondence with last year lacks, each with a first explanation to be completed.</summary>
    [HttpPost("correspondance")]
    public async Task<IActionResult> Complete(int id, CancellationToken cancellation)
    {
        if (await pages.Open(id, cancellation) is not { Facts.IsOpen: true } opened)
        {
            return NotFound();
        }

        var (form, lastYear) = (opened.Reading.Form, opened.Reading.LastYear);
        var outcome = form is null || lastYear is null
            ? new EditOutcome(opened.Draft, DraftEdit.Refused(form is null ? "Corrigez d’abord les défauts qui empêchent de lire le formulaire." : "Aucun formulaire de l’année précédente n’est publié\u00a0: il n’y a rien à faire correspondre."))
            : await editor.Apply(id, current.Actor, (_, tree) => Completed(tree, MappingProposal.Missing(form, lastYear)), cancellation);
        if (outcome is null || await pages.Open(id, cancellation) is not { } now || Elements.Find(now.Tree, now.Tree.MappingFile, "") is not { } mapping)
        {
            return NotFound();
        }

        if (!outcome.IsDone)
        {
            return Conflicting("Element", ElementPages.Of(now, mapping) with { Refusal = outcome.Edit.Refusal });
        }

        TempData[Done] = outcome.HasChanged ? $"{outcome.Edit.What}. Complétez l’explication de chacune." : "Tous les codes sont déjà dits\u00a0: rien n’a été ajouté.";
        return new SeeOtherResult(Links.Element(id, mapping.File, ""));
    }

    private static DraftEdit Completed(DraftTree tree, IReadOnlyList<DraftNode> missing)
    {
        if (tree.Find(tree.MappingFile, "lines") is not { } lines)
        {
            return DraftEdit.Refused("Le fichier de correspondance n’est pas lisible\u00a0: corrigez-le d’abord.");
        }

        lines.Items.AddRange(missing);
        return new DraftEdit(tree.Changes(), missing.Count == 1 ? "Une ligne de correspondance ajoutée" : $"{missing.Count} lignes de correspondance ajoutées");
    }

    private async Task<IActionResult> Answer(
        int id, ElementForm form, IFormCollection typed, bool isNew, ElementEdit edit, EditOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.IsDone)
        {
            TempData[Done] = outcome.HasChanged ? "Enregistré." : "Rien n’a changé.";
            return new SeeOtherResult(Links.Element(id, form.Fichier, edit.Place ?? ""));
        }

        if (await pages.Open(id, cancellation) is not { } opened)
        {
            return NotFound();
        }

        foreach (var (field, error) in edit.Errors)
        {
            ModelState.AddModelError(field, error);
        }

        // What is gone may be added again, with what was typed, to the list it was in.
        var place = isNew ? form.Lieu : form.Lieu[..Math.Max(0, form.Lieu.LastIndexOf('/'))];
        var model = edit.Found is null
            ? Elements.List(opened.Tree, form.Fichier, place) is { } list ? ElementPages.New(opened, list, form.Axe, null, edit) : null
            : Elements.Find(opened.Tree, form.Fichier, form.Lieu, form.Chemin ?? "") is { } element ? ElementPages.Of(opened, element, edit) : null;
        if (model is null)
        {
            return Conflicting("Draft", DraftPages.Outline(opened) with { Refusal = outcome.Edit.Refusal, Typed = [.. typed.Where(t => !t.Key.StartsWith('_')).Select(t => KeyValuePair.Create(t.Key, t.Value.ToString()))] });
        }

        Response.StatusCode = outcome.Edit.Overtaken ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return View("Element", model with { Refusal = outcome.Edit.Refusal });
    }

    private ViewResult Conflicting(string view, object model)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, model);
    }
}
