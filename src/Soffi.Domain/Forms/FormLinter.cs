namespace Soffi.Domain.Forms;

/// <summary>
/// What the reader cannot see line by line: totals that forget a cell or count one twice, controls that can never fail
/// or never pass, parameters nobody reads.
/// </summary>
public static class FormLinter
{
    /// <summary>Reads and lints: the faults of reading when there are any, else those of the linter.</summary>
    public static IReadOnlyList<FormFault> Lint(FormFiles files, string path)
    {
        var reading = FormReader.Read(files, path);
        return reading.Definition is null ? reading.Faults : Lint(reading.Definition, reading.Places, path + "/form.json");
    }

    /// <summary>Faults of a definition that was read.</summary>
    /// <param name="form">The definition.</param>
    /// <param name="places">Where its parts are written; null when unknown.</param>
    /// <param name="file">File named when the place is unknown.</param>
    public static IReadOnlyList<FormFault> Lint(FormDefinition form, IReadOnlyDictionary<string, FormPlace>? places = null, string file = "")
    {
        FormFault At(string key, string message) =>
            places is not null && places.TryGetValue(key, out var place) ? new(place.File, place.Line, message) : new(file, 0, message);

        var tables = form.Cadres.SelectMany(c => c.Tables).ToList();
        return
        [
            .. tables.SelectMany(t => TotalLinter.ForgottenCells(form, t).Select(m => At(t.Code, m))),
            .. tables.SelectMany(t => TotalLinter.CountedTwice(form, t).Select(m => At(t.Code, m))),
            .. tables.SelectMany(t => EmptyLabels(t).Select(m => At(t.Code, m))),
            .. form.Controls.SelectMany(c => ControlLinter.Unprovable(form, c).Select(m => At(c.Code, m))),
            .. UnusedParameters(form).Select(p => At("$" + p, $"Le paramètre « {p} » n’est lu par aucune formule.")),
        ];
    }

    private static IEnumerable<string> EmptyLabels(FormTable table) =>
        table.Cells.Where(c => c.RowLabel.Trim().Length == 0).Select(c => $"La cellule {c.Code} n’a pas de libellé.");

    private static IEnumerable<string> UnusedParameters(FormDefinition form)
    {
        var used = form.Cells.SelectMany(c => new[] { c.Formula, c.CarryOver })
            .Concat(form.Controls.SelectMany(c => new[] { c.Condition, c.When }.Concat(c.Holes.Values)))
            .OfType<Formula>().SelectMany(f => f.Parameters).ToHashSet(StringComparer.Ordinal);
        return form.Header.Parameters.Keys.Where(p => !used.Contains(p));
    }
}

/// <summary>The classic fault of such forms: a line is opened and the total is not told.</summary>
internal static class TotalLinter
{
    /// <summary>Numeric inputs that no total of their column, or of their row, reaches though there is one.</summary>
    public static IEnumerable<string> ForgottenCells(FormDefinition form, FormTable table)
    {
        var totals = table.Cells.Where(c => !c.IsInput).ToList();
        foreach (var cell in table.Cells.Where(c => c.IsInput && !c.OutsideTotal && CellTypes.IsNumeric(c.Type)))
        {
            var down = totals.Where(t => t.Code.Column == cell.Code.Column && Adds(t, c => c.Column == cell.Code.Column)).ToList();
            var across = totals.Where(t => t.Code.Row == cell.Code.Row && Adds(t, c => c.Row == cell.Code.Row)).ToList();
            if ((down.Count > 0 && !down.Exists(t => Reaches(form, t, cell.Code))) || (across.Count > 0 && !across.Exists(t => Reaches(form, t, cell.Code))))
            {
                yield return $"La cellule {cell.Code} n’entre dans aucun total de sa {(down.Exists(t => Reaches(form, t, cell.Code)) || down.Count == 0 ? "ligne" : "colonne")} : corrigez la formule du total ou marquez-la « outsideTotal ».";
            }
        }
    }

    /// <summary>Totals whose ranges meet one cell by two ways.</summary>
    public static IEnumerable<string> CountedTwice(FormDefinition form, FormTable table)
    {
        foreach (var total in table.Cells.Where(c => c.Formula is not null))
        {
            var leaves = Leaves(form, total.Formula!.Root, 0).ToList();
            foreach (var twice in leaves.GroupBy(l => l).Where(g => g.Count() > 1).Take(1))
            {
                yield return $"Le total {total.Code} compte deux fois la cellule {twice.Key}.";
            }
        }
    }

    /// <summary>A total of that line: a sum of at least two of its cells.</summary>
    private static bool Adds(FormCell total, Func<CellCode, bool> inLine) =>
        Ranges(total.Formula!.Root).Any(r => r.Cells.Count(c => !c.Previous && c.Code.Table == total.Code.Table && inLine(c.Code)) > 1);

    private static IEnumerable<RangeNode> Ranges(FormulaNode node) =>
        node is RangeNode range ? [range] : node.Children().SelectMany(Ranges);

    private static bool Reaches(FormDefinition form, FormCell total, CellCode target)
    {
        var seen = new HashSet<CellCode>();
        var waiting = new Stack<FormCell>([total]);
        while (waiting.TryPop(out var cell))
        {
            foreach (var reference in cell.Formula!.References.Where(r => !r.Previous && seen.Add(r.Code)))
            {
                if (reference.Code == target)
                {
                    return true;
                }

                if (form.Find(reference.Code) is { IsInput: false } computed)
                {
                    waiting.Push(computed);
                }
            }
        }

        return false;
    }

    /// <summary>Inputs added by a formula made of sums only; anything else (a difference, a ratio) adds nothing here.</summary>
    private static IEnumerable<CellCode> Leaves(FormDefinition form, FormulaNode node, int depth) => node switch
    {
        _ when depth > 8 => [],
        RangeNode range => range.Cells.Where(c => !c.Previous).SelectMany(c => Leaves(form, c.Code, depth)),
        FunctionNode { Name: "SUM" } sum => sum.Children().SelectMany(c => Leaves(form, c, depth)),
        CellNode cell when !cell.Reference.Previous => Leaves(form, cell.Reference.Code, depth),
        ArithmeticNode { Sign: '+' } plus => plus.Children().SelectMany(c => Leaves(form, c, depth)),
        _ => [],
    };

    private static IEnumerable<CellCode> Leaves(FormDefinition form, CellCode code, int depth) =>
        form.Find(code) is { Formula: { } formula } ? Leaves(form, formula.Root, depth + 1) : [code];
}

/// <summary>Looks for a sheet on which a control passes and one on which it fails.</summary>
internal static class ControlLinter
{
    private const int Trials = 3_000;

    /// <summary>How many of the cells nearest to the condition are always drawn.</summary>
    private const int Near = 12;

    /// <summary>Last year's values are drawn apart from this year's, else a carry-over control could not fail.</summary>
    private const int PreviousOffset = 1_000;

    private static readonly decimal?[] Candidates = [null, 0, 1, 2, 10, 99, 250, 1_000, 12_345, 1_000_000, -5];

    public static IEnumerable<string> Unprovable(FormDefinition form, Control control)
    {
        var (leaves, computed) = Closure(form, control);
        var previous = AllFormulas(control).Concat(computed.Select(c => c.Formula!)).SelectMany(f => f.References)
            .Where(r => r.Previous).Select(r => r.Code).Distinct().ToList();
        var (passes, fails) = (false, false);
        for (var trial = 0; trial < Trials && !(passes && fails); trial++)
        {
            var scope = Sheet(form, leaves, previous, computed, trial);
            if (control.When is not null && !control.When.Evaluate(scope).IsTrue)
            {
                continue;
            }

            var outcome = FormChecker.Evaluate(control, scope).Value;
            passes |= outcome.IsTrue;
            fails |= outcome is { IsUnavailable: false, IsTrue: false };
        }

        if (!passes)
        {
            yield return $"Le contrôle {control.Instance} ne peut pas réussir : aucun exemple ne le satisfait.";
        }

        if (!fails)
        {
            yield return $"Le contrôle {control.Instance} ne peut pas échouer : il ne contrôle rien.";
        }
    }

    private static IEnumerable<Formula> AllFormulas(Control control) => new[] { control.Condition, control.When }.OfType<Formula>();

    /// <summary>The inputs the control depends on, nearest first, and the computed cells between, in their order.</summary>
    private static (List<FormCell> Leaves, List<FormCell> Computed) Closure(FormDefinition form, Control control)
    {
        var seen = new HashSet<CellCode>();
        var leaves = new List<FormCell>();
        var waiting = new Queue<Formula>(AllFormulas(control));
        while (waiting.TryDequeue(out var formula))
        {
            foreach (var cell in formula.References.Where(r => !r.Previous && seen.Add(r.Code)).Select(r => form.Find(r.Code)).OfType<FormCell>())
            {
                if (cell.Formula is null)
                {
                    leaves.Add(cell);
                }
                else
                {
                    waiting.Enqueue(cell.Formula);
                }
            }
        }

        return (leaves, [.. form.ComputationOrder.Where(c => seen.Contains(c.Code))]);
    }

    /// <summary>
    /// The first sheets are plain (all blank, all zero, all one, one cell alone); the others draw from the candidates in
    /// a fixed way, so that a linting gives the same answer every time.
    /// </summary>
    private static FormScope Sheet(FormDefinition form, List<FormCell> leaves, List<CellCode> previous, List<FormCell> computed, int trial)
    {
        var values = new Dictionary<CellCode, CellValue>();
        var last = new Dictionary<CellCode, CellValue>();
        for (var i = 0; i < leaves.Count; i++)
        {
            Set(values, leaves[i].Code, Choose(trial, i, leaves.Count), leaves[i].Signed);
        }

        for (var i = 0; i < previous.Count; i++)
        {
            Set(last, previous[i], Choose(trial, i + PreviousOffset, leaves.Count), signed: true);
        }

        var scope = new FormScope(form.Header.Parameters, values, new CellValues(last));
        foreach (var cell in computed)
        {
            var value = cell.Formula!.Evaluate(scope);
            if (value.IsNumber)
            {
                values[cell.Code] = CellValue.Of(value.Number);
            }
        }

        return scope;
    }

    private static void Set(Dictionary<CellCode, CellValue> values, CellCode code, decimal? number, bool signed)
    {
        if (number is { } value)
        {
            values[code] = CellValue.Of(signed ? value : Math.Abs(value));
        }
    }

    private static decimal? Choose(int trial, int index, int count) => trial switch
    {
        0 => null,
        1 => 0,
        2 => 1,
        3 => 1_000,
        _ when trial - 4 < count => trial - 4 == index ? 1_000 : 0,
        _ => Draw(trial, index, count),
    };

    /// <summary>Every other sheet is nearly empty: few cells far from the condition, so that those near it decide.</summary>
    private static decimal? Draw(int trial, int index, int count)
    {
        var draw = (int)(Scramble((uint)trial * 2_654_435_761u + (uint)index) % 1_000_003);
        var isNear = index < Near || index >= PreviousOffset;
        return trial % 2 == 0 || count <= Near || isNear || draw / 16 % 40 == 0 ? Candidates[draw % Candidates.Length] : 0;
    }

    private static uint Scramble(uint x)
    {
        x = (x ^ (x >> 16)) * 0x45d9f3b;
        x = (x ^ (x >> 16)) * 0x45d9f3b;
        return x ^ (x >> 16);
    }
}
