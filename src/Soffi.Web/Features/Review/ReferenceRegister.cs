using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>Keeps reference figures and lists of companies; each change and its line of the journal are written together.</summary>
public sealed class ReferenceRegister(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>All the figures of a file, or one typed; those that say nothing new are passed over.</summary>
    /// <param name="file">Null for a figure typed.</param>
    /// <returns>How many were written.</returns>
    public async Task<int> Record(IReadOnlyList<ReferenceEntry> entries, ReceivedList? file, Actor actor, CancellationToken cancellation)
    {
        try
        {
            return await database.InTransaction(token => Write(entries, file, actor, token), cancellation);
        }
        catch (DbUpdateException error) when (UniqueViolation.Is(error))
        {
            // Somebody entered one of them at the same moment: theirs is kept, ours comes after.
            return await database.InTransaction(token => Write(entries, file, actor, token), cancellation);
        }
    }

    /// <summary>The figure holds no more; its versions stay.</summary>
    /// <returns>False when there was none that held.</returns>
    public async Task<bool> Withdraw(int exercise, string code, string operatorCode, string reason, Actor actor, CancellationToken cancellation) =>
        await Record([new ReferenceEntry(code, exercise, operatorCode, null, reason, null)], null, actor, cancellation) > 0;

    public async Task Compare(int exercise, CompanyReading reading, ReceivedList file, Actor actor, CancellationToken cancellation)
    {
        try
        {
            await WriteList(exercise, reading, file, actor, cancellation);
        }
        catch (DbUpdateException error) when (UniqueViolation.Is(error))
        {
            await WriteList(exercise, reading, file, actor, cancellation);
        }
    }

    private Task<Guid> WriteList(int exercise, CompanyReading reading, ReceivedList file, Actor actor, CancellationToken cancellation) =>
        database.InTransaction(
            async token =>
            {
                database.ChangeTracker.Clear();
                var number = 1 + (await database.CompanyLists.Where(l => l.Exercise == exercise).MaxAsync(l => (int?)l.Number, token) ?? 0);
                var list = new CompanyList(exercise, number, reading, file.Name, file.Sha256, actor.UserId, actor.DisplayName, clock.GetUtcNow());
                database.CompanyLists.Add(list);
                audit.Add(Entry(actor, AuditAction.CompaniesCompared, $"entreprises-{exercise}", new
                {
                    fichier = file.Name,
                    sha256 = file.Sha256,
                    entreprises = list.Companies,
                    doublons = list.Duplicates,
                }));
                await database.SaveChangesAsync(token);
                return list.Id;
            },
            cancellation);

    private async Task<int> Write(IReadOnlyList<ReferenceEntry> entries, ReceivedList? file, Actor actor, CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        var exercises = entries.Select(e => e.Exercise).Distinct().ToList();
        var standing = (await database.ReferenceFigures.AsNoTracking().Where(f => exercises.Contains(f.Exercise)).ToListAsync(cancellation))
            .GroupBy(f => (f.Exercise, f.Code, f.OperatorCode)).ToDictionary(g => g.Key, g => g.MaxBy(f => f.Version)!);
        var now = clock.GetUtcNow();
        var written = new List<(ReferenceFigure Figure, decimal? Before)>();
        foreach (var entry in entries)
        {
            var before = standing.GetValueOrDefault((entry.Exercise, entry.Code, entry.OperatorCode));
            if (entry.Value is null ? before?.Value is null : before?.Says(entry) == true)
            {
                continue;
            }

            written.Add((new ReferenceFigure(entry, (before?.Version ?? 0) + 1, actor.UserId, actor.DisplayName, now), before?.Value));
        }

        if (written.Count > 0)
        {
            database.ReferenceFigures.AddRange(written.Select(w => w.Figure));
            audit.Add(file is null ? Typed(actor, written[0].Figure, written[0].Before) : Entry(actor, AuditAction.ReferencesImported, file.Sha256, new
            {
                fichier = file.Name,
                sha256 = file.Sha256,
                chiffres = written.Count,
                inchanges = entries.Count - written.Count,
            }));
            await database.SaveChangesAsync(cancellation);
        }

        return written.Count;
    }

    private AuditEntry Typed(Actor actor, ReferenceFigure figure, decimal? before) => Entry(
        actor, figure.Value is null ? AuditAction.ReferenceWithdrawn : AuditAction.ReferenceRecorded,
        string.Join('-', new[] { figure.Code, figure.Exercise.ToString(CultureInfo.InvariantCulture), figure.OperatorCode }.Where(p => p.Length > 0)),
        figure.Value is null
            ? new { avant = before, version = figure.Version, motif = figure.Source }
            : (object)new { avant = before, apres = figure.Value, version = figure.Version, source = figure.Source });

    private AuditEntry Entry(Actor actor, string action, string objectId, object details) => new(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "reference", objectId, null, JsonSerializer.Serialize(details));
}
