using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Begins, changes and deletes drafts; each act and its entry of the journal in one transaction.</summary>
public sealed class DraftRegister(SoffiDbContext database, AuditTrail audit, FormCatalog forms, TimeProvider clock)
{
    /// <summary>Lines of a change that the journal keeps, per file.</summary>
    private const int MostLines = 60;

    /// <summary>Begins a draft from a published version: of a later exercise, or the next version of the same one.</summary>
    /// <returns>Null when somebody else has just begun the same.</returns>
    public async Task<FormDraft?> Begin(PublishedVersion from, int exercise, int number, Actor actor, CancellationToken cancellation)
    {
        var files = FormSplitter.Split((await forms.Version(from.Id, cancellation)).DefinitionJson);
        files = exercise == from.Exercise ? FormSplitter.Renumber(files, number) : FormSplitter.Clone(files, from.Exercise, exercise);
        var draft = new FormDraft(from.Kind, from.Type, exercise, number, from.Id, files, actor, clock.GetUtcNow());
        return await Begin(draft, actor, new { depuis = $"{FormPath.Of(from.Kind, from.Type, from.Exercise)}, version {from.Number}", fichiers = files.Count }, cancellation);
    }

    /// <summary>Begins the drafts of the forms received; all of them, or none.</summary>
    /// <returns>The drafts, or why none was begun.</returns>
    public async Task<(IReadOnlyList<FormDraft> Drafts, IReadOnlyList<string> Refusals)> Begin(
        ReceivedForms received, IReadOnlyList<PublishedVersion> versions, Actor actor, CancellationToken cancellation)
    {
        var drafts = new List<FormDraft>();
        foreach (var text in received.Archive!.Forms)
        {
            if (!FormPath.TryParse(text, out var path))
            {
                continue; // The archive was read under those names only.
            }

            var (kind, type) = (path.Kind, path.Type);
            var number = versions.Where(v => (v.Kind, v.Type, v.Exercise) == (kind, type, path.Exercise)).Select(v => v.Number).DefaultIfEmpty(0).Max() + 1;
            var draft = new FormDraft(kind, type, path.Exercise, number, null, received.FilesOf(text), actor, clock.GetUtcNow());
            database.FormDrafts.Add(draft);
            Write(AuditAction.FormDrafted, draft, actor, new { depuis = "fichiers", fichiers = draft.Files.Select(f => f.Name).Order(StringComparer.Ordinal) });
            drafts.Add(draft);
        }

        try
        {
            await database.SaveChangesAsync(cancellation);
            return (drafts, []);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return ([], [$"{(drafts.Count == 1 ? "Ce formulaire est" : "Un de ces formulaires est")} déjà en préparation\u00a0: ouvrez son brouillon ci-dessous pour y envoyer ces fichiers, ou supprimez-le. Rien n’a été commencé."]);
        }
    }

    public async Task<FormDraft?> Begin(FormDraft draft, Actor actor, object details, CancellationToken cancellation)
    {
        try
        {
            database.FormDrafts.Add(draft);
            Write(AuditAction.FormDrafted, draft, actor, details);
            await database.SaveChangesAsync(cancellation);
            return draft;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return null;
        }
    }

    /// <summary>Writes the files of an act, with the lines that changed in the journal.</summary>
    /// <returns>False when somebody else saved the draft meanwhile: nothing was written, and the draft must be read again.</returns>
    public async Task<bool> Save(FormDraft draft, DraftEdit edit, Actor actor, CancellationToken cancellation)
    {
        var changes = edit.Files.ToDictionary(f => f.Key, f => LineDiff.Compact(draft.Find(f.Key) ?? "", f.Value ?? "", MostLines));
        var now = clock.GetUtcNow();
        foreach (var (name, text) in edit.Files)
        {
            draft.Write(name, text, actor, now);
        }

        Write(AuditAction.FormDraftChanged, draft, actor, new { quoi = edit.What, fichiers = changes });
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (Exception e) when (e is DbUpdateConcurrencyException || (e is DbUpdateException update && UniqueViolation.Is(update)))
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>Deletes it for good; the journal keeps who, when and how many files.</summary>
    public Task Delete(FormDraft draft, Actor actor, CancellationToken cancellation)
    {
        database.FormDrafts.Remove(draft);
        Write(AuditAction.FormDraftDeleted, draft, actor, new
        {
            commencePar = draft.AuthorName,
            commenceLe = draft.CreatedAt,
            fichiers = draft.Files.Select(f => f.Name).Order(StringComparer.Ordinal),
        });
        return database.SaveChangesAsync(cancellation);
    }

    private void Write(string action, FormDraft draft, Actor actor, object details) => audit.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "brouillon", NameOf(draft), null, JsonSerializer.Serialize(details)));

    /// <summary>« ESF-OPCO-2027-1 », as published versions are named.</summary>
    public static string NameOf(FormDraft draft) =>
        string.Create(CultureInfo.InvariantCulture, $"{draft.Kind}-{draft.OperatorType}-{draft.Exercise}-{draft.Number}").ToUpperInvariant();
}
