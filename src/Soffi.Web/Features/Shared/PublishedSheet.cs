using Soffi.Data;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>The publishable cells of a statement as tables: neither a row, a column nor a cell that is not publishable.</summary>
/// <param name="Cells">How many cells it shows, those without answer included.</param>
public sealed record PublishedSheet(IReadOnlyList<PublishedCadre> Cadres, int Cells)
{
    /// <param name="values">Of the publishable cells.</param>
    /// <param name="former">Those of the version published before, in the codes of this form; null for the first one.</param>
    public static PublishedSheet Of(FormDefinition form, CellValues values, CellValues? former)
    {
        var cadres = form.Cadres
            .Select(c => new PublishedCadre(c.Code, c.Title, [.. c.Tables.Select(t => Table(t, values, former)).OfType<PublishedTable>()]))
            .Where(c => c.Tables.Count > 0).ToList();
        return new PublishedSheet(cadres, PublicCells.Of(form).Count);
    }

    private static PublishedTable? Table(FormTable table, CellValues values, CellValues? former)
    {
        var open = table.Cells.Where(PublicCells.Allows).ToDictionary(c => (c.Code.Row, c.Code.Column));
        var columns = table.Columns.Where(c => open.Keys.Any(k => k.Column == c.Code)).ToList();
        return open.Count == 0 ? null : new PublishedTable(
            table.Code, table.Title, [.. columns.Select(c => c.Label)],
            [
                .. table.Rows.Where(r => open.Keys.Any(k => k.Row == r.Code)).Select(r => new PublishedRow(
                    r.Label, r.Emphasis, [.. columns.Select(c => open.GetValueOrDefault((r.Code, c.Code)) is { } cell ? Cell(cell, values, former) : null)])),
            ]);
    }

    private static PublishedCell Cell(FormCell cell, CellValues values, CellValues? former) => new(
        cell.Code.ToString(), CellFormatter.WithUnit(cell.Type, cell.Type == CellType.Rate ? cell.Unit : "", values[cell.Code]) is var text && values[cell.Code].IsBlank ? "" : text,
        former is not null && former[cell.Code] != values[cell.Code]);
}

public sealed record PublishedCadre(string Code, string Title, IReadOnlyList<PublishedTable> Tables);

/// <param name="Columns">Labels.</param>
public sealed record PublishedTable(string Code, string Title, IReadOnlyList<string> Columns, IReadOnlyList<PublishedRow> Rows);

/// <param name="Cells">One a column; null where nothing is publishable.</param>
public sealed record PublishedRow(string Label, bool Emphasis, IReadOnlyList<PublishedCell?> Cells);

/// <param name="Text">« 1 234,50 », « s.o. »; empty when nothing was answered.</param>
/// <param name="Revised">Its figure is not the one published before: « (r) ».</param>
public sealed record PublishedCell(string Code, string Text, bool Revised);

/// <summary>Makes those tables.</summary>
public sealed class PublishedSheets(PublicationQueries queries, FormCatalog catalog)
{
    /// <summary>What the public reads of a statement.</summary>
    public Task<PublishedSheet> Of(PublishedStatement statement, CancellationToken cancellation) => Of(
        statement.Standing.Version.SubmissionId, statement.FormVersionId, statement.Standing.Revises?.SubmissionId, statement.FormerFormVersionId, cancellation);

    /// <param name="former">The version published before; null for none.</param>
    public async Task<PublishedSheet> Of(Guid submission, int formVersion, Guid? former, int? formerFormVersion, CancellationToken cancellation)
    {
        var form = await catalog.Definition(formVersion, cancellation);
        var values = await Values(submission, form, cancellation);
        return PublishedSheet.Of(form, values, former is { } before ? await Values(before, await catalog.Definition(formerFormVersion ?? formVersion, cancellation), cancellation) : null);
    }

    private async Task<CellValues> Values(Guid submission, FormDefinition form, CancellationToken cancellation) =>
        (await queries.Values([submission], [.. PublicCells.Of(form).Select(c => c.Code)], cancellation)).GetValueOrDefault(submission) ?? CellValues.Empty;
}
