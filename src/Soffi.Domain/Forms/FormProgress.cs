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
        var sheet = calculation.Values.SheetOf(form);
        var cadres = form.Cadres
            .Select(c => withoutObject?.Contains(c.Code) == true ? new CadreProgress(c, 0, 0, 0, 0, 0) { IsWithoutObject = true } : Of(form, c, sheet, calculation.Locked)).ToList();
        var due = cadres.Where(c => c.Inputs > 0).ToList();
        var total = due.Sum(c => c.Required + 1);
        var done = due.Sum(c => c.RequiredAnswered + (c.Answered > 0 && c.Unreadable == 0 ? 1 : 0));
        return new FormProgress(cadres, total == 0 ? 100 : done * 100 / total);
    }

    /// <param name="sheet">The values, in the order of the form.</param>
    private static CadreProgress Of(FormDefinition form, Cadre cadre, CellValue[] sheet, IReadOnlySet<CellCode> locked)
    {
        var (inputs, answered, required, requiredAnswered, unreadable) = (0, 0, 0, 0, 0);
        foreach (var table in cadre.Tables.Where(t => t.Cells.Count > 0))
        {
            var place = form.PlaceOf(table.Cells[0].Code); // The cells of a table follow each other.
            foreach (var cell in table.Cells)
            {
                var kind = sheet[place++].Kind;
                if (!cell.IsInput || (locked.Count > 0 && locked.Contains(cell.Code)))
                {
                    continue;
                }

                var (isUnreadable, isAnswered) = (kind == CellKind.Unreadable, kind is not CellKind.Blank and not CellKind.Unreadable);
                inputs++;
                answered += isAnswered ? 1 : 0;
                required += cell.Required ? 1 : 0;
                requiredAnswered += cell.Required && isAnswered ? 1 : 0;
                unreadable += isUnreadable ? 1 : 0;
            }
        }

        return new CadreProgress(cadre, inputs, answered, required, requiredAnswered, unreadable);
    }
}
