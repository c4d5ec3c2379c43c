namespace Soffi.Domain.Forms;

/// <summary>Parses the formulas of cells and controls against the cells of the form.</summary>
internal sealed class FormulaBuilder
{
    private readonly Dictionary<CellCode, FormCell> _cells;
    private readonly Dictionary<string, FormTable> _tables;
    private readonly IReadOnlyDictionary<CellCode, CellTexts> _texts;
    private readonly IReadOnlySet<string> _parameters;
    private readonly string _legalBasis;
    private readonly JsonFields _json;

    public FormulaBuilder(
        IReadOnlyList<Cadre> cadres, IReadOnlyDictionary<CellCode, CellTexts> texts, HashSet<string> parameters, string legalBasis, JsonFields json)
    {
        _tables = cadres.SelectMany(c => c.Tables).ToDictionary(t => t.Code);
        _cells = _tables.Values.SelectMany(t => t.Cells).ToDictionary(c => c.Code);
        _texts = texts;
        _parameters = parameters;
        _legalBasis = legalBasis;
        _json = json;
    }

    public FormCell? Find(CellCode code) => _cells.GetValueOrDefault(code);

    public FormTable? FindTable(string code) => _tables.GetValueOrDefault(code);

    public Cadre WithFormulas(Cadre cadre) => cadre with
    {
        Tables =
        [
            .. cadre.Tables.Select(t => new FormTable(
                t.Code, t.Title, t.Rows, t.Columns, [.. t.Cells.Select(c => WithFormulas(c, cadre))], t.ShowPreviousYear)
            {
                Definition = t.Definition,
            }),
        ],
    };

    private FormCell WithFormulas(FormCell cell, Cadre cadre)
    {
        var texts = _texts[cell.Code];
        return cell with
        {
            Formula = Parse(texts.Formula, cell.Code.Row, cell.Code.Column),
            CarryOver = Parse(texts.CarryOver, cell.Code.Row, cell.Code.Column),
            LegalBasis = cell.LegalBasis.Length > 0 ? cell.LegalBasis : cadre.LegalBasis.Length > 0 ? cadre.LegalBasis : _legalBasis,
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
            Select = Select,
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

    /// <summary>Open cells of the table whose row and column are those named: a code, « @ » for lines of axes, « @F » for those made with F.</summary>
    private IReadOnlyList<CellCode>? Select(string tableCode, string row, string column) => FindTable(tableCode) is { } table
        ?
        [
            .. table.Rows.Where(r => IsChosen(row, r.Code, r.Members)).SelectMany(r => table.Columns.Where(c => IsChosen(column, c.Code, c.Members))
                .Select(c => new CellCode(tableCode, r.Code, c.Code))).Where(_cells.ContainsKey),
        ]
        : null;

    private static bool IsChosen(string asked, string code, IReadOnlyList<string> members) =>
        asked == "@" ? members.Count > 0 : asked.StartsWith('@') ? members.Contains(asked[1..]) : asked == code;

    private static List<string>? Slice(List<string> codes, string from, string to)
    {
        var (first, last) = (codes.IndexOf(from), codes.IndexOf(to));
        return first < 0 || last < first ? null : codes[first..(last + 1)];
    }
}
