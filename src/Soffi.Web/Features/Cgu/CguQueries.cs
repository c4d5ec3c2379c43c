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
        return await database.CguVersions.AsNoTracking().Where(v => v.EffectiveAt <= now && v.WithdrawnAt == null)
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
            .Select(v => new { v.Id, v.Number, v.PublishedAt, v.EffectiveAt, v.WithdrawnAt }).ToListAsync(cancellation);
        return [.. versions.Select(v => new CguVersionLine(
            v.Number, v.PublishedAt, v.EffectiveAt,
            v.WithdrawnAt is not null ? CguState.Withdrawn
            : v.Id == inForce?.Id ? CguState.InForce : v.EffectiveAt > now ? CguState.Announced : CguState.Replaced))];
    }

    public Task<bool> HasAccepted(Guid userId, int versionId, CancellationToken cancellation) =>
        database.CguAcceptances.AnyAsync(
            a => a.UserId == userId && a.CguVersionId == versionId && !database.CguEndings.Any(e => e.UserId == userId && e.At >= a.AcceptedAt), cancellation);

    /// <summary>How the agreements of that person ended, the latest first.</summary>
    public async Task<IReadOnlyList<EndingLine>> EndingsOf(Guid userId, CancellationToken cancellation)
    {
        var endings = await database.CguEndings.AsNoTracking().Where(e => e.UserId == userId).OrderByDescending(e => e.At).ToListAsync(cancellation);
        return [.. endings.Select(e => new EndingLine(e.Kind, e.Reason, e.By, e.At, e.Bars, e.LiftedAt))];
    }

    /// <summary>That acceptance of that person; null for another's.</summary>
    public async Task<ReceiptViewModel?> Receipt(Guid userId, long id, CancellationToken cancellation) => await (
        from acceptance in database.CguAcceptances
        where acceptance.Id == id && acceptance.UserId == userId
        join user in database.Users on acceptance.UserId equals user.Id
        select new ReceiptViewModel(
            acceptance.Id, acceptance.Number, acceptance.Sha256, acceptance.AcceptedAt, (user.GivenName + " " + user.FamilyName).Trim(), user.Email,
            acceptance.Issuer, acceptance.Subject)).SingleOrDefaultAsync(cancellation);

    /// <summary>What that person accepted, the latest first.</summary>
    public async Task<IReadOnlyList<AcceptanceLine>> AcceptancesOf(Guid userId, CancellationToken cancellation) =>
        await database.CguAcceptances.AsNoTracking().Where(a => a.UserId == userId)
            .OrderByDescending(a => a.AcceptedAt).ThenByDescending(a => a.Id)
            .Select(a => new AcceptanceLine(a.Id, a.Number, a.Sha256, a.AcceptedAt, a.Issuer, a.Subject))
            .ToListAsync(cancellation);

    /// <summary>What that version changes; null when one of the two does not exist.</summary>
    /// <param name="with">Number of the version to compare with; nothing for the one that person accepted, or the one before.</param>
    public async Task<DifferenceViewModel?> Difference(string number, string? with, Guid? userId, CancellationToken cancellation)
    {
        var history = await History(cancellation);
        var accepted = userId is { } id ? (await AcceptancesOf(id, cancellation)).FirstOrDefault(a => a.Number != number)?.Number : null;
        var other = string.IsNullOrWhiteSpace(with) ? accepted ?? history.SkipWhile(v => v.Number != number).Skip(1).FirstOrDefault()?.Number ?? number : with;
        return await Version(number, cancellation) is { } newer && await Version(other, cancellation) is { } older
            ? new DifferenceViewModel(
                older.Number, newer.Number, accepted, CguDifference.Between(older.Markdown, newer.Markdown), [.. history.Where(v => v.Number != number)])
            : null;
    }

    /// <summary>Notices of breach sent to that person, the latest first.</summary>
    public async Task<IReadOnlyList<BreachLine>> BreachesOf(Guid userId, CancellationToken cancellation) =>
        [.. (await database.BreachNotices.AsNoTracking().Where(b => b.UserId == userId).OrderByDescending(b => b.Id).ToListAsync(cancellation)).Select(b => BreachLine.Of(b, "", ""))];
}
