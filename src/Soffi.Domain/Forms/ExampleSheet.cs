using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>
/// An example sheet of the linter. The first ones are plain (all blank, all zero, all one, one year empty, one cell alone); the others
/// draw from the candidates in a fixed way, so that a linting gives the same answer every time.
/// </summary>
internal sealed class ExampleSheet
{
    /// <summary>How many of the cells nearest to the condition are always drawn.</summary>
    private const int Near = 12;

    /// <summary>Last year's values are drawn apart from this year's, else a carry-over control could not fail.</summary>
    private const int PreviousOffset = 1_000;

    /// <summary>Day of the check in the examples: dates are drawn around it and around the closing of the exercise.</summary>
    private static readonly DateOnly Today = new(2026, 5, 20);

    private readonly FormDefinition _form;
    private readonly IReadOnlyList<FormCell> _leaves;
    private readonly IReadOnlyList<CellCode> _before;
    private readonly IReadOnlyList<FormCell> _computed;
    private readonly decimal?[] _candidates;
    private readonly CellValue[] _values;
    private readonly FormScope _scope;

    /// <param name="leaves">Inputs to fill, nearest to the condition first.</param>
    /// <param name="previous">Last year's cells to fill.</param>
    /// <param name="computed">Cells between, each after those it reads.</param>
    public ExampleSheet(
        FormDefinition form, IReadOnlyList<FormCell> leaves, IReadOnlyList<CellCode> previous, IReadOnlyList<FormCell> computed, decimal?[] candidates)
    {
        _form = form;
        _leaves = leaves;
        _before = previous;
        _computed = computed;
        _candidates = candidates;
        _values = new CellValue[form.Cells.Count];
        _scope = new FormScope(form, _values, new StatementContext { Today = Today });
    }

    /// <summary>Fills the sheet anew; the same number always draws the same sheet.</summary>
    public void Draw(int trial)
    {
        for (var i = 0; i < _leaves.Count; i++)
        {
            Put(_leaves[i], CellValue.Blank);
            Set(_leaves[i], Choose(trial, i));
        }

        for (var i = 0; i < _before.Count; i++)
        {
            var number = Choose(trial, i + PreviousOffset);
            _scope.SetPrevious(_form.PlaceOf(_before[i]), number is { } said ? CellValue.Of(said) : CellValue.Blank);
        }
    }

    /// <summary>The sheet computed as a statement is: rounded to the decimals of each type, out of bounds unavailable.</summary>
    public FormScope Scope()
    {
        foreach (var cell in _computed)
        {
            Put(cell, CellValue.Blank);
        }

        var sheet = new FormSheet(_form, _values, _scope);
        for (var rank = 0; rank < _computed.Count; rank++)
        {
            sheet.Compute(_computed[rank], _form.PlaceOf(_computed[rank].Code), rank);
        }

        return _scope;
    }

    /// <summary>Moves the first input that makes the comparison hold, as a straight line would have it.</summary>
    /// <param name="comparison">Left alone when it holds already.</param>
    /// <param name="keep">What must hold after the move; null for nothing.</param>
    public void Solve(ComparisonNode comparison, Formula? keep)
    {
        if (comparison.Evaluate(Scope()).IsTrue)
        {
            return;
        }

        var aim = comparison.Sign switch { ">" or "<>" => 1m, "<" => -1m, _ => 0m };
        foreach (var leaf in _leaves.Take(Near).Where(l => CellTypes.IsNumeric(l.Type)))
        {
            var before = _values[_form.PlaceOf(leaf.Code)];
            var gap = Gap(comparison);
            Set(leaf, before.Number + 1);
            if (gap is { } far && Gap(comparison) - far is { } slope && slope != 0 && Math.Abs(far) < CellScale.Limit * Math.Min(1, Math.Abs(slope)))
            {
                Set(leaf, before.Number + ((aim - far) / slope));
                var scope = Scope();
                if (Math.Abs((Gap(comparison) ?? decimal.MaxValue) - aim) <= Math.Abs(slope) && keep?.Evaluate(scope).IsTrue != false)
                {
                    return;
                }
            }

            Put(leaf, before);
        }
    }

    private decimal? Gap(ComparisonNode comparison)
    {
        var scope = Scope();
        var gap = ComparisonNode.Gap(comparison.Left.Evaluate(scope), comparison.Right.Evaluate(scope));
        return gap.IsNumber ? gap.Number : null;
    }

    /// <summary>What the cell would accept: its decimals, its sign.</summary>
    private void Set(FormCell cell, decimal? number)
    {
        if (number is { } value && CellTypes.IsNumeric(cell.Type))
        {
            var typed = Math.Round(value, CellTypes.TypedDecimals(cell.Type), MidpointRounding.AwayFromZero);
            Put(cell, CellValue.Of(cell.Signed ? typed : Math.Abs(typed)));
        }
        else if (number is > 0 && cell.Type == CellType.Date)
        {
            var day = number.Value < 400 ? new DateOnly(_form.Header.Exercise, 12, 31).AddDays((int)number.Value - 100) : Today.AddDays(number.Value > 5_000 ? 30 : -30);
            Put(cell, CellValue.OfText(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }
        else if (number is > 0)
        {
            Put(cell, CellValue.OfText("x"));
        }
    }

    private void Put(FormCell cell, CellValue value)
    {
        var place = _form.PlaceOf(cell.Code);
        _values[place] = value;
        _scope.Set(place, value);
    }

    private decimal? Choose(int trial, int index) => trial switch
    {
        0 => null,
        1 => 0,
        2 => 1,
        3 => 1_000,
        4 => index < PreviousOffset ? 0 : 1_000,
        5 => index < PreviousOffset ? 1_000 : 0,
        _ when trial - 6 < _leaves.Count => trial - 6 == index ? 1_000 : 0,
        _ => DrawOne(trial, index),
    };

    /// <summary>Every other sheet is nearly empty: few cells far from the condition, so that those near it decide.</summary>
    private decimal? DrawOne(int trial, int index)
    {
        var draw = (int)(Scramble((uint)trial * 2_654_435_761u + (uint)index) % 1_000_003);
        var isNear = index < Near || index >= PreviousOffset;
        return trial % 2 == 0 || _leaves.Count <= Near || isNear || draw / 16 % 40 == 0 ? _candidates[draw % _candidates.Length] : 0;
    }

    private static uint Scramble(uint x)
    {
        x = (x ^ (x >> 16)) * 0x45d9f3b;
        x = (x ^ (x >> 16)) * 0x45d9f3b;
        return x ^ (x >> 16);
    }
}
