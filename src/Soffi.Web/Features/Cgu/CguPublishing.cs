using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;
using Soffi.Web.Infrastructure.Cgu;

namespace Soffi.Web.Features.Cgu;

/// <summary>Keeps the draft, publishes it, gives up an announced version; each act and its entry of the journal in one transaction.</summary>
public sealed class CguPublishing(SoffiDbContext database, AuditTrail audit, CguSchedule schedule, TimeProvider clock)
{
    public const string Moved = "Le brouillon a changé depuis que vous l’avez relu\u00a0: relisez-le avant de publier.";

    /// <returns>False when somebody kept another text since that revision.</returns>
    public async Task<bool> Save(string number, string summary, string text, int revision, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var draft = await database.CguDrafts.SingleOrDefaultAsync(cancellation);
        if ((draft?.Revision ?? 0) != revision)
        {
            return false;
        }

        if (draft is null)
        {
            database.CguDrafts.Add(draft = new CguDraft(number, summary, text, actor.DisplayName, now));
        }
        else
        {
            draft.Write(number, summary, text, actor.DisplayName, now);
        }

        Write(AuditAction.CguDrafted, number, new { sha256 = draft.Sha256, revision = draft.Revision }, actor, now);
        return await Saved(cancellation);
    }

    /// <returns>False when it is gone or has changed since that revision.</returns>
    public async Task<bool> Delete(int revision, Actor actor, CancellationToken cancellation)
    {
        if (await database.CguDrafts.SingleOrDefaultAsync(cancellation) is not { } draft || draft.Revision != revision)
        {
            return false;
        }

        database.CguDrafts.Remove(draft);
        Write(AuditAction.CguDraftDeleted, draft.Number, new { sha256 = draft.Sha256, revision }, actor, clock.GetUtcNow());
        return await Saved(cancellation);
    }

    /// <param name="revision">What was read before deciding.</param>
    /// <param name="effectiveAt">Null for at once.</param>
    /// <returns>Why it was not published; empty when it was.</returns>
    public async Task<IReadOnlyList<string>> Publish(int revision, DateTimeOffset? effectiveAt, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await database.CguDrafts.SingleOrDefaultAsync(cancellation) is not { } draft || draft.Revision != revision)
        {
            return [Moved];
        }

        var at = effectiveAt ?? now;
        var objections = draft.Objections(await database.CguVersions.ToListAsync(cancellation), at, now);
        if (objections.Count > 0)
        {
            return objections;
        }

        var version = new CguVersion(draft.Number, draft.Markdown, now, at, draft.Summary);
        database.CguVersions.Add(version);
        database.CguDrafts.Remove(draft);
        Write(AuditAction.CguPublished, version.Number, new { sha256 = version.Sha256, enVigueurLe = at, resume = version.Summary }, actor, now);
        var saved = await Saved(cancellation);
        schedule.Forget();
        return saved ? [] : [Moved];
    }

    /// <returns>False when there is no such version to give up.</returns>
    public async Task<bool> Withdraw(string number, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await database.CguVersions.SingleOrDefaultAsync(v => v.Number == number, cancellation) is not { } version || !version.Withdraw(now))
        {
            return false;
        }

        Write(AuditAction.CguWithdrawn, number, new { sha256 = version.Sha256, devaitEntrerEnVigueurLe = version.EffectiveAt }, actor, now);
        var saved = await Saved(cancellation);
        schedule.Forget();
        return saved;
    }

    private async Task<bool> Saved(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    private void Write(string action, string number, object details, Actor actor, DateTimeOffset now) => audit.Add(new AuditEntry(
        now, actor.UserId, actor.DisplayName, action, "cgu", number, null, JsonSerializer.Serialize(details)));
}
