using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>The sheet that formulas read: one array for this year, one for last year, in the order of the form.</summary>
internal sealed class FormScope : IFormulaScope
{
    private readonly FormDefinition _form;
    private readonly StatementContext _context;
    private readonly FormulaValue[] _now;
    private FormulaValue[]? _before;

    /// <param name="values">This year's cells, in the order of the form.</param>
    public FormScope(FormDefinition form, CellValue[] values, StatementContext context)
    {
        _form = form;
        _context = context;
        _now = ValuesOf(form, values);
    }

    private FormScope(FormScope other)
    {
        (_form, _context, _before) = (other._form, other._context, other._before);
        _now = [.. other._now];
    }

    /// <summary>The same sheet, whose cells of this year change apart.</summary>
    public FormScope Copy() => new(this);

    public void Set(int place, CellValue value) => _now[place] = ValueOf(_form.CellAt(place), value);

    public void SetPrevious(int place, CellValue value) => Before()[place] = ValueOf(_form.CellAt(place), value);

    public void MarkUnavailable(CellCode code)
    {
        if (_form.PlaceOf(code) is >= 0 and var place)
        {
            _now[place] = FormulaValue.Unavailable;
        }
    }

    public FormulaValue Read(CellReference reference) => Read(reference, _form.PlaceOf(reference.Code));

    public FormulaValue Read(CellReference reference, int place) =>
        place < 0 ? FormulaValue.Blank : reference.Previous ? Before()[place] : _now[place];

    public FormulaValue Sum(IReadOnlyList<CellReference> cells, int[]? places)
    {
        if (places is null || places.Length == 0)
        {
            return FormulaValue.Blank;
        }

        var sheet = cells[0].Previous ? Before() : _now;
        var (total, any) = (0m, false);
        foreach (var place in places)
        {
            if (place < 0)
            {
                continue;
            }

            ref readonly var value = ref sheet[place];
            if (value.Kind == FormulaValueKind.Number)
            {
                total += value.Number; // A cell is at most 10^12: no sheet can overflow a decimal.
                any = true;
            }
            else if (value.Kind == FormulaValueKind.Unavailable)
            {
                return FormulaValue.Unavailable;
            }
        }

        return any ? FormulaValue.Of(total) : FormulaValue.Blank;
    }

    public decimal Parameter(string name) => _form.Header.ParameterFor(name, _context);

    private FormulaValue[] Before()
    {
        if (_before is not null)
        {
            return _before;
        }

        // Given whole: several requests may read the same sheet.
        return _before = ValuesOf(_form, _context.Previous.SheetOf(_form));
    }

    private static FormulaValue[] ValuesOf(FormDefinition form, CellValue[] cells)
    {
        var values = new FormulaValue[cells.Length];
        for (var place = 0; place < cells.Length; place++)
        {
            if (!cells[place].IsBlank)
            {
                values[place] = ValueOf(form.CellAt(place), cells[place]);
            }
        }

        return values;
    }

    /// <summary>A date counts as its day, so that two can be compared.</summary>
    private static FormulaValue ValueOf(FormCell cell, CellValue value) =>
        value.Kind == CellKind.Text && cell.Type == CellType.Date
            && DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? FormulaValue.Of(day.DayNumber)
            : FormulaValue.Of(value);
}
