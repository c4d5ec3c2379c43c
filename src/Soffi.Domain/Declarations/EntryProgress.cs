using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>How far a cadre is filled.</summary>
/// <param name="Cadre">Its code.</param>
/// <param name="Expected">Cells that must be answered before submission (all typed cells when the form requires none).</param>
/// <param name="Answered">Of these, those that hold an answer (a value or « sans objet »).</param>
/// <param name="Unreadable">Cells whose text could not be read.</param>
/// <param name="Filled">Typed cells that hold anything, expected or not.</param>
public sealed record CadreProgress(string Cadre, int Expected, int Answered, int Unreadable, int Filled)
{
    public int Missing => Expected - Answered;

    public bool IsComplete => Missing == 0 && Unreadable == 0;
}

/// <summary>How far a statement is filled, cadre by cadre; cells locked by a carry-over are not the operator's to fill.</summary>
public sealed record EntryProgress(IReadOnlyList<CadreProgress> Cadres)
{
    public int Expected => Cadres.Sum(c => c.Expected);

    public int Answered => Cadres.Sum(c => c.Answered);

    public int Missing => Expected - Answered;

    public int Unreadable => Cadres.Sum(c => c.Unreadable);

    /// <summary>0 to 100, rounded down: 100 means that nothing is missing.</summary>
    public int Percent => Expected == 0 ? 100 : Answered * 100 / Expected;

    /// <param name="form">The form of the statement.</param>
    /// <param name="values">Its input values.</param>
    /// <param name="isLocked">Cells filled by a carry-over.</param>
    public static EntryProgress Of(FormDefinition form, CellValues values, Func<FormCell, bool> isLocked)
    {
        var requires = form.Cells.Any(c => c.Required);
        return new EntryProgress([.. form.Cadres.Select(Progress)]);

        CadreProgress Progress(Cadre cadre)
        {
            var inputs = cadre.Cells.Where(c => c.IsInput && !isLocked(c)).ToList();
            var expected = inputs.Where(c => c.Required || !requires).ToList();
            return new CadreProgress(
                cadre.Code,
                expected.Count,
                expected.Count(c => values[c.Code].Kind is CellKind.Number or CellKind.Text or CellKind.NotApplicable),
                inputs.Count(c => values[c.Code].Kind == CellKind.Unreadable),
                inputs.Count(c => !values[c.Code].IsBlank));
        }
    }
}
