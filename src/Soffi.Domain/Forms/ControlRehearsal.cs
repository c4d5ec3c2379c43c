using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>A statement submitted in the past, under the codes of the form that is tried.</summary>
/// <param name="Operator">Code, name and region of the body.</param>
/// <param name="Exercise">Year of its data, which <c>$exercice</c> stands for.</param>
/// <param name="SubmittedOn">Day of its submission in Paris, which <c>$aujourdhui</c> stands for.</param>
/// <param name="Values">Every value, computed ones included; they are computed again.</param>
/// <param name="Known">Codes that its own form had: the others did not exist.</param>
/// <param name="Previous">What the body had submitted for the exercise before; empty when nothing.</param>
/// <param name="KnownBefore">Codes that the form of the exercise before had.</param>
public sealed record PastStatement(
    PastOperator Operator, int Exercise, DateOnly SubmittedOn, CellValues Values, IReadOnlySet<CellCode> Known,
    CellValues Previous, IReadOnlySet<CellCode> KnownBefore);

/// <param name="Code">Short code of the body, « AKTO ».</param>
/// <param name="RegionCode">INSEE code of its region, or null.</param>
public sealed record PastOperator(string Code, string Name, string? RegionCode);

/// <summary>A control that would have triggered.</summary>
/// <param name="Finding">With the values of that statement in its message.</param>
public sealed record RehearsalHit(PastOperator Operator, int Exercise, Finding Finding);

/// <summary>A control that cannot be tried on a statement.</summary>
/// <param name="Reason">French sentence.</param>
public sealed record RehearsalGap(PastOperator Operator, int Exercise, string ControlCode, string Reason);

/// <summary>What one statement gave.</summary>
/// <param name="Evaluated">Codes of the controls that could be tried, whatever came of them.</param>
public sealed record RehearsedStatement(
    PastOperator Operator, int Exercise, IReadOnlyList<RehearsalHit> Hits, IReadOnlyList<RehearsalGap> Gaps, IReadOnlySet<string> Evaluated);

/// <summary>
/// Tries controls of a form on statements submitted in the past, as if the form had been theirs: how many bodies would have
/// met them, which, with what values. Pure; statements are given one after the other.
/// </summary>
public sealed class ControlRehearsal
{
    private readonly FormDefinition _form;
    private readonly List<Control> _controls;

    /// <param name="form">A draft, or a published version.</param>
    /// <param name="codes">Codes of the controls to try; null for all of them.</param>
    public ControlRehearsal(FormDefinition form, IReadOnlySet<string>? codes = null)
    {
        _form = form;
        _controls = [.. form.Controls.Where(c => codes is null || codes.Contains(c.Code))];
    }

    /// <summary>The controls tried, one for all the instances of a code, in the order of the form.</summary>
    public IReadOnlyList<Control> Controls => [.. _controls.DistinctBy(c => c.Code)];

    /// <summary>
    /// The codes of the controls that do not judge as in that other form: new, of another rule or severity, or reading a
    /// parameter whose value changed.
    /// </summary>
    public static IReadOnlySet<string> NewOrChanged(FormDefinition reference, FormDefinition form) => ControlDifferences.Judging(reference, form);

    public RehearsedStatement Run(PastStatement past)
    {
        var context = new StatementContext
        {
            Previous = past.Previous,
            Today = past.SubmittedOn,
            Exercise = past.Exercise,
            OperatorCode = past.Operator.Code,
            RegionCode = past.Operator.RegionCode,
            ForAgents = true,
        };
        var calculation = FormCalculator.Calculate(_form, past.Values, context);
        var scope = FormChecker.ScopeOf(_form, calculation, context);
        var sight = new Sight(_form, past);
        var (hits, gaps, evaluated) = (new List<RehearsalHit>(), new Dictionary<string, List<string>>(), new HashSet<string>());
        foreach (var control in _controls)
        {
            if (sight.Missing(control) is { } missing)
            {
                Note(gaps, control, missing);
            }
            else if (control.When is not null && !control.When.Evaluate(scope).IsTrue)
            {
                evaluated.Add(control.Code);
            }
            else if (FormChecker.Evaluate(control, scope).Value.IsUnavailable)
            {
                Note(gaps, control, "Une des cellules qu’il compare est illisible ou incalculable.");
            }
            else
            {
                evaluated.Add(control.Code);
                if (FormChecker.CheckControl(_form, control, scope, context) is { } finding)
                {
                    hits.Add(new RehearsalHit(past.Operator, past.Exercise, finding));
                }
            }
        }

        return new RehearsedStatement(
            past.Operator, past.Exercise, hits,
            [.. gaps.Select(g => new RehearsalGap(past.Operator, past.Exercise, g.Key, Sentence(g.Key, g.Value)))], evaluated);
    }

    private static void Note(Dictionary<string, List<string>> gaps, Control control, string reason)
    {
        if (!gaps.TryGetValue(control.Code, out var reasons))
        {
            gaps[control.Code] = reasons = [];
        }

        reasons.Add(reason);
    }

    /// <summary>One sentence for a control made for several lines.</summary>
    private string Sentence(string code, List<string> reasons)
    {
        var instances = _controls.Count(c => c.Code == code);
        return instances == 1
            ? reasons[0]
            : string.Create(CultureInfo.InvariantCulture, $"{reasons.Count} de ses {instances} lignes\u00a0: {string.Join(' ', reasons.Distinct().Take(3))}");
    }

    /// <summary>What can be seen of the past: a cell that did not exist says nothing, not zero.</summary>
    private sealed class Sight
    {
        private readonly PastStatement _past;
        private readonly HashSet<CellCode> _now;
        private readonly HashSet<CellCode> _before;

        public Sight(FormDefinition form, PastStatement past)
        {
            _past = past;
            _now = WithComputed(form, past.Known);
            _before = WithComputed(form, past.KnownBefore);
        }

        /// <summary>Why the control cannot be tried; null when it can.</summary>
        public string? Missing(Control control)
        {
            var formulas = new[] { control.Condition, control.When, control.ToleranceFormula }.OfType<Formula>().ToList();
            if (_past.Previous.Count == 0 && formulas.Exists(f => f.References.Any(r => r.Previous)))
            {
                return $"Aucun dépôt de l’exercice {_past.Exercise - 1} de cet organisme.";
            }

            var unknown = formulas.SelectMany(f => Unknown(f.Root)).Distinct().ToList();
            return unknown.Count == 0 ? null : $"{Named(unknown)} dans le formulaire de l’exercice {_past.Exercise}.";
        }

        private static string Named(List<CellCode> unknown) => unknown.Count == 1
            ? $"La cellule {unknown[0]} n’existait pas"
            : $"Les cellules {string.Join(", ", unknown.Take(3))}{(unknown.Count > 3 ? "…" : "")} n’existaient pas";

        /// <summary>A sum over a range is seen when one of its cells is.</summary>
        private IEnumerable<CellCode> Unknown(FormulaNode node) => node switch
        {
            CellNode cell => Sees(cell.Reference) ? [] : [cell.Reference.Code],
            RangeNode range => range.Cells.Count == 0 || range.Cells.Any(Sees) ? [] : [range.Cells[0].Code],
            _ => node.Children().SelectMany(Unknown),
        };

        private bool Sees(CellReference reference) => (reference.Previous ? _before : _now).Contains(reference.Code);

        /// <summary>A computed cell is seen when something it reads is: the total of a table is seen, though a line is new.</summary>
        private static HashSet<CellCode> WithComputed(FormDefinition form, IReadOnlySet<CellCode> known)
        {
            var seen = form.Cells.Where(c => c.IsInput && known.Contains(c.Code)).Select(c => c.Code).ToHashSet();
            foreach (var cell in form.ComputationOrder)
            {
                var read = cell.Formula!.References;
                if (read.Count == 0 || read.Any(r => r.Previous ? known.Count > 0 : seen.Contains(r.Code)))
                {
                    seen.Add(cell.Code);
                }
            }

            return seen;
        }
    }
}

/// <summary>What a control gave on all the statements.</summary>
/// <param name="Control">Its first instance: code, label, severity, condition.</param>
/// <param name="Evaluated">Statements on which it could be tried.</param>
/// <param name="Operators">Bodies of these.</param>
public sealed record RehearsedControl(
    Control Control, IReadOnlyList<RehearsalHit> Hits, IReadOnlyList<RehearsalGap> Gaps, int Evaluated, int Operators)
{
    /// <summary>Bodies on which it would trigger at least once.</summary>
    public int OperatorsHit => Hits.Select(h => h.Operator.Code).Distinct().Count();

    public int StatementsHit => Hits.Select(h => (h.Operator.Code, h.Exercise)).Distinct().Count();

    /// <summary>« P04 se déclencherait sur 4 opérateurs sur 36 (5 déclarations sur 144). »</summary>
    public string Sentence => Evaluated == 0
        ? $"{Control.Code} ne peut être essayé sur aucune déclaration."
        : OperatorsHit == 0
            ? $"{Control.Code} ne se déclencherait sur aucun des {Operators}\u00a0opérateurs ({Count(Evaluated)})."
            : $"{Control.Code} se déclencherait sur {OperatorsHit}\u00a0{(OperatorsHit == 1 ? "opérateur" : "opérateurs")} sur {Operators} ({Count(StatementsHit)} sur {Evaluated}).";

    private static string Count(int statements) => $"{statements}\u00a0{(statements == 1 ? "déclaration" : "déclarations")}";
}

/// <summary>The rehearsal as a whole.</summary>
/// <param name="Controls">In the order of the form.</param>
/// <param name="Statements">Statements tried.</param>
/// <param name="Operators">Their bodies.</param>
public sealed record RehearsalResult(IReadOnlyList<RehearsedControl> Controls, int Statements, int Operators)
{
    public static RehearsalResult Of(ControlRehearsal rehearsal, IReadOnlyList<RehearsedStatement> statements)
    {
        var hits = statements.SelectMany(s => s.Hits).ToLookup(h => h.Finding.ControlCode);
        var gaps = statements.SelectMany(s => s.Gaps).ToLookup(g => g.ControlCode);
        return new RehearsalResult(
            [
                .. from control in rehearsal.Controls
                   let tried = statements.Where(s => s.Evaluated.Contains(control.Code)).ToList()
                   select new RehearsedControl(
                       control, [.. hits[control.Code]], [.. gaps[control.Code]], tried.Count, tried.Select(s => s.Operator.Code).Distinct().Count()),
            ],
            statements.Count, statements.Select(s => s.Operator.Code).Distinct().Count());
    }
}
