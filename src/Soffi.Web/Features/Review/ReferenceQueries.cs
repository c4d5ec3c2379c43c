using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Review;

/// <summary>A version of a reference figure, as pages show it.</summary>
/// <param name="OperatorCode">Empty for the country.</param>
/// <param name="Value">Null for a withdrawal.</param>
public sealed record ReferenceVersion(
    string Code, string OperatorCode, int Version, decimal? Value, string Source, DateOnly? SourceDate, string RecordedByName, DateTimeOffset RecordedAt);

/// <summary>The last list of companies, as pages show it.</summary>
public sealed record CompanyListFacts(
    Guid Id, string FileName, string Sha256, int Companies, int Duplicates, string RecordedByName, DateTimeOffset RecordedAt,
    IReadOnlyList<(string Code, int Companies)> Operators);

/// <summary>Reads the reference figures and the lists of companies.</summary>
public sealed class ReferenceQueries(SoffiDbContext database)
{
    /// <summary>All the versions of an exercise, by key, the latest first.</summary>
    public async Task<IReadOnlyList<ReferenceVersion>> Versions(int exercise, CancellationToken cancellation)
    {
        var rows = await database.ReferenceFigures.AsNoTracking().Where(f => f.Exercise == exercise)
            .OrderBy(f => f.Code).ThenBy(f => f.OperatorCode).ThenByDescending(f => f.Version).ToListAsync(cancellation);
        return [.. rows.Select(f => new ReferenceVersion(
            f.Code, f.OperatorCode, f.Version, f.Value, f.Source, f.SourceDate, f.RecordedByName, f.RecordedAt))];
    }

    /// <summary>The figures that hold: the latest version of each, unless it is withdrawn.</summary>
    public async Task<IReadOnlyList<CrossFigure>> Figures(int exercise, CancellationToken cancellation) =>
        [.. (await Versions(exercise, cancellation)).DistinctBy(v => (v.Code, v.OperatorCode)).Where(v => v.Value is not null)
            .Select(v => new CrossFigure(v.Code, v.OperatorCode, v.Value!.Value, v.Source))];

    /// <summary>Code and name of the bodies of each type, by code.</summary>
    public async Task<ILookup<OperatorType, StatOperator>> Operators(CancellationToken cancellation)
    {
        var bodies = await database.Operators.AsNoTracking().OrderBy(o => o.Code).Select(o => new { o.Type, o.Id, o.Code, o.Name }).ToListAsync(cancellation);
        return bodies.ToLookup(b => b.Type, b => new StatOperator(b.Id, b.Code, b.Name));
    }

    /// <summary>The last list sent for the exercise; null when there is none.</summary>
    public async Task<CompanyListFacts?> Companies(int exercise, CancellationToken cancellation)
    {
        var list = await database.CompanyLists.AsNoTracking().Include(l => l.Operators).Where(l => l.Exercise == exercise)
            .OrderByDescending(l => l.Number).FirstOrDefaultAsync(cancellation);
        return list is null ? null : new CompanyListFacts(
            list.Id, list.FileName, list.Sha256, list.Companies, list.Duplicates, list.RecordedByName, list.RecordedAt,
            [.. list.Operators.OrderBy(o => o.OperatorCode, StringComparer.Ordinal).Select(o => (o.OperatorCode, o.Companies))]);
    }

    /// <summary>The companies of that list that stand under several bodies, by SIREN.</summary>
    public async Task<IReadOnlyList<(string Siren, string Operators)>> Overlaps(Guid listId, CancellationToken cancellation)
    {
        var rows = await database.CompanyLists.AsNoTracking().Where(l => l.Id == listId).SelectMany(l => l.Overlaps)
            .OrderBy(o => o.Siren).Select(o => new { o.Siren, o.OperatorCodes }).ToListAsync(cancellation);
        return [.. rows.Select(o => (o.Siren, o.OperatorCodes))];
    }
}
