namespace Soffi.Domain.Forms;

/// <summary>Who reads whom in a form, by rank: what to compute and to check again when a few cells change.</summary>
internal sealed class FormDependencies
{
    private readonly int[][] _computed;
    private readonly int[][] _controls;
    private readonly bool[] _carriedFrom;

    public FormDependencies(FormDefinition form)
    {
        var count = form.Cells.Count;
        Places = [.. form.ComputationOrder.Select(c => form.PlaceOf(c.Code))];
        _computed = Readers(count, form.ComputationOrder.Select(c => PlacesRead(form, [c.Formula!])));
        _controls = Readers(count, form.Controls.Select(c => PlacesRead(
            form, new[] { c.Condition, c.When, c.ToleranceFormula }.Concat(c.Holes.Values).OfType<Formula>())));
        _carriedFrom = new bool[count];
        foreach (var place in form.CarriedOver.SelectMany(c => PlacesRead(form, [c.CarryOver!])))
        {
            _carriedFrom[place] = true;
        }
    }

    /// <summary>Place in the sheet of each computed cell, in the order of computation.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>Ranks, in the order of computation, of the cells that read that one.</summary>
    public ReadOnlySpan<int> ComputedFrom(int place) => _computed[place];

    /// <summary>Ranks of the controls that read that cell, in their conditions or in their messages.</summary>
    public ReadOnlySpan<int> ControlsOn(int place) => _controls[place];

    /// <summary>Whether an opening depends on that cell of this year.</summary>
    public bool IsCarriedFrom(int place) => _carriedFrom[place];

    private static IEnumerable<int> PlacesRead(FormDefinition form, IEnumerable<Formula> formulas) => formulas
        .SelectMany(f => f.References).Where(r => !r.Previous).Select(r => form.PlaceOf(r.Code)).Where(p => p >= 0).Distinct();

    private static int[][] Readers(int count, IEnumerable<IEnumerable<int>> read)
    {
        var readers = new List<int>?[count];
        var rank = 0;
        foreach (var places in read)
        {
            foreach (var place in places)
            {
                (readers[place] ??= []).Add(rank);
            }

            rank++;
        }

        return [.. readers.Select(r => r?.ToArray() ?? [])];
    }
}
