using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>Reads the published series, and files of them.</summary>
public sealed class SeriesQueries(SoffiDbContext database, FormCatalog forms, StatCellsCatalog catalog)
{
    /// <summary>Those withdrawn too, in the order of their codes.</summary>
    public async Task<IReadOnlyList<PublishedSeries>> All(CancellationToken cancellation) =>
        await database.PublishedSeries.AsNoTracking().Include(s => s.Values).OrderBy(s => s.Code).ToListAsync(cancellation);

    public Task<PublishedSeries?> Find(string code, CancellationToken cancellation)
    {
        var known = code.ToUpperInvariant();
        return database.PublishedSeries.AsNoTracking().Include(s => s.Values).SingleOrDefaultAsync(s => s.Code == known, cancellation);
    }

    /// <summary>The series of a file, or every fault; members of a dimension of the forms must be theirs.</summary>
    public async Task<(IReadOnlyList<SeriesEntry> Entries, IReadOnlyList<CsvFault> Faults)> Read(byte[] bytes, CancellationToken cancellation)
    {
        var cells = await catalog.Cells(database, forms, cancellation);
        return SeriesCsv.Read(bytes, dimension => cells.Dimension(dimension)?.Members);
    }

    /// <summary>What importing them would change.</summary>
    public async Task<IReadOnlyList<SeriesChange>> Compare(IReadOnlyList<SeriesEntry> entries, CancellationToken cancellation)
    {
        var codes = entries.Select(e => e.Code).ToList();
        var known = await database.PublishedSeries.AsNoTracking().Include(s => s.Values).Where(s => codes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, cancellation);
        return [.. entries.Select(e => new SeriesChange(e, known.GetValueOrDefault(e.Code)))];
    }
}
