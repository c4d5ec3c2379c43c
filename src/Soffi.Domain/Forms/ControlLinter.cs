namespace Soffi.Domain.Forms;

/// <summary>Looks for a sheet on which a control passes and one on which it fails.</summary>
internal static class ControlLinter
{
    private const int Trials = 3_000;

    /// <summary>Sheets on which equalities are solved when drawing found none.</summary>
    private const int SolvedTrials = 60;

    private static readonly decimal?[] Candidates = [null, 0, 1, 2, 10, 99, 250, 1_000, 12_345, 1_000_000, -5];

    public static IEnumerable<string> Unprovable(FormDefinition form, Control control)
    {
        var (leaves, computed) = Closure(form, control);
        var previous = AllFormulas(control).Concat(computed.Select(c => c.Formula!)).SelectMany(f => f.References)
            .Where(r => r.Previous).Select(r => r.Code).Distinct().ToList();
        var candidates = CandidatesFor(form, control, computed);
        var sheet = new ExampleSheet(form, leaves, previous, computed, candidates);
        var (passes, fails) = (false, false);
        for (var trial = 0; trial < Trials && !(passes && fails); trial++)
        {
            sheet.Draw(trial);
            var scope = sheet.Scope();
            if (control.When is not null && !control.When.Evaluate(scope).IsTrue)
            {
                continue;
            }

            var outcome = FormChecker.Evaluate(control, scope).Value;
            passes |= outcome.IsTrue;
            fails |= outcome is { IsUnavailable: false, IsTrue: false };
        }

        for (var trial = 1; trial < SolvedTrials && !(passes && fails); trial++)
        {
            sheet.Draw(trial);
            var outcome = Solved(control, sheet);
            passes |= outcome is { IsTrue: true };
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

    private static IEnumerable<Formula> AllFormulas(Control control) => new[] { control.Condition, control.When, control.ToleranceFormula }.OfType<Formula>();

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

    /// <summary>Moves inputs until « when », then the condition, hold; null when « when » does not.</summary>
    private static FormulaValue? Solved(Control control, ExampleSheet sheet)
    {
        foreach (var comparison in control.When is null ? [] : Comparisons(control.When.Root))
        {
            sheet.Solve(comparison, null);
        }

        foreach (var comparison in Comparisons(control.Condition.Root))
        {
            sheet.Solve(comparison, control.When);
        }

        var scope = sheet.Scope();
        return control.When is null || control.When.Evaluate(scope).IsTrue ? FormChecker.Evaluate(control, scope).Value : null;
    }

    private static IEnumerable<ComparisonNode> Comparisons(FormulaNode node) =>
        node is ComparisonNode comparison ? [comparison] : node.Children().SelectMany(Comparisons);

    /// <summary>The usual numbers, and those the formulas name, with their neighbours: thresholds are tried on both sides.</summary>
    private static decimal?[] CandidatesFor(FormDefinition form, Control control, IEnumerable<FormCell> computed)
    {
        var formulas = AllFormulas(control).Concat(computed.Select(c => c.Formula!)).ToList();
        var named = AllFormulas(control).SelectMany(f => Literals(f.Root))
            .Concat(formulas.SelectMany(f => f.Parameters).Where(form.Header.Parameters.ContainsKey).SelectMany(p => form.Header.Parameters[p].Values)).Distinct();
        return [.. Candidates, .. named.Where(n => Math.Abs(n) < CellScale.Limit / 2).SelectMany(n => new decimal?[] { n, n + 1 }).Distinct().Except(Candidates)];
    }

    private static IEnumerable<decimal> Literals(FormulaNode node) =>
        node is NumberNode number ? [number.Number] : node.Children().SelectMany(Literals);
}
