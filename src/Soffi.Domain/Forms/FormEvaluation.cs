namespace Soffi.Domain.Forms;

/// <summary>
/// A form computed and checked on the values of one statement. Immutable; <see cref="With"/> gives the evaluation of values
/// that differ in a few cells and computes only what depends on these: the same result as computing all of it, which a test
/// proves on every published form.
/// </summary>
public sealed class FormEvaluation
{
    private readonly FormSheet _sheet;
    private readonly object _mark = new();
    private Calculation? _calculation;
    private Checks? _checks;
    private object? _after;
    private IReadOnlyList<CellCode> _moved = [];

    private FormEvaluation(FormDefinition form, StatementContext context, FormSheet sheet)
    {
        Form = form;
        Context = context;
        _sheet = sheet;
    }

    public FormDefinition Form { get; }

    /// <summary>What the values depend on beside the cells; its facts and the cadres without object are given to <see cref="Findings"/>.</summary>
    public StatementContext Context { get; }

    public Calculation Calculation => _calculation ??=
        new Calculation(new CellValues(Form, _sheet.Values), _sheet.Unavailable, _sheet.Locked, [.. _sheet.Notes.Values.SelectMany(n => n)]);

    /// <summary>Computes every cell in an order fixed once per definition; exact decimals; never throws.</summary>
    /// <param name="form">The definition.</param>
    /// <param name="inputs">What was typed; computed codes in it are ignored.</param>
    /// <param name="context">Last year's values, the body, the day.</param>
    public static FormEvaluation Of(FormDefinition form, CellValues inputs, StatementContext context)
    {
        var values = inputs.InputsOf(form);
        var sheet = new FormSheet(form, values, new FormScope(form, values, context));
        if (context.Previous.Count > 0)
        {
            sheet.CarryOver();
        }

        for (var rank = 0; rank < form.ComputationOrder.Count; rank++)
        {
            sheet.Compute(form.ComputationOrder[rank], form.Dependencies.Places[rank], rank);
        }

        return new FormEvaluation(form, context, sheet);
    }

    /// <summary>Values computed before, to be checked.</summary>
    internal static FormEvaluation Of(FormDefinition form, Calculation calculation, StatementContext context) =>
        new(form, context, new FormSheet(form, calculation, context)) { _calculation = calculation };

    /// <summary>The same statement with those cells changed.</summary>
    /// <param name="inputs">What is typed in them now; a blank erases. Computed codes and codes filled from last year are ignored.</param>
    public FormEvaluation With(IReadOnlyDictionary<CellCode, CellValue> inputs)
    {
        var sheet = new FormSheet(_sheet);
        var changed = new List<int>();
        foreach (var (code, value) in inputs)
        {
            if (Form.PlaceOf(code) is >= 0 and var place && Form.Cells[place].IsInput && !sheet.Locked.Contains(code) && sheet.Values[place] != value)
            {
                if (Form.Dependencies.IsCarriedFrom(place))
                {
                    return Of(Form, Calculation.Values.With(inputs), Context); // An opening reads this year's cells: all is computed again.
                }

                sheet.Put(place, value);
                changed.Add(place);
            }
        }

        return changed.Count == 0 ? this : Recomputed(sheet, changed);
    }

    /// <summary>The full check: form (F01 to F03), controls of the definition, facts known outside, remarks of the computation; by severity, then in the order of the form.</summary>
    /// <param name="facts">Findings known outside the cells.</param>
    /// <param name="withoutObject">Codes of the cadres that do not concern the body: their blank cells are not missing.</param>
    public IReadOnlyList<Finding> Findings(IReadOnlyList<Finding> facts, IReadOnlySet<string> withoutObject)
    {
        var checks = _checks ??= Checks.Of(Form, _sheet, Context);
        var absent = withoutObject.Count == 0 ? [] : Form.Cadres.Where(c => withoutObject.Contains(c.Code)).SelectMany(c => c.Tables).Select(t => t.Code).ToHashSet();
        var findings = new List<Finding>();
        for (var place = 0; place < checks.Cells.Length; place++)
        {
            if (checks.Cells[place] is { } finding && !(absent.Count > 0 && _sheet.Values[place].IsBlank && absent.Contains(Form.Cells[place].Code.Table)))
            {
                findings.Add(finding);
            }
        }

        findings.AddRange(checks.Controls.OfType<Finding>());
        findings.AddRange(facts);
        findings.AddRange(_sheet.Notes.Values.SelectMany(n => n));
        return [.. findings.OrderBy(f => f.Severity)];
    }

    /// <summary>The computed cells that are not worth what they were in another evaluation of the same form.</summary>
    public IReadOnlyList<CellCode> MovedFrom(FormEvaluation before)
    {
        if (ReferenceEquals(_after, before._mark))
        {
            return _moved; // Known since it was computed from that one, which is not held for that.
        }

        var moved = new List<CellCode>();
        foreach (var place in Form.Dependencies.Places)
        {
            var code = Form.Cells[place].Code;
            if (_sheet.Values[place] != before._sheet.Values[place]
                || (_sheet.Unavailable.Count + before._sheet.Unavailable.Count > 0 && _sheet.Unavailable.Contains(code) != before._sheet.Unavailable.Contains(code)))
            {
                moved.Add(code);
            }
        }

        return moved;
    }

    private FormEvaluation Recomputed(FormSheet sheet, List<int> changed)
    {
        var dependencies = Form.Dependencies;
        var waiting = new bool[dependencies.Places.Count];
        var typed = changed.Count;
        changed.ForEach(place => Wake(place));
        for (var rank = 0; rank < waiting.Length; rank++)
        {
            var place = dependencies.Places[rank];
            if (waiting[rank] && sheet.Compute(Form.ComputationOrder[rank], place, rank))
            {
                changed.Add(place);
                Wake(place);
            }
        }

        return new FormEvaluation(Form, Context, sheet)
        {
            _checks = _checks?.After(Form, sheet, Context, changed, typed),
            _after = _mark,
            _moved = [.. changed.Skip(typed).Select(place => Form.Cells[place].Code)],
        };

        void Wake(int place)
        {
            foreach (var rank in dependencies.ComputedFrom(place))
            {
                waiting[rank] = true;
            }
        }
    }

    /// <summary>What each cell and each control gave, null when all is well.</summary>
    private sealed record Checks(Finding?[] Cells, Finding?[] Controls)
    {
        public static Checks Of(FormDefinition form, FormSheet sheet, StatementContext context)
        {
            var (cells, controls) = (new Finding?[form.Cells.Count], new Finding?[form.Controls.Count]);
            for (var place = 0; place < cells.Length; place++)
            {
                if (form.CellAt(place) is { IsInput: true } cell)
                {
                    cells[place] = FormChecker.CheckCell(cell, sheet.Values[place], sheet.Locked);
                }
            }

            for (var rank = 0; rank < controls.Length; rank++)
            {
                controls[rank] = Check(form, form.Controls[rank], sheet, context);
            }

            return new Checks(cells, controls);
        }

        /// <param name="changed">Places of the cells that changed, the typed ones first.</param>
        /// <param name="typed">How many of them were typed.</param>
        public Checks After(FormDefinition form, FormSheet sheet, StatementContext context, List<int> changed, int typed)
        {
            Finding?[] cells = [.. Cells];
            foreach (var place in changed.Take(typed))
            {
                cells[place] = FormChecker.CheckCell(form.Cells[place], sheet.Values[place], sheet.Locked);
            }

            Finding?[] controls = [.. Controls];
            var again = new bool[controls.Length];
            foreach (var place in changed)
            {
                foreach (var rank in form.Dependencies.ControlsOn(place))
                {
                    again[rank] = true;
                }
            }

            for (var rank = 0; rank < controls.Length; rank++)
            {
                controls[rank] = again[rank] ? Check(form, form.Controls[rank], sheet, context) : controls[rank];
            }

            return new Checks(cells, controls);
        }

        private static Finding? Check(FormDefinition form, Control control, FormSheet sheet, StatementContext context) =>
            context.ForAgents || !control.ForAgents ? FormChecker.CheckControl(form, control, sheet.Scope, context) : null;
    }
}
