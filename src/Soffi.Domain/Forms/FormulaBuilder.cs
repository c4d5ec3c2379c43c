namespace Soffi.Domain.Forms;

/// <summary>Parses the formulas of cells and controls against the cells of the form.</summary>
internal sealed class FormulaBuilder
{
    private readonly Dictionary<CellCode, FormCell> _cells;
    private readonly Dictionary<string, FormTable> _tables;
    private readonly IReadOnlyDictionary<CellCode, CellTexts> _texts;
    private readonly IReadOnlyDictionary<string, decimal> _parameters;
    private readonly JsonFields _json;

    public FormulaBuilder(
        IReadOnlyList<Cadre> cadres, IReadOnlyDictionary<CellCode, CellTexts> texts, IReadOnlyDictionary<string, decimal> parameters, JsonFields json)
    {
        _tables = cadres.SelectMany(c => c.Tables).ToDictionary(t => t.Code);
        _cells = _tables.Values.SelectMany(t => t.Cells).ToDictionary(c => c.Code);
        _texts = texts;
        _parameters = parameters;
        _json = json;
    }

    public FormCell? Find(CellCode code) => _cells.GetValueOrDefault(code);

    public FormTable? FindTable(string code) => _tables.GetValueOrDefault(code);

    public Cadre WithFormulas(Cadre cadre) => cadre with
    {
        Tables = [.. cadre.Tables.Select(t => new FormTable(t.Code, t.Title, t.Rows, t.Columns, [.. t.Cells.Select(WithFormulas)], t.ShowPreviousYear))],
    };

    private FormCell WithFormulas(FormCell cell)
    {
        var texts = _texts[cell.Code];
        return cell with
        {
            Formula = Parse(texts.Formula, cell.Code.Row, cell.Code.Column),
            CarryOver = Parse(texts.CarryOver, cell.Code.Row, cell.Code.Column),
        };
    }

    /// <summary>The formula of that node, or null with a fault; null without one when there is no node.</summary>
    public Formula? Parse(JsonTree? node, string? row, string? column, IReadOnlyDictionary<string, string>? words = null) =>
        node is null ? null : Parse(node, node.Text, row, column, words);

    public Formula? Parse(JsonTree place, string text, string? row, string? column, IReadOnlyDictionary<string, string>? words)
    {
        var parsing = Formula.Parse(text, new FormulaContext
        {
            Row = row,
            Column = column,
            Parameters = _parameters,
            Words = words ?? new Dictionary<string, string>(),
            Exists = _cells.ContainsKey,
            Range = Range,
        });
        if (parsing.Error is { } error)
        {
            _json.Fault(place, $"Formule « {(text.Length > 80 ? text[..80] + "…" : text)} » : {error}");
        }

        return parsing.Formula;
    }

    /// <summary>The open cells of the rectangle between two corners, in definition order.</summary>
    private IReadOnlyList<CellCode>? Range(CellCode from, CellCode to)
    {
        if (from.Table != to.Table || FindTable(from.Table) is not { } table)
        {
            return null;
        }

        var rows = Slice(table.Rows.Select(r => r.Code).ToList(), from.Row, to.Row);
        var columns = Slice(table.Columns.Select(c => c.Code).ToList(), from.Column, to.Column);
        return rows is null || columns is null
            ? null
            : [.. rows.SelectMany(r => columns.Select(c => new CellCode(from.Table, r, c))).Where(_cells.ContainsKey)];
    }

    private static List<string>? Slice(List<string> codes, string from, string to)
    {
        var (first, last) = (codes.IndexOf(from), codes.IndexOf(to));
        return first < 0 || last < first ? null : codes[first..(last + 1)];
    }
}
