using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Workbooks;

/// <summary>A cell whose value in the file is not the one that stands.</summary>
/// <param name="AtDownload">What the workbook held when it was made.</param>
/// <param name="Standing">What stands now.</param>
/// <param name="Imported">What the file holds.</param>
/// <param name="Previous">Last year's value.</param>
/// <param name="Other">Who changed it since the workbook was made; null when nobody did.</param>
public sealed record CellDifference(
    FormCell Cell, SheetAddress Address, CellValue AtDownload, CellValue Standing, CellValue Imported, CellValue Previous, CellChange? Other)
{
    /// <summary>Changed on both sides, differently: the person chooses.</summary>
    public bool IsConflict => Other is not null;
}

/// <summary>A cell, or a part of the file, that cannot be taken as it is.</summary>
/// <param name="Cell">Null when it is no cell of the form.</param>
/// <param name="Subject">What it is, in words.</param>
/// <param name="IsNote">Said for information: nothing is to be corrected.</param>
public sealed record ImportAnomaly(string Sheet, SheetAddress? Address, FormCell? Cell, string Subject, string Shown, string Message, bool IsNote = false)
{
    /// <summary>« Feuille B2, cellule D14, Formation – Alternance (B2.010.ALT) ».</summary>
    public string Place => $"Feuille {Sheet}{(Address is { } at ? $", cellule {at}" : "")}, {Subject}{(Cell is null ? "" : $" ({Cell.Code})")}";
}

/// <summary>What a statement is compared with.</summary>
/// <param name="Standing">Input values as they stand.</param>
/// <param name="Since">Changes made since the workbook was prepared, oldest first.</param>
/// <param name="Locked">Cells filled from last year's submission.</param>
public sealed record ComparedStatement(
    FormDefinition Form, CellValues Standing, IReadOnlyList<CellChange> Since, IReadOnlySet<CellCode> Locked, StatementContext Context);

/// <summary>A file held against the statement as it stands.</summary>
/// <param name="Compared">Input cells read in the file.</param>
/// <param name="Anomalies">Everything that cannot be taken, all at once, in the order of the form.</param>
public sealed record WorkbookComparison(int Compared, IReadOnlyList<CellDifference> Differences, IReadOnlyList<ImportAnomaly> Anomalies)
{
    /// <summary>Those that nobody else changed meanwhile.</summary>
    public IEnumerable<CellDifference> Plain => Differences.Where(d => !d.IsConflict);

    public IEnumerable<CellDifference> Conflicts => Differences.Where(d => d.IsConflict);

    /// <summary>What is to be corrected in the file.</summary>
    public IEnumerable<ImportAnomaly> Faults => Anomalies.Where(a => !a.IsNote);

    /// <summary>
    /// A cell left as it was when the workbook was made brings nothing: what a colleague saved since stands. One that both
    /// sides changed, differently, is a conflict; nothing is taken of it unless the person says so.
    /// </summary>
    public static WorkbookComparison Of(ImportedStatement file, ComparedStatement statement)
    {
        var since = statement.Since.GroupBy(c => c.Code).ToDictionary(g => g.Key, g => (First: g.First(), Last: g.Last()));
        var differences = new List<CellDifference>();
        var anomalies = file.Faults.Select(f => new ImportAnomaly(f.Sheet, f.Address, null, f.Subject, f.Shown, f.Message)).ToList();
        foreach (var found in file.Cells)
        {
            if (statement.Form.Find(found.Code) is not { IsInput: true } cell)
            {
                continue;
            }

            var standing = statement.Standing[cell.Code];
            var other = since.TryGetValue(cell.Code, out var changes) ? changes.Last : null;
            var before = other is null ? standing : changes.First.Before;
            if (statement.Locked.Contains(cell.Code) || found.Value == standing || found.Value == before)
            {
                continue;
            }

            if (found.Fault is not null)
            {
                anomalies.Add(new ImportAnomaly(SheetOf(statement.Form, cell), found.Address, cell, cell.Label, found.Shown, found.Fault));
            }
            else
            {
                differences.Add(new CellDifference(cell, found.Address, before, standing, found.Value, statement.Context.Previous[cell.Code], other));
            }
        }

        anomalies.AddRange(Totals(file, statement));
        return new WorkbookComparison(file.Cells.Count, differences, anomalies);
    }

    /// <summary>Totals that were typed over: they are computed again, and the person is told when theirs was another.</summary>
    private static IEnumerable<ImportAnomaly> Totals(ImportedStatement file, ComparedStatement statement)
    {
        if (file.Totals.Count == 0)
        {
            yield break;
        }

        var typed = file.Cells.Where(c => c.Fault is null).Select(c => KeyValuePair.Create(c.Code, c.Value));
        var computed = FormCalculator.Calculate(statement.Form, statement.Standing.With(typed), statement.Context).Values;
        foreach (var total in file.Totals)
        {
            if (statement.Form.Find(total.Code) is { IsInput: false } cell && computed[total.Code] is var value
                && (!value.IsNumber || value.Number != total.Number))
            {
                yield return new ImportAnomaly(
                    SheetOf(statement.Form, cell), total.Address, cell, cell.Label, CellFormatter.Display(cell.Type, CellValue.Of(total.Number)),
                    $"Cette cellule est calculée\u00a0: la valeur écrite par-dessus la formule n’est pas reprise. Soffi calcule {CellFormatter.WithUnit(cell.Type, value)}.",
                    IsNote: true);
            }
        }
    }

    private static string SheetOf(FormDefinition form, FormCell cell) => form.CadreOf(cell.Code)?.Code ?? "";
}
