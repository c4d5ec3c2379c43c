using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Cgu;

namespace Soffi.Web.Features.Cgu;

/// <summary>What came of an acceptance.</summary>
public enum AcceptanceOutcome
{
    /// <summary>Recorded now, or already before: one piece of evidence stands.</summary>
    Accepted,

    /// <summary>The text shown is not the one in force any more: another must be read.</summary>
    Outdated,

    /// <summary>The ministry ended the agreement: nothing can be accepted until that is lifted.</summary>
    Barred,
}

/// <summary>Writes the evidence of acceptances (CGU articles 14, 81, 82), with the journal entry in the same transaction.</summary>
public sealed class CguRegister(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    /// <param name="userId">Who accepts.</param>
    /// <param name="sha256">Hash of the text that was shown to them.</param>
    public async Task<AcceptanceOutcome> Accept(Guid userId, string? sha256, CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(token => Write(userId, sha256, token), cancellation);
        }
        catch (DbUpdateException error) when (UniqueViolation.Is(error))
        {
            // Two clicks, or two windows: the first one counts.
            database.ChangeTracker.Clear();
            return AcceptanceOutcome.Accepted;
        }
    }

    private async Task<AcceptanceOutcome> Write(Guid userId, string? sha256, CancellationToken cancellation)
    {
        // The whole act may be repeated: nothing may be left of an attempt before.
        database.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var effective = await database.CguVersions.Where(v => v.EffectiveAt <= now).ToListAsync(cancellation);
        var version = CguVersion.InForce(effective, now);
        if (version is null || version.Sha256 != sha256)
        {
            return AcceptanceOutcome.Outdated;
        }

        var endings = await database.CguEndings.Where(e => e.UserId == userId).ToListAsync(cancellation);
        if (endings.Exists(e => e.Bars))
        {
            return AcceptanceOutcome.Barred;
        }

        var last = endings.Count == 0 ? DateTimeOffset.MinValue : endings.Max(e => e.At);
        if (await database.CguAcceptances.AnyAsync(a => a.UserId == userId && a.CguVersionId == version.Id && a.AcceptedAt > last, cancellation))
        {
            return AcceptanceOutcome.Accepted;
        }

        // Later than the last ending, even when the clock was set back: else it would open nothing.
        var at = endings.Count == 0 || now >= last.AddMilliseconds(1) ? now : last.AddMilliseconds(1);
        var user = await database.Users.SingleAsync(u => u.Id == userId, cancellation);
        database.CguAcceptances.Add(new CguAcceptance(user.Id, user.Issuer, user.Subject, version, at, endings.Count));
        audit.Add(new AuditEntry(now, user.Id, user.DisplayName, AuditAction.CguAccepted, "cgu", version.Number, null,
            JsonSerializer.Serialize(new { version = version.Number, sha256 = version.Sha256, emetteur = user.Issuer, sujet = user.Subject })));
        await database.SaveChangesAsync(cancellation);
        return AcceptanceOutcome.Accepted;
    }
}
