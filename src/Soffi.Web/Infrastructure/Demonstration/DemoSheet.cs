using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// A statement being invented from the golden example of its form: what is written so far, the example, and last year's
/// submission. Numbers may be brought to the size of the body, in whole units, before those that must agree are computed again.
/// </summary>
/// <param name="form">Form of the exercise.</param>
/// <param name="example">Input values of the example.</param>
/// <param name="previous">All the values of last year's submission; empty for a first statement.</param>
/// <param name="permille">Size of the body in thousandths of that of the example.</param>
internal sealed class DemoSheet(FormDefinition form, CellValues example, CellValues previous, int permille = 1000)
{
    private readonly Dictionary<CellCode, CellValue> _cells = [];

    public int Exercise => form.Header.Exercise;

    /// <summary>No statement was submitted for the year before: openings are typed.</summary>
    public bool IsFirst => previous.Count == 0;

    /// <summary>Number written so far; zero when blank.</summary>
    public decimal this[string code]
    {
        get => _cells.GetValueOrDefault(CellCode.Parse(code)).Number;
        set => Write(code, CellValue.Of(value));
    }

    public void Write(string code, CellValue value) => Write(CellCode.Parse(code), value);

    /// <exception cref="InvalidOperationException">The form has no such input cell.</exception>
    public void Write(CellCode code, CellValue value)
    {
        if (form.Find(code) is not { IsInput: true })
        {
            throw new InvalidOperationException($"The form {form.Header.Exercise} has no input cell {code}.");
        }

        _cells[code] = value;
    }

    public void Text(string code, string text) => Write(code, CellValue.OfText(text));

    public void Clear(string code) => _cells.Remove(CellCode.Parse(code));

    /// <summary>That number of the example at the size of the body, rounded to the unit.</summary>
    public decimal Scaled(string code) => Scale(example[CellCode.Parse(code)].Number);

    public decimal Example(string code) => example[CellCode.Parse(code)].Number;

    /// <summary>Cells of one table of the example, in any order.</summary>
    public IEnumerable<KeyValuePair<CellCode, CellValue>> ExampleOf(string table) => example.Where(c => c.Key.Table == table);

    /// <summary>Last year's submitted number; zero when blank.</summary>
    public decimal Previous(string code) => previous[CellCode.Parse(code)].Number;

    /// <summary>Last year's number, or that of the example at the size of the body in a first statement.</summary>
    public decimal Opening(string closing, string example) => IsFirst ? Scaled(example) : Previous(closing);

    /// <summary>Sum of what is written in these rows of a column.</summary>
    public decimal Sum(string table, string column, params IEnumerable<string> rows) => rows.Sum(r => this[$"{table}.{r}.{column}"]);

    /// <summary>Sum of a whole column so far.</summary>
    public decimal SumColumn(string table, string column) =>
        _cells.Where(c => c.Key.Table == table && c.Key.Column == column).Sum(c => c.Value.Number);

    /// <summary>
    /// Copies the whole example: amounts, counts and hours scaled; rates, texts and « sans objet » as they are; dates of the
    /// months after the closing moved with the exercise.
    /// </summary>
    /// <param name="without">Tables left blank.</param>
    public void CopyExample(params string[] without)
    {
        foreach (var (code, value) in example.Where(c => !without.Contains(c.Key.Table) && form.Find(c.Key) is { IsInput: true }))
        {
            _cells[code] = form.Find(code)!.Type switch
            {
                CellType.Amount or CellType.Count or CellType.Hours when value.IsNumber => CellValue.Of(Scale(value.Number)),
                CellType.Decimal when form.Find(code)!.Unit == "ETP" => CellValue.Of(decimal.Round(value.Number * permille / 1000, 1)),
                CellType.Date when value.Text is { } day && day.StartsWith("2026-", StringComparison.Ordinal) => CellValue.OfText($"{Exercise + 1}{day[4..]}"),
                _ => value,
            };
        }
    }

    /// <summary>Typed totals T of the tables by sex are women plus men.</summary>
    public void AddSexes(params string[] tables)
    {
        foreach (var code in _cells.Keys.Where(c => c.Column == "F" && tables.Contains(c.Table)).ToList())
        {
            this[$"{code.Table}.{code.Row}.T"] = this[code.ToString()] + this[$"{code.Table}.{code.Row}.H"];
        }
    }

    /// <summary>Shares a whole number among the cells of a column as the example does, to the unit.</summary>
    /// <param name="table">The breakdown.</param>
    /// <param name="column">Its column.</param>
    /// <param name="total">What the column must add up to.</param>
    /// <param name="rowOf">Row that takes the share of a row of the example; null leaves it out.</param>
    public void Spread(string table, string column, decimal total, Func<string, string?>? rowOf = null)
    {
        var shares = example.Where(c => c.Key.Table == table && c.Key.Column == column && c.Value.IsNumber)
            .Select(c => (Row: rowOf is null ? c.Key.Row : rowOf(c.Key.Row), c.Value.Number))
            .Where(s => s.Row is not null).GroupBy(s => s.Row!, s => s.Number)
            .Select(g => (Row: g.Key, Weight: g.Sum())).OrderBy(s => s.Row, StringComparer.Ordinal).ToList();
        var largest = shares.Max(s => s.Weight);
        var parts = Apportionment.Split((int)total, [.. shares.Select(s => Apportionment.Share(1_000_000, s.Weight, largest))]);
        foreach (var code in _cells.Keys.Where(c => c.Table == table && c.Column == column).ToList())
        {
            _cells.Remove(code);
        }

        foreach (var (row, part) in shares.Select(s => s.Row).Zip(parts))
        {
            this[$"{table}.{row}.{column}"] = part;
        }
    }

    public CellValues Values() => new(_cells);

    private decimal Scale(decimal number) => decimal.Round(number * permille / 1000, 0, MidpointRounding.AwayFromZero);
}
