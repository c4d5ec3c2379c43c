using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Data;

/// <summary>What publishing came to.</summary>
/// <param name="Version">The version published; null when refused.</param>
/// <param name="Moved">Statements that were brought to it.</param>
/// <param name="Refusals">Why it was refused: French sentences.</param>
public sealed record PublicationOutcome(FormVersion? Version, int Moved, IReadOnlyList<string> Refusals);

/// <summary>A draft as it was read by who publishes it.</summary>
/// <param name="Revision">Its last revision then: later ones were not read.</param>
public sealed record PublishedDraft(int Id, int Revision);

/// <summary>
/// Publishes the first version of a form, or the corrected version of a form in use: when it is proved compatible, the
/// statements not submitted are brought to it, all of them or none, each with its entry of the journal. Submitted statements
/// stay on their version for ever. The draft it comes from, if any, is closed in the same transaction.
/// </summary>
public sealed class FormPublications(SoffiDbContext context, AuditTrail trail, FormCatalog forms, TimeProvider clock)
{
    /// <summary>Repeats when somebody saved a statement meanwhile.</summary>
    private const int Attempts = 10;

    /// <summary>The version in use of that form: the latest published; null before the first.</summary>
    public Task<FormVersion?> InUse(FormHeader header, CancellationToken cancellation = default) => context.FormVersions.AsNoTracking()
        .Where(f => f.Kind == header.Kind && f.OperatorType == header.OperatorType && f.Exercise == header.Exercise)
        .OrderByDescending(f => f.Number).FirstOrDefaultAsync(cancellation);

    /// <summary>What putting that version in the place of the one in use would do; null when there is none in use.</summary>
    public async Task<FormCompatibility?> Check(FormDefinition next, CancellationToken cancellation = default) =>
        await InUse(next.Header, cancellation) is { } inUse
            ? FormCompatibility.Check(await forms.Definition(inUse.Id, cancellation), next)
            : null;

    /// <summary>How many statements would be brought to the next version.</summary>
    public Task<int> Concerned(FormHeader header, CancellationToken cancellation = default) => Concerned(header).CountAsync(cancellation);

    /// <summary>Publishes it and moves the statements, or refuses with the reasons; nothing is half done.</summary>
    /// <param name="next">The version to publish, already linted.</param>
    /// <param name="reason">In French; shown to those concerned. Not used for a first version.</param>
    /// <param name="announced">Who publishes has read what is asked more, and confirms it.</param>
    public async Task<PublicationOutcome> Publish(
        FormDefinition next, string reason, bool announced, Actor actor, PublishedDraft? draft = null, CancellationToken cancellation = default)
    {
        if (await InUse(next.Header, cancellation) is not { } inUse)
        {
            return await Transact(next, token => First(next, actor, draft, token), cancellation);
        }

        var compatibility = FormCompatibility.Check(await forms.Definition(inUse.Id, cancellation), next);
        if (!compatibility.IsCompatible)
        {
            return new PublicationOutcome(null, 0, compatibility.Refusals);
        }

        if (compatibility.Announcements.Count > 0 && !announced)
        {
            return Refused("Cette version demande davantage aux organismes\u00a0: confirmez que vous le leur annoncez.");
        }

        return await Transact(next, token => Move(inUse, next, compatibility, reason, actor, draft, token), cancellation);
    }

    private async Task<PublicationOutcome> Transact(
        FormDefinition next, Func<CancellationToken, Task<PublicationOutcome>> publish, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await context.InTransaction(publish, cancellation);
            }
            catch (DbUpdateException e) when (UniqueViolation.Is(e))
            {
                context.ChangeTracker.Clear();
                return Refused($"La version {next.Header.Version} vient d’être publiée par une autre personne. Relisez-la avant d’en publier une autre.");
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                context.ChangeTracker.Clear();
            }
        }
    }

    private async Task<PublicationOutcome> First(FormDefinition form, Actor actor, PublishedDraft? read, CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        if (await Unchanged(read, cancellation) is not { Changed: false, Draft: var draft })
        {
            return Refused("Ce brouillon a changé depuis que vous l’avez lu. Relisez-le, puis publiez-le.");
        }

        var now = clock.GetUtcNow();
        var header = form.Header;
        var version = FormVersion.Of(header, now);
        context.FormVersions.Add(version);
        Write(AuditAction.FormPublished, "formulaire", version.Reference, null, actor, now, new
        {
            titre = header.Title,
            exercice = header.Exercise,
            version = header.Version,
            sha256 = header.Sha256,
        });
        await context.SaveChangesAsync(cancellation);
        draft?.Close(version.Id, actor, now);
        await context.SaveChangesAsync(cancellation);
        return new PublicationOutcome(version, 0, []);
    }

    private async Task<PublicationOutcome> Move(
        FormVersion inUse, FormDefinition next, FormCompatibility compatibility, string reason, Actor actor, PublishedDraft? read,
        CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        if (await Unchanged(read, cancellation) is not { Changed: false, Draft: var draft })
        {
            return Refused("Ce brouillon a changé depuis que vous l’avez lu. Relisez-le, puis publiez-le.");
        }

        var now = clock.GetUtcNow();
        var header = next.Header;
        var version = FormVersion.Of(header, now, reason);
        context.FormVersions.Add(version);
        Write(AuditAction.FormPublished, "formulaire", version.Reference, null, actor, now, new
        {
            titre = header.Title,
            exercice = header.Exercise,
            version = header.Version,
            sha256 = header.Sha256,
            corrige = inUse.Number,
            motif = reason,
            changements = compatibility.Differences,
        });
        await context.SaveChangesAsync(cancellation);

        var numbers = await Earlier(header).ToDictionaryAsync(f => f.Id, f => f.Number, cancellation);
        var statements = await Concerned(header).ToListAsync(cancellation);
        foreach (var statement in statements)
        {
            var from = numbers[statement.FormVersionId];
            statement.MoveTo(version.Id, now);
            Write(AuditAction.FormMoved, "declaration", statement.Id.ToString(), statement.OperatorId, actor, now, new
            {
                de = from,
                a = header.Version,
                sha256 = header.Sha256,
                motif = reason,
            });
        }

        draft?.Close(version.Id, actor, now);
        await context.SaveChangesAsync(cancellation);
        return new PublicationOutcome(version, statements.Count, []);
    }

    private IQueryable<FormVersion> Earlier(FormHeader header) => context.FormVersions.Where(f =>
        f.Kind == header.Kind && f.OperatorType == header.OperatorType && f.Exercise == header.Exercise && f.Number < header.Version);

    private IQueryable<Declaration> Concerned(FormHeader header) =>
        context.Declarations.Where(d => !DeclarationTransitions.Sealed.Contains(d.Status) && Earlier(header).Any(f => f.Id == d.FormVersionId));

    /// <summary>The draft as it was read; the caller refuses when it is no longer so, before anything is written.</summary>
    private async Task<(FormDraft? Draft, bool Changed)> Unchanged(PublishedDraft? read, CancellationToken cancellation)
    {
        if (read is null)
        {
            return (null, false);
        }

        var draft = await context.FormDrafts.SingleOrDefaultAsync(d => d.Id == read.Id, cancellation);
        return (draft, draft is not { IsOpen: true } || draft.Revision != read.Revision);
    }

    private void Write(string action, string kind, string id, int? operatorId, Actor actor, DateTimeOffset now, object details) =>
        trail.Add(new AuditEntry(now, actor.UserId, actor.DisplayName, action, kind, id, operatorId, JsonSerializer.Serialize(details)));

    private static PublicationOutcome Refused(string reason) => new(null, 0, [reason]);
}
