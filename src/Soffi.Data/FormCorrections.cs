using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Data;

/// <param name="Version">The version published; null when refused.</param>
/// <param name="Moved">Statements that were brought to it.</param>
/// <param name="Refusals">Why it was refused: French sentences.</param>
public sealed record CorrectionOutcome(FormVersion? Version, int Moved, IReadOnlyList<string> Refusals);

/// <summary>
/// Publishes the corrected version of a form in use: when it is proved compatible, the statements not submitted are brought
/// to it, all of them or none, each with its entry of the journal. Submitted statements stay on their version for ever.
/// </summary>
public sealed class FormCorrections(SoffiDbContext context, AuditTrail trail, FormCatalog forms, TimeProvider clock)
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

    /// <summary>Publishes it and moves the statements, or refuses with the reasons; nothing is half done.</summary>
    /// <param name="next">The corrected version, already linted.</param>
    /// <param name="reason">In French; shown to those concerned.</param>
    /// <param name="announced">Who publishes has read what is asked more, and confirms it.</param>
    public async Task<CorrectionOutcome> Publish(
        FormDefinition next, string reason, bool announced, Actor actor, CancellationToken cancellation = default)
    {
        if (await InUse(next.Header, cancellation) is not { } inUse)
        {
            return Refused("Ce formulaire n’a encore aucune version publiée\u00a0: il n’y a rien à corriger.");
        }

        var compatibility = FormCompatibility.Check(await forms.Definition(inUse.Id, cancellation), next);
        if (!compatibility.IsCompatible)
        {
            return new CorrectionOutcome(null, 0, compatibility.Refusals);
        }

        if (compatibility.Announcements.Count > 0 && !announced)
        {
            return Refused("Cette version demande davantage aux organismes\u00a0: confirmez que vous le leur annoncez.");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await context.InTransaction(token => Move(inUse, next, compatibility, reason, actor, token), cancellation);
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

    private async Task<CorrectionOutcome> Move(
        FormVersion inUse, FormDefinition next, FormCompatibility compatibility, string reason, Actor actor, CancellationToken cancellation)
    {
        context.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var header = next.Header;
        var version = FormVersion.Of(header, now, reason);
        context.FormVersions.Add(version);
        trail.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, AuditAction.FormPublished, "formulaire", version.Reference, null,
            JsonSerializer.Serialize(new
            {
                titre = header.Title,
                exercice = header.Exercise,
                version = header.Version,
                sha256 = header.Sha256,
                corrige = inUse.Number,
                motif = reason,
                changements = compatibility.Differences,
            })));
        await context.SaveChangesAsync(cancellation);

        var family = await context.FormVersions.Where(f => f.Kind == header.Kind && f.OperatorType == header.OperatorType
            && f.Exercise == header.Exercise && f.Number < header.Version).Select(f => new { f.Id, f.Number }).ToDictionaryAsync(f => f.Id, f => f.Number, cancellation);
        var ids = family.Keys.ToList();
        var statements = await context.Declarations.Where(d => ids.Contains(d.FormVersionId) && d.Status != DeclarationStatus.Submitted).ToListAsync(cancellation);
        foreach (var statement in statements)
        {
            var from = family[statement.FormVersionId];
            statement.MoveTo(version.Id, now);
            trail.Add(new AuditEntry(
                now, actor.UserId, actor.DisplayName, AuditAction.FormMoved, "declaration", statement.Id.ToString(), statement.OperatorId,
                JsonSerializer.Serialize(new { de = from, a = header.Version, sha256 = header.Sha256, motif = reason })));
        }

        await context.SaveChangesAsync(cancellation);
        return new CorrectionOutcome(version, statements.Count, []);
    }

    private static CorrectionOutcome Refused(string reason) => new(null, 0, [reason]);
}
