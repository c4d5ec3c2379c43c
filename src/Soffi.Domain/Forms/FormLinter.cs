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
            .. form.Controls.Where(IsToleranceVain).DistinctBy(c => c.Code).Select(c => At(c.Code,
                $"La tolérance du contrôle {c.Code} est sans effet : elle n’élargit que =, <= et >= au premier niveau de la condition.")),
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

    private static bool IsToleranceVain(Control control) =>
        control.Tolerance > 0 && control.Condition.Root is not ComparisonNode { Sign: "=" or "<=" or ">=" };
}
