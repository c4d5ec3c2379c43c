using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Cgu;

namespace Soffi.Web.Features.Cgu;

/// <summary>Reads the published terms and the evidence of their acceptance.</summary>
public sealed class CguQueries(SoffiDbContext database, TimeProvider clock)
{
    /// <summary>The version in force now, read from the database itself, or null.</summary>
    public async Task<CguVersion?> InForce(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await database.CguVersions.AsNoTracking().Where(v => v.EffectiveAt <= now)
            .OrderByDescending(v => v.EffectiveAt).ThenByDescending(v => v.Id).FirstOrDefaultAsync(cancellation);
    }

    public Task<CguVersion?> Version(string number, CancellationToken cancellation) =>
        database.CguVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellation);

    /// <summary>Every published version, the latest first.</summary>
    public async Task<IReadOnlyList<CguVersionLine>> History(CancellationToken cancellation)
    {
        var inForce = await InForce(cancellation);
        var now = clock.GetUtcNow();
        var versions = await database.CguVersions.AsNoTracking()
            .OrderByDescending(v => v.EffectiveAt).ThenByDescending(v => v.Id)
            .Select(v => new { v.Id, v.Number, v.PublishedAt, v.EffectiveAt }).ToListAsync(cancellation);
        return [.. versions.Select(v => new CguVersionLine(
            v.Number, v.PublishedAt, v.EffectiveAt,
            v.Id == inForce?.Id ? CguState.InForce : v.EffectiveAt > now ? CguState.Announced : CguState.Replaced))];
    }

    public Task<bool> HasAccepted(Guid userId, int versionId, CancellationToken cancellation) =>
        database.CguAcceptances.AnyAsync(a => a.UserId == userId && a.CguVersionId == versionId, cancellation);

    /// <summary>What that person accepted, the latest first.</summary>
    public async Task<IReadOnlyList<AcceptanceLine>> AcceptancesOf(Guid userId, CancellationToken cancellation) =>
        await database.CguAcceptances.AsNoTracking().Where(a => a.UserId == userId)
            .OrderByDescending(a => a.AcceptedAt).ThenByDescending(a => a.Id)
            .Select(a => new AcceptanceLine(a.Number, a.Sha256, a.AcceptedAt, a.Issuer, a.Subject))
            .ToListAsync(cancellation);
}
