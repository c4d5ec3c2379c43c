using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Workbooks;

/// <summary>Where a table stands in its sheet: the lines of its cadre's page, in the same order.</summary>
/// <param name="Sheet">The code of its cadre.</param>
/// <param name="Title">Row of its title.</param>
/// <param name="Head">Row of the labels of its columns.</param>
/// <param name="Codes">Row of the codes of its columns, hidden.</param>
/// <param name="First">Row of its first line.</param>
public sealed record TablePlace(FormTable Table, string Sheet, int Title, int Head, int Codes, int First)
{
    /// <summary>Column of the codes of the lines.</summary>
    public const int CodeColumn = 1;

    /// <summary>Column of their labels.</summary>
    public const int LabelColumn = 2;

    /// <summary>Column of the first cells.</summary>
    public const int FirstColumn = 3;

    /// <summary>Row of the last line.</summary>
    public int Last => First + Table.Rows.Count - 1;

    /// <summary>Column of the last cells.</summary>
    public int LastColumn => FirstColumn + Table.Columns.Count - 1;

    /// <summary>Column of the first value of last year, an empty one between.</summary>
    public int FirstPrevious => LastColumn + 2;

    /// <summary>What stands in <see cref="Codes"/> above a column: « B2.ALT ».</summary>
    public string CodeOf(FormColumn column) => $"{Table.Code}.{column.Code}";

    /// <summary>« B2;B2;5;6;7;8 ».</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Table.Code};{Sheet};{Title};{Head};{Codes};{First}");
}

/// <summary>
/// Where each cell of a form stands in its workbook. It is written in the workbook itself, sealed with it: a file comes back
/// read as it was laid out, even when Soffi lays out later ones otherwise.
/// </summary>
public sealed class WorkbookLayout
{
    private const int FirstTable = 6;
    private readonly Dictionary<CellCode, (string Sheet, SheetAddress Address)> _places = [];

    private WorkbookLayout(IReadOnlyList<TablePlace> tables)
    {
        Tables = tables;
        foreach (var place in tables)
        {
            foreach (var (row, i) in place.Table.Rows.Select((r, i) => (r, i)))
            {
                foreach (var (column, j) in place.Table.Columns.Select((c, j) => (c, j)))
                {
                    if (place.Table.At(row.Code, column.Code) is { } cell)
                    {
                        _places.Add(cell.Code, (place.Sheet, new SheetAddress(place.First + i, TablePlace.FirstColumn + j)));
                    }
                }
            }
        }
    }

    public IReadOnlyList<TablePlace> Tables { get; }

    /// <summary>One line a table, to be written in the workbook.</summary>
    public IReadOnlyList<string> Lines => [.. Tables.Select(t => t.ToString())];

    public static WorkbookLayout Of(FormDefinition form)
    {
        var tables = new List<TablePlace>();
        foreach (var cadre in form.Cadres)
        {
            var row = FirstTable;
            foreach (var table in cadre.Tables)
            {
                var head = row + (table.Columns.Any(c => c.Group.Length > 0) ? 2 : 1);
                tables.Add(new TablePlace(table, cadre.Code, row, head, head + 1, head + 2));
                row = tables[^1].Last + 2;
            }
        }

        return new WorkbookLayout(tables);
    }

    /// <summary>The layout written in a workbook of that form; null when its lines are not those of all its tables.</summary>
    public static WorkbookLayout? Read(FormDefinition form, IReadOnlyList<string> lines)
    {
        var tables = new List<TablePlace>();
        foreach (var line in lines)
        {
            var parts = line.Split(';');
            if (parts.Length != 6 || form.FindTable(parts[0]) is not { } table)
            {
                return null;
            }

            var ranks = parts[2..].Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 0).ToList();
            if (ranks.Exists(r => r is < 1 or > 100_000))
            {
                return null;
            }

            tables.Add(new TablePlace(table, parts[1], ranks[0], ranks[1], ranks[2], ranks[3]));
        }

        var codes = tables.Select(t => t.Table.Code).ToHashSet();
        return codes.Count == tables.Count && codes.SetEquals(form.Cadres.SelectMany(c => c.Tables).Select(t => t.Code)) ? new WorkbookLayout(tables) : null;
    }

    /// <summary>Where that cell stands; null when it is no cell of the form.</summary>
    public (string Sheet, SheetAddress Address)? Find(CellCode code) => _places.TryGetValue(code, out var place) ? place : null;
}
