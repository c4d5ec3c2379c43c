namespace Soffi.Domain.Forms;

/// <summary>Where one cadre stands.</summary>
/// <param name="Inputs">Cells that may be typed (locked ones left out).</param>
/// <param name="Answered">Those holding a value or « sans objet ».</param>
/// <param name="Required">Cells that must be answered.</param>
/// <param name="RequiredAnswered">Those that are.</param>
/// <param name="Unreadable">Cells to correct.</param>
public sealed record CadreProgress(Cadre Cadre, int Inputs, int Answered, int Required, int RequiredAnswered, int Unreadable)
{
    /// <summary>Declared « sans objet »: nothing is owed there, and all the numbers are zero.</summary>
    public bool IsWithoutObject { get; init; }

    public bool IsComplete => RequiredAnswered == Required && Unreadable == 0 && (Answered > 0 || Inputs == 0);

    /// <summary>What is missing, in words; empty when nothing is.</summary>
    public string Missing
    {
        get
        {
            var parts = new List<string>();
            if (Required > RequiredAnswered)
            {
                parts.Add(Count(Required - RequiredAnswered, "cellule obligatoire à remplir", "cellules obligatoires à remplir"));
            }

            if (Unreadable > 0)
            {
                parts.Add(Count(Unreadable, "cellule à corriger", "cellules à corriger"));
            }

            if (Answered == 0 && Inputs > 0 && parts.Count == 0)
            {
                parts.Add("cadre vide");
            }

            return string.Join(", ", parts);
        }
    }

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}

/// <summary>How far a statement is.</summary>
/// <param name="Percent">
/// 0 to 100: cadres started and required cells answered count; rounded down, 100 only when nothing is missing.
/// </param>
public sealed record FormProgress(IReadOnlyList<CadreProgress> Cadres, int Percent)
{
    public bool IsComplete => Percent == 100;

    /// <param name="withoutObject">Codes of the cadres that do not concern the operator; null for none.</param>
    public static FormProgress Of(FormDefinition form, Calculation calculation, IReadOnlySet<string>? withoutObject = null)
    {
        var cadres = form.Cadres
            .Select(c => withoutObject?.Contains(c.Code) == true ? new CadreProgress(c, 0, 0, 0, 0, 0) { IsWithoutObject = true } : Of(c, calculation)).ToList();
        var due = cadres.Where(c => c.Inputs > 0).ToList();
        var total = due.Sum(c => c.Required + 1);
        var done = due.Sum(c => c.RequiredAnswered + (c.Answered > 0 && c.Unreadable == 0 ? 1 : 0));
        return new FormProgress(cadres, total == 0 ? 100 : done * 100 / total);
    }

    private static CadreProgress Of(Cadre cadre, Calculation calculation)
    {
        var inputs = cadre.Cells.Where(c => c.IsInput && !calculation.Locked.Contains(c.Code)).ToList();
        var answers = inputs.Select(c => (Cell: c, calculation.Values[c.Code].Kind)).ToList();
        return new CadreProgress(
            cadre,
            inputs.Count,
            answers.Count(a => a.Kind is not CellKind.Blank and not CellKind.Unreadable),
            answers.Count(a => a.Cell.Required),
            answers.Count(a => a.Cell.Required && a.Kind is not CellKind.Blank and not CellKind.Unreadable),
            answers.Count(a => a.Kind == CellKind.Unreadable));
    }
}
