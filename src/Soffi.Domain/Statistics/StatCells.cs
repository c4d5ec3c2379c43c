using System.Collections.Concurrent;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>A cell of a family of forms, whatever the year, as statistics know it.</summary>
/// <param name="Members">Its member of each dimension it stands on, by code of the dimension.</param>
/// <param name="Exercises">The years whose form has it, ascending.</param>
public sealed record StatCellInfo(
    StatFamily Family, CellCode Code, long Id, FormCell Cell, IReadOnlyDictionary<string, string> Members, IReadOnlyList<int> Exercises)
{
    /// <summary>Rates and durations are not added up from one body to another.</summary>
    public bool IsAdditive => Cell.Type is CellType.Amount or CellType.Count or CellType.Hours;
}

/// <summary>A cadre offered to who builds a query, with what may be asked of it.</summary>
public sealed record StatCadre(StatFamily Family, string Code, string Title, IReadOnlyList<StatChoice> Choices);

/// <summary>A measure offered.</summary>
/// <param name="Term">What it adds up.</param>
/// <param name="Label">Line and column.</param>
/// <param name="Table">Title of its table.</param>
/// <param name="Unit">« € ».</param>
/// <param name="Dimensions">Codes of the dimensions of its cells.</param>
public sealed record StatChoice(StatTerm Term, string Label, string Table, string Unit, IReadOnlyList<string> Dimensions);

/// <summary>
/// All the cells of the published forms, by permanent code, with the dimensions they stand on. Made again when a form is
/// published; immutable.
/// </summary>
public sealed class StatCells
{
    /// <summary>Terms whose cells are remembered: several times what the catalogue and the published tables ask; anybody may ask others.</summary>
    private const int MostResolved = 20_000;

    private readonly Dictionary<(StatFamily Family, CellCode Code), StatCellInfo> _cells = [];
    private readonly Dictionary<string, StatDimension> _dimensions;
    private readonly Dictionary<string, string> _dimensionOfAxis;

    /// <summary>The latest form of each family has the last word on labels.</summary>
    private readonly Dictionary<StatFamily, FormDefinition> _latest = [];
    private readonly List<FormDefinition> _forms;
    private readonly ConcurrentDictionary<StatTerm, IReadOnlyList<StatCellInfo>> _resolved = new();
    private readonly ConcurrentDictionary<StatFamily, IReadOnlyList<StatRelation>> _relations = new();
    private int _remembered;
    private readonly Dictionary<(StatFamily Family, string Table), Cadre> _cadres = [];

    /// <summary>By table, each cell with what unfolds its row and its column: « @age », or nothing.</summary>
    private readonly Dictionary<(StatFamily Family, string Table), Dictionary<CellCode, (string Rows, string Columns)>> _unfolded = [];

    /// <exception cref="InvalidOperationException">Two cells have one number (<see cref="StatFamily.CellId"/>): a code must be changed.</exception>
    public StatCells(IEnumerable<FormDefinition> forms, IReadOnlyList<StatDimensionNames> names)
    {
        var ordered = forms.OrderBy(f => f.Header.Exercise).ThenBy(f => f.Header.Version).ToList();
        _forms = ordered;
        _dimensionOfAxis = names.SelectMany(n => n.Axes.Select(a => (a, n.Code))).ToDictionary(p => p.a, p => p.Code);
        var members = new Dictionary<string, List<StatMember>>();
        var axes = new Dictionary<string, List<string>>();
        var numbers = new Dictionary<long, (StatFamily, CellCode)>();
        foreach (var form in ordered)
        {
            var family = new StatFamily(form.Header.Kind, form.Header.OperatorType);
            _latest[family] = form;
            foreach (var (cadre, table) in form.Cadres.SelectMany(c => c.Tables.Select(t => (c, t))))
            {
                _cadres[(family, table.Code)] = cadre;
                var unfolded = _unfolded.TryGetValue((family, table.Code), out var met) ? met : _unfolded[(family, table.Code)] = [];
                var rows = table.Rows.ToDictionary(r => r.Code, r => Selector(r.Axes));
                var columns = table.Columns.ToDictionary(c => c.Code, c => Selector(c.Axes));
                foreach (var cell in table.Cells.Where(c => CellTypes.IsNumeric(c.Type)))
                {
                    var known = _cells.GetValueOrDefault((family, cell.Code));
                    var id = known?.Id ?? family.CellId(cell.Code);
                    if (numbers.TryGetValue(id, out var other) && other != (family, cell.Code))
                    {
                        throw new InvalidOperationException($"{family} {cell.Code} and {other} have the same number {id}.");
                    }

                    numbers[id] = (family, cell.Code);
                    unfolded[cell.Code] = (rows[cell.Code.Row], columns[cell.Code.Column]);
                    var at = MembersOf(table, cell.Code).ToList();
                    at.ForEach(m => Note(m));
                    _cells[(family, cell.Code)] = new StatCellInfo(
                        family, cell.Code, id, cell, at.ToDictionary(m => DimensionOf(m.Axis), m => m.Code),
                        known is null ? [form.Header.Exercise] : [.. known.Exercises.Append(form.Header.Exercise).Distinct()]);
                }
            }
        }

        _dimensions = members.ToDictionary(p => p.Key, p => new StatDimension(
            p.Key, names.FirstOrDefault(n => n.Code == p.Key)?.Label ?? Capital(p.Key), axes[p.Key], Ordered(p.Key, p.Value),
            names.FirstOrDefault(n => n.Code == p.Key)?.Groupings ?? []));

        void Note(AxisMember member)
        {
            var code = DimensionOf(member.Axis);
            var list = members.TryGetValue(code, out var known) ? known : members[code] = [];
            var at = list.FindIndex(m => m.Code == member.Code);
            if (at < 0)
            {
                list.Add(new StatMember(member.Code, member.Label));
            }
            else
            {
                list[at] = new StatMember(member.Code, member.Label);
            }

            var of = axes.TryGetValue(code, out var named) ? named : axes[code] = [];
            if (!of.Contains(member.Axis))
            {
                of.Add(member.Axis);
            }
        }
    }

    /// <summary>The dimensions of the cells, in the order of their labels.</summary>
    public IReadOnlyList<StatDimension> Dimensions => [.. _dimensions.Values.OrderBy(d => d.Label, StringComparer.Ordinal)];

    public IReadOnlyList<StatFamily> Families => [.. _latest.Keys.OrderBy(f => f.Kind).ThenBy(f => f.Type)];

    public StatDimension? Dimension(string code) => _dimensions.GetValueOrDefault(code);

    /// <summary>The years whose form of that family is known.</summary>
    public IReadOnlySet<int> ExercisesOf(StatFamily family) => FormsOf(family).Select(f => f.Header.Exercise).ToHashSet();

    /// <summary>Every form of that family, in the order of years and versions.</summary>
    public IEnumerable<FormDefinition> FormsOf(StatFamily family) => _forms.Where(f => (f.Header.Kind, f.Header.OperatorType) == (family.Kind, family.Type));

    /// <summary>What those forms say that holds between cells, read once.</summary>
    public IReadOnlyList<StatRelation> RelationsOf(StatFamily family) => _relations.GetOrAdd(family, f => [.. FormsOf(f).SelectMany(StatRelation.Of)]);

    public StatCellInfo? Find(StatFamily family, CellCode code) => _cells.GetValueOrDefault((family, code));

    /// <summary>The code of each cell of that family, by its number.</summary>
    public IReadOnlyDictionary<long, CellCode> CodesOf(StatFamily family) => _cells.Values.Where(c => c.Family == family).ToDictionary(c => c.Id, c => c.Code);

    /// <summary>The latest form of that family, or null.</summary>
    public FormDefinition? LatestForm(StatFamily family) => _latest.GetValueOrDefault(family);

    /// <summary>The cadre of that table in the latest form that has it.</summary>
    public Cadre? CadreOf(StatFamily family, string table) => _cadres.GetValueOrDefault((family, table));

    /// <summary>The members that a cell of that table stands on: those of its row, then of its column.</summary>
    public static IEnumerable<AxisMember> MembersOf(FormTable table, CellCode code)
    {
        var row = table.Rows.FirstOrDefault(r => r.Code == code.Row)?.Axes ?? [];
        var column = table.Columns.FirstOrDefault(c => c.Code == code.Column)?.Axes ?? [];
        return row.Concat(column).DistinctBy(m => m.Axis);
    }

    /// <summary>The cells of that term in any year, lines of former years included; empty when no form has them.</summary>
    public IReadOnlyList<StatCellInfo> Resolve(StatTerm term)
    {
        if (_resolved.TryGetValue(term, out var known))
        {
            return known;
        }

        var cells = Read(term);
        if (_remembered < MostResolved && Interlocked.Increment(ref _remembered) <= MostResolved)
        {
            _resolved[term] = cells;
        }

        return cells;
    }

    private IReadOnlyList<StatCellInfo> Read(StatTerm term)
    {
        if (!_unfolded.TryGetValue((term.Family, term.Table), out var table))
        {
            return [];
        }

        if (term.Rows[0] != '@' && term.Columns[0] != '@')
        {
            return [.. from row in term.Rows.Split('+')
                       from column in term.Columns.Split('+')
                       let cell = Find(term.Family, new CellCode(term.Table, row, column))
                       where cell is not null
                       select cell];
        }

        var (rows, columns) = (term.Rows.Split('+'), term.Columns.Split('+'));
        return [.. table.Where(c => Matches(term.Rows, rows, c.Key.Row, c.Value.Rows) && Matches(term.Columns, columns, c.Key.Column, c.Value.Columns))
            .Select(c => _cells[(term.Family, c.Key)])];
    }

    /// <summary>Cells that published tables read, though the form that brings them is not published yet.</summary>
    public IReadOnlySet<StatTerm> Announced { get; init; } = new HashSet<StatTerm>();

    /// <summary>What of that term is in no form of any year, as typed: « B2.999.TOT », or the line or the column alone of a sum of several.</summary>
    public IReadOnlyList<string> Unknown(StatTerm term)
    {
        if (Announced.Contains(term))
        {
            return [];
        }

        if (Resolve(term).Count == 0)
        {
            return [$"{term.Table}.{term.Rows}.{term.Columns}"];
        }

        return [.. Parts(term.Rows).Where(row => Resolve(term with { Rows = row }).Count == 0).Select(row => $"{term.Table}.{row}.{term.Columns}"),
            .. Parts(term.Columns).Where(column => Resolve(term with { Columns = column }).Count == 0).Select(column => $"{term.Table}.{term.Rows}.{column}")];

        static string[] Parts(string selector) => selector[0] == '@' ? [] : selector.Split('+');
    }

    /// <summary>What may be asked of that family, cadre by cadre.</summary>
    public IReadOnlyList<StatCadre> Catalogue(StatFamily family) => LatestForm(family) is not { } form
        ? []
        : [.. form.Cadres.Select(c => new StatCadre(family, c.Code, c.Title, [.. c.Tables.SelectMany(t => Choices(family, t))]))
            .Where(c => c.Choices.Count > 0)];

    /// <summary>What that measure is called, and what its cells are; null when no form has them.</summary>
    public (StatChoice Choice, FormCell Cell)? Describe(StatTerm term)
    {
        if (Resolve(term) is not [var first, ..])
        {
            return null;
        }

        var table = LatestForm(term.Family)?.FindTable(term.Table);
        var choice = table is null ? null : Choices(term.Family, table).FirstOrDefault(c => c.Term == term);
        return (choice ?? new StatChoice(term, first.Cell.Label, table?.Title ?? term.Table, first.Cell.Unit, DimensionsOf(Resolve(term))), first.Cell);
    }

    private IEnumerable<StatChoice> Choices(StatFamily family, FormTable table)
    {
        var rows = Lines(table.Rows.Select(r => (r.Code, r.Label, r.Axes)));
        var columns = Lines(table.Columns.Select(c => (c.Code, c.Label, c.Axes)));
        return from row in rows
               from column in columns
               let term = new StatTerm(family, table.Code, row.Selector, column.Selector)
               let cells = Resolve(term)
               where cells.Count > 0
               let label = (row.Label, column.Label) switch
               {
                   ("", "") => table.Title,
                   ("", var only) => only,
                   (var only, "") => only,
                   var (a, b) => columns.Count == 1 ? a : $"{a}, {b}",
               }
               select new StatChoice(term, label, table.Title, cells[0].Cell.Unit, DimensionsOf(cells));
    }

    /// <summary>The dimensions that all these cells stand on.</summary>
    public static IReadOnlyList<string> DimensionsOf(IReadOnlyList<StatCellInfo> cells) =>
        cells.Count == 0 ? [] : [.. cells[0].Members.Keys.Where(d => cells.All(c => c.Members.ContainsKey(d)))];

    /// <summary>Each line written as such, and each crossing of axes as one.</summary>
    private List<(string Selector, string Label)> Lines(IEnumerable<(string Code, string Label, IReadOnlyList<AxisMember> Axes)> lines)
    {
        var all = lines.ToList();
        var plain = all.Where(l => l.Axes.Count == 0).Select(l => (l.Code, l.Label));
        var crossings = all.Where(l => l.Axes.Count > 0).Select(l => Selector(l.Axes)).Distinct().Select(s => (s, ""));
        return [.. crossings, .. plain];
    }

    private static bool Matches(string selector, string[] codes, string code, string unfolded) =>
        selector[0] == '@' ? selector == unfolded : codes.Contains(code);

    private string Selector(IReadOnlyList<AxisMember> axes) => axes.Count == 0 ? "" : "@" + string.Join('*', axes.Select(a => DimensionOf(a.Axis)));

    private string DimensionOf(string axis) => _dimensionOfAxis.GetValueOrDefault(axis, axis);

    private static IReadOnlyList<StatMember> Ordered(string code, List<StatMember> members) => code == StatDimensions.Region
        ? [.. members.OrderBy(m => m.Code, StringComparer.Ordinal).Select(m => Region.Find(m.Code) is { } region ? m with { Label = region.Name } : m)]
        : members;

    private static string Capital(string code) => code.Length == 0 ? code : char.ToUpperInvariant(code[0]) + code[1..];
}
