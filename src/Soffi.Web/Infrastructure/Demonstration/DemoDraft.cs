using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>A statement being invented: what is written so far, the example it comes from and last year's submission.</summary>
internal sealed class DemoDraft(FormDefinition form, CellValues example, CellValues previous)
{
    private readonly Dictionary<CellCode, CellValue> _cells = [];

    public int Exercise => form.Header.Exercise;

    /// <summary>No statement was submitted for the year before: openings are typed.</summary>
    public bool IsFirst => previous.Count == 0;

    /// <summary>Number written so far; zero when blank.</summary>
    public decimal this[string code]
    {
        get => _cells.GetValueOrDefault(CellCode.Parse(code)).Number;
        set => Write(CellCode.Parse(code), CellValue.Of(value));
    }

    public void Write(CellCode code, CellValue value)
    {
        if (form.Find(code) is not { IsInput: true })
        {
            throw new InvalidOperationException($"The form {form.Header.Exercise} has no input cell {code}.");
        }

        _cells[code] = value;
    }

    public decimal Example(string code) => example[CellCode.Parse(code)].Number;

    /// <summary>Cells of one table of the example, in any order.</summary>
    public IEnumerable<KeyValuePair<CellCode, CellValue>> ExampleOf(string table) => example.Where(c => c.Key.Table == table);

    /// <summary>Last year's submitted number; zero when blank.</summary>
    public decimal Previous(string code) => previous[CellCode.Parse(code)].Number;

    /// <summary>Sum of what is written in these rows of a column.</summary>
    public decimal Sum(string table, string column, params IEnumerable<string> rows) => rows.Sum(r => this[$"{table}.{r}.{column}"]);

    /// <summary>Sum of a whole column so far.</summary>
    public decimal SumColumn(string table, string column) =>
        _cells.Where(c => c.Key.Table == table && c.Key.Column == column).Sum(c => c.Value.Number);

    public CellValues Values() => new(_cells);
}
