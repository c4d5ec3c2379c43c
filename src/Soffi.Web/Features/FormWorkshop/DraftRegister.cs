using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Begins and deletes drafts; each act and its entry of the journal in one transaction.</summary>
public sealed class DraftRegister(SoffiDbContext database, AuditTrail audit, FormCatalog forms, TimeProvider clock)
{
    /// <summary>Begins a draft from a published version: of a later exercise, or the next version of the same one.</summary>
    /// <returns>Null when somebody else has just begun the same.</returns>
    public async Task<FormDraft?> Begin(PublishedVersion from, int exercise, int number, Actor actor, CancellationToken cancellation)
    {
        var files = FormSplitter.Split((await forms.Version(from.Id, cancellation)).DefinitionJson);
        files = exercise == from.Exercise ? FormSplitter.Renumber(files, number) : FormSplitter.Clone(files, from.Exercise, exercise);
        var draft = new FormDraft(from.Kind, from.Type, exercise, number, from.Id, files, actor, clock.GetUtcNow());
        return await Begin(draft, actor, new { depuis = $"{FormPath.Of(from.Kind, from.Type, from.Exercise)}, version {from.Number}", fichiers = files.Count }, cancellation);
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
