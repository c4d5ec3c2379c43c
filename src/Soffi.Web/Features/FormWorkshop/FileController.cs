using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>The files of a draft as text, and files sent in their place.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires/brouillons/{id:int}")]
public sealed class FileController(DraftPages pages, DraftEditor editor, CurrentUser current) : Controller
{
    /// <summary>A file of the greatest length, its accents and line breaks written out by the browser.</summary>
    private const int MaxPost = 5 * FormFiles.MaxLength;

    private const string Done = "brouillon";

    [HttpGet("fichier")]
    public async Task<IActionResult> Show(int id, string? nom, CancellationToken cancellation) =>
        await pages.Open(id, cancellation) is { } opened && opened.Draft.Find(nom ?? "") is { } text
            ? View("File", DraftPages.File(opened, nom!, text) with { Done = TempData[Done] as string })
            : NotFound();

    [HttpPost("fichier")]
    [RequestSizeLimit(MaxPost)]
    [RequestFormLimits(ValueLengthLimit = MaxPost)]
    public async Task<IActionResult> Save(int id, FileForm form, CancellationToken cancellation)
    {
        var name = form.Nom ?? "";
        var text = (form.Texte ?? "").ReplaceLineEndings("\n");
        if (await editor.Apply(id, current.Actor, (draft, _) => Written(draft, form, name, text), cancellation) is not { } outcome
            || await pages.Open(id, cancellation) is not { } opened)
        {
            return NotFound();
        }

        if (outcome.IsDone)
        {
            TempData[Done] = outcome.HasChanged ? (form.Supprimer ? $"{name} est supprimé." : "Enregistré.") : "Rien n’a changé.";
            return new SeeOtherResult(form.Supprimer ? Links.Draft(id) : Links.File(id, name));
        }

        Response.StatusCode = outcome.Edit.Overtaken ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        var stored = opened.Draft.Find(name);
        return View("File", DraftPages.File(opened, name, stored ?? "") with
        {
            Text = text,
            Stored = outcome.Edit.Overtaken ? stored : null,
            Refusal = outcome.Edit.Refusal,
        });
    }

    /// <summary>Takes one file, or a zip that holds the form whole.</summary>
    [HttpPost("fichiers")]
    [ReceivesFile]
    public async Task<IActionResult> Receive(int id, CancellationToken cancellation)
    {
        if (await pages.Open(id, cancellation) is not { Facts.IsOpen: true } opened)
        {
            return NotFound();
        }

        var (received, error, status) = ReceivedForms.Read(ReceivedPost.Of(HttpContext));
        if (error is null && received is not null)
        {
            var outcome = await editor.Apply(id, current.Actor, (draft, _) => received.In(draft), cancellation);
            if (outcome is { IsDone: true })
            {
                TempData[Done] = outcome.HasChanged ? $"{outcome.Edit.What}." : "Ces fichiers sont déjà ceux du brouillon\u00a0: rien n’a changé.";
                return new SeeOtherResult(Links.Draft(id));
            }

            (error, status) = (outcome?.Edit.Refusal, StatusCodes.Status400BadRequest);
        }

        ModelState.AddModelError(ReceivedForms.Field, error ?? "");
        Response.StatusCode = status;
        return View("Draft", DraftPages.Outline(await pages.Open(id, cancellation) ?? opened));
    }

    private static DraftEdit Written(FormDraft draft, FileForm form, string name, string text)
    {
        if (draft.Find(name) is not { } stored)
        {
            return DraftEdit.Late($"Le fichier {name} n’existe plus\u00a0: une autre personne l’a supprimé. Votre texte est ci-dessous.");
        }

        if (FormReader.HashOf(stored)[..16] != form.Empreinte)
        {
            return DraftEdit.Late($"{draft.UpdatedBy} a modifié ce fichier le {ParisTime.DayAndHour(draft.UpdatedAt)}. Comparez les deux textes, puis enregistrez de nouveau pour garder le vôtre.");
        }

        if (form.Supprimer)
        {
            return new DraftTree(draft).Others.Contains(name)
                ? new DraftEdit(new Dictionary<string, string?> { [name] = null }, $"Suppression du fichier {name}")
                : DraftEdit.Refused($"Le formulaire emploie {name}\u00a0: retirez-le d’abord de la liste des cadres.");
        }

        // The text area of a browser has no last line break to speak of.
        var written = text.TrimEnd('\n') + "\n";
        return written == stored.ReplaceLineEndings("\n").TrimEnd('\n') + "\n"
            ? new DraftEdit(new Dictionary<string, string?>(), name)
            : new DraftEdit(new Dictionary<string, string?> { [name] = written }, $"Texte du fichier {name}");
    }
}

/// <summary>What is posted about the text of a file.</summary>
public sealed class FileForm
{
    public string? Nom { get; set; }

    public string? Texte { get; set; }

    /// <summary>See <see cref="FileViewModel.Fingerprint"/>.</summary>
    public string? Empreinte { get; set; }

    public bool Supprimer { get; set; }
}
