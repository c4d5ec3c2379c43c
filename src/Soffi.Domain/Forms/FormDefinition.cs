using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Forms;

/// <summary>What a cell accepts.</summary>
public enum CellType
{
    /// <summary>Euros, two decimals at most.</summary>
    Amount,

    /// <summary>People, files, contracts: an integer.</summary>
    Count,

    /// <summary>Hours: an integer.</summary>
    Hours,

    /// <summary>Percentage, two decimals shown, four at most.</summary>
    Rate,

    /// <summary>Any number, four decimals at most (durations in months, averages).</summary>
    Decimal,

    /// <summary>Free text, 2 000 characters at most.</summary>
    Text,

    /// <summary>A day, typed dd/MM/yyyy, kept yyyy-MM-dd.</summary>
    Date,

    /// <summary>Nine digits with a valid Luhn key.</summary>
    Siren,

    /// <summary>Fourteen digits with a valid Luhn key (La Poste excepted).</summary>
    Siret,

    /// <summary>E-mail address.</summary>
    Email,
}

/// <summary>
/// A published form: cadres made of tables made of cells, with its parameters and controls. Immutable; identified by
/// the SHA-256 of its canonical JSON. Values and state live elsewhere.
/// </summary>
public sealed class FormDefinition
{
    private readonly Dictionary<CellCode, int> _places = [];
    private readonly FormCell[] _cells;
    private readonly Dictionary<string, FormTable> _tables;
    private readonly Dictionary<string, Cadre> _cadresByTable;

    /// <param name="mapping">What became of last year's codes; null when every code is the same.</param>
    public FormDefinition(FormHeader header, IReadOnlyList<Cadre> cadres, IReadOnlyList<Control> controls, FormMapping? mapping = null)
    {
        Header = header;
        Cadres = cadres;
        Controls = controls;
        Mapping = mapping ?? FormMapping.Same;
        _tables = cadres.SelectMany(c => c.Tables).ToDictionary(t => t.Code);
        _cadresByTable = cadres.SelectMany(c => c.Tables.Select(t => (Table: t.Code, Cadre: c))).ToDictionary(p => p.Table, p => p.Cadre);
        _cells = [.. _tables.Values.SelectMany(t => t.Cells)];
        for (var i = 0; i < _cells.Length; i++)
        {
            _places.Add(_cells[i].Code, i);
        }

        ComputationOrder = FormOrder.Sort(_cells.ToDictionary(c => c.Code));
        CarriedOver = [.. _cells.Where(c => c.IsInput && c.CarryOver is not null)];
        foreach (var formula in AllFormulas())
        {
            formula.Root.Bind(PlaceOf);
        }
    }

    public FormHeader Header { get; }

    /// <summary>In the order of entry; one cadre is one page.</summary>
    public IReadOnlyList<Cadre> Cadres { get; }

    public IReadOnlyList<Control> Controls { get; }

    /// <summary>What became of last year's codes.</summary>
    public FormMapping Mapping { get; }

    /// <summary>Exercise of the form this one comes from: that its mapping names, else the year before.</summary>
    public int PreviousExercise => Mapping.From > 0 ? Mapping.From : Header.Exercise - 1;

    public IReadOnlyList<FormCell> Cells => _cells;

    /// <summary>The computed cells, each after those it reads.</summary>
    public IReadOnlyList<FormCell> ComputationOrder { get; }

    /// <summary>The input cells that last year's submission fills.</summary>
    public IReadOnlyList<FormCell> CarriedOver { get; }

    /// <summary>Of these, those that read something of last year which is not new this year, nor one part of a line that was split; the others are typed.</summary>
    internal IReadOnlyList<FormCell> CarriedFromPast => field ??= Mapping.Lines.Count == 0
        ? CarriedOver : [.. CarriedOver.Where(c => !c.CarryOver!.References.Where(r => r.Previous).All(r => Mapping.HasNoPast(r.Code)))];

    /// <summary>Who reads whom.</summary>
    internal FormDependencies Dependencies => field ??= new FormDependencies(this);

    public FormCell? Find(CellCode code) => _places.TryGetValue(code, out var place) ? _cells[place] : null;

    internal FormCell CellAt(int place) => _cells[place];

    /// <summary>Rank of the cell in <see cref="Cells"/>, or −1: sheets are computed on arrays.</summary>
    internal int PlaceOf(CellCode code) => _places.TryGetValue(code, out var place) ? place : -1;

    public FormTable? FindTable(string code) => _tables.GetValueOrDefault(code);

    public Cadre? FindCadre(string code) => Cadres.FirstOrDefault(c => c.Code == code);

    /// <summary>The cadre whose page shows that cell.</summary>
    public Cadre? CadreOf(CellCode code) => _cadresByTable.GetValueOrDefault(code.Table);

    /// <summary>Those of the cells, of the carry-overs and of the controls.</summary>
    internal IEnumerable<Formula> AllFormulas() => _cells.SelectMany(c => new[] { c.Formula, c.CarryOver })
        .Concat(Controls.SelectMany(c => new[] { c.Condition, c.When, c.ToleranceFormula }.Concat(c.Holes.Values))).OfType<Formula>();
}

/// <summary>What identifies a form and what its formulas may read by name.</summary>
/// <param name="Kind">ESF or CSA.</param>
/// <param name="OperatorType">Who fills it in.</param>
/// <param name="Exercise">Calendar year of the data.</param>
/// <param name="Version">1 for the first published, then 2…</param>
/// <param name="Title">French title.</param>
/// <param name="LegalBasis">The article that requires it, e.g. « R. 6332-31 du code du travail ».</param>
/// <param name="Parameters">
/// Caps, thresholds, ratios of the exercise, by name; read as <c>$name</c> in formulas, beside <c>$exercice</c> and <c>$aujourdhui</c>.
/// </param>
/// <param name="Sha256">Hash of the canonical JSON, 64 lower-case hexadecimal digits.</param>
/// <param name="CanonicalJson">The resolved definition in canonical form; reading it gives back this definition.</param>
public sealed record FormHeader(
    StatementKind Kind, OperatorType OperatorType, int Exercise, int Version, string Title, string LegalBasis,
    IReadOnlyDictionary<string, FormParameter> Parameters, string Sha256, string CanonicalJson)
{
    /// <summary>Parameter that every form has: its exercise.</summary>
    public const string ExerciseName = "exercice";

    /// <summary>Parameter that every check has: its day in Paris, as a number of days.</summary>
    public const string TodayName = "aujourdhui";

    /// <summary>What <c>$name</c> is worth for that body that day.</summary>
    public decimal ParameterFor(string name, StatementContext context) => name switch
    {
        ExerciseName => context.Exercise ?? Exercise,
        TodayName => context.Today.DayNumber,
        _ => Parameters[name].For(context.OperatorCode, context.RegionCode),
    };
}

/// <summary>A cap, a threshold, a ratio: never a constant of the code.</summary>
/// <param name="Value">For every body not named apart.</param>
/// <param name="Label">What it bounds, with its unit.</param>
/// <param name="LegalBasis">Article or order; may be empty for a plausibility threshold.</param>
/// <param name="ByRegion">By INSEE code of the region of the body.</param>
/// <param name="ByOperator">By code of the body; wins over the region.</param>
public sealed record FormParameter(
    decimal Value, string Label, string LegalBasis, IReadOnlyDictionary<string, decimal> ByRegion, IReadOnlyDictionary<string, decimal> ByOperator)
{
    public decimal For(string? operatorCode, string? regionCode) =>
        operatorCode is not null && ByOperator.TryGetValue(operatorCode, out var own) ? own
        : regionCode is not null && ByRegion.TryGetValue(regionCode, out var regional) ? regional
        : Value;

    /// <summary>Whether it is worth the same for every body, whatever its words.</summary>
    public bool HasSameValues(FormParameter other) =>
        Value == other.Value && Same(ByRegion, other.ByRegion) && Same(ByOperator, other.ByOperator);

    /// <summary>Every value it may take.</summary>
    public IEnumerable<decimal> Values => ByRegion.Values.Concat(ByOperator.Values).Prepend(Value).Distinct();

    private static bool Same(IReadOnlyDictionary<string, decimal> a, IReadOnlyDictionary<string, decimal> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var value) && value == p.Value);
}

/// <summary>One page of entry.</summary>
/// <param name="Code">« B2 »; part of the URL.</param>
/// <param name="Title">« Charges ».</param>
/// <param name="Help">One paragraph under the title; may be empty.</param>
/// <param name="LegalBasis">Articles the cadre rests on; may be empty.</param>
public sealed record Cadre(string Code, string Title, string Help, string LegalBasis, IReadOnlyList<FormTable> Tables)
{
    public IEnumerable<FormCell> Cells => Tables.SelectMany(t => t.Cells);
}

/// <summary>A grid: rows × columns, some crossings closed.</summary>
public sealed class FormTable
{
    private readonly Dictionary<(string Row, string Column), FormCell> _cells;

    public FormTable(
        string code, string title, IReadOnlyList<FormRow> rows, IReadOnlyList<FormColumn> columns, IReadOnlyList<FormCell> cells,
        bool showPreviousYear)
    {
        Code = code;
        Title = title;
        Rows = rows;
        Columns = columns;
        Cells = cells;
        ShowPreviousYear = showPreviousYear;
        _cells = cells.ToDictionary(c => (c.Code.Row, c.Code.Column));
    }

    public string Code { get; }

    /// <summary>Caption of the table.</summary>
    public string Title { get; }

    /// <summary>What its cells hold when neither row nor column says more; may be empty.</summary>
    public string Definition { get; init; } = "";

    public IReadOnlyList<FormRow> Rows { get; }

    public IReadOnlyList<FormColumn> Columns { get; }

    /// <summary>Open crossings only, row by row.</summary>
    public IReadOnlyList<FormCell> Cells { get; }

    /// <summary>Whether last year's value stands beside this year's.</summary>
    public bool ShowPreviousYear { get; }

    /// <summary>The cell at that crossing, or null when it is closed.</summary>
    public FormCell? At(string row, string column) => _cells.GetValueOrDefault((row, column));
}

/// <param name="Code">Permanent code in the table.</param>
/// <param name="Label">French label.</param>
/// <param name="Definition">What to count in this line; may be empty.</param>
/// <param name="LegalBasis">Article; may be empty.</param>
/// <param name="Emphasis">A total or a result: shown in bold.</param>
public sealed record FormRow(string Code, string Label, string Definition, string LegalBasis, bool Emphasis)
{
    /// <summary>The members of axes it was unfolded from, each with its axis; empty for a line written as such.</summary>
    public IReadOnlyList<AxisMember> Axes { get; init; } = [];

    /// <summary>The codes of these members.</summary>
    public IReadOnlyList<string> Members => [.. Axes.Select(a => a.Code)];
}

/// <summary>A member of an axis of a form.</summary>
/// <param name="Axis">Name of the axis in the form: « sexe ».</param>
/// <param name="Code">« F »; permanent.</param>
/// <param name="Label">« Femmes ».</param>
public sealed record AxisMember(string Axis, string Code, string Label);

/// <param name="Label">French label, with the unit when it is not that of the table.</param>
public sealed record FormColumn(string Code, string Label, string Definition)
{
    /// <summary>The members of axes it was unfolded from, each with its axis; empty for a column written as such.</summary>
    public IReadOnlyList<AxisMember> Axes { get; init; } = [];

    /// <summary>The codes of these members.</summary>
    public IReadOnlyList<string> Members => [.. Axes.Select(a => a.Code)];

    /// <summary>In a crossing of axes, the label of the outer members: columns of one group stand under one heading. Else empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>In a crossing, the label of the innermost member, read under that of the group; else the label.</summary>
    public string Short { get; init; } = Label;
}

/// <summary>One open crossing, with what the cell, its row, its column or its table say of it (in that order).</summary>
/// <param name="Type">What it accepts.</param>
/// <param name="Signed">Negative numbers are allowed (lines marked ±).</param>
/// <param name="Required">F01: must be answered (a value or « sans objet ») before submission.</param>
/// <param name="Publishable">May be made public (R. 6332-31: the order fixes what is).</param>
/// <param name="OutsideTotal">Deliberately reached by no total of its table.</param>
/// <param name="Formula">Computed, hence read-only; null for an input.</param>
/// <param name="CarryOver">
/// When last year's statement was submitted, the cell is filled from this formula (on <c>N-1:</c>) and locked; otherwise
/// it is typed (first statement, R07).
/// </param>
public sealed record FormCell(
    CellCode Code, CellType Type, string RowLabel, string ColumnLabel, bool Signed, bool Required, bool Publishable,
    bool OutsideTotal, Formula? Formula, Formula? CarryOver)
{
    /// <summary>What a number counts: « € », « h », « % », « contrats »; empty for a text.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What to put in the cell: that of the cell, else of its row and column, else of its table.</summary>
    public string Definition { get; init; } = "";

    /// <summary>Article it rests on: cell, row, column, table, cadre, else that of the form.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>Whether the form says, one way or the other, that the cell may be made public.</summary>
    public bool SaysPublishable { get; init; }

    /// <summary>Typed by the operator (unless a carry-over locks it).</summary>
    public bool IsInput => Formula is null;

    /// <summary>« Charges d’apprentissage, Alternance ».</summary>
    public string Label => ColumnLabel.Length == 0 ? RowLabel : $"{RowLabel}, {ColumnLabel}";
}
