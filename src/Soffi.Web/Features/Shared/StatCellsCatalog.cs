using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>The cells of the published forms, read once and again when a form is published, here or by another instance.</summary>
public sealed class StatCellsCatalog(IReadOnlyList<StatDimensionNames> names)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip };
    private Known? _known; // One object: who reads it while another replaces it sees a key with its own cells.

    /// <summary>What the axes of the forms are called.</summary>
    public IReadOnlyList<StatDimensionNames> Names => names;

    /// <summary>Cells that published tables read: the form that brings some of them may come after the table.</summary>
    public IReadOnlySet<StatTerm> Announced { get; init; } = new HashSet<StatTerm>();

    /// <param name="file">The names of the dimensions (docs/statistics.md).</param>
    /// <exception cref="JsonException">The file cannot be read.</exception>
    /// <param name="tables">The published tables, whose cells may be asked before a form has them.</param>
    public static StatCellsCatalog Read(string file, StatTables? tables = null) => new(JsonSerializer.Deserialize<List<StatDimensionNames>>(File.ReadAllText(file), Options)!)
    {
        Announced = (tables?.All ?? []).SelectMany(t => t.Blocks).SelectMany(b => b.Query.Measures).SelectMany(m => m.Terms).ToHashSet(),
    };

    public async ValueTask<StatCells> Cells(SoffiDbContext database, FormCatalog forms, CancellationToken cancellation)
    {
        var versions = await database.FormVersions.OrderBy(f => f.Id).Select(f => new { f.Id, f.Sha256 }).ToListAsync(cancellation);
        var key = string.Join(',', versions.Select(v => v.Sha256));
        if (_known is { } known && known.Key == key)
        {
            return known.Cells;
        }

        var definitions = new List<Domain.Forms.FormDefinition>();
        foreach (var version in versions)
        {
            definitions.Add(await forms.Definition(version.Id, cancellation));
        }

        var cells = new StatCells(definitions, names) { Announced = Announced };
        _known = new Known(key, cells);
        return cells;
    }

    /// <param name="Key">The hashes of the forms.</param>
    private sealed record Known(string Key, StatCells Cells);
}
