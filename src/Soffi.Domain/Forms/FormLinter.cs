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
        return reading.Definition is null
            ? reading.Faults
            : Lint(reading.Definition, reading.Places, path + "/form.json", LastYear(files, path, reading.Definition));
    }

    /// <summary>The form that this one comes from, when its files are there and readable; else null.</summary>
    /// <param name="path">Where that form stands: « 2026/OPCO ».</param>
    public static FormDefinition? LastYear(FormFiles files, string path, FormDefinition form)
    {
        var before = $"{form.PreviousExercise}{path[4..]}";
        return files.Find($"{before}/form.json") is null ? null : FormReader.Read(files, before).Definition;
    }

    /// <summary>Faults of a definition that was read.</summary>
    /// <param name="form">The definition.</param>
    /// <param name="places">Where its parts are written; null when unknown.</param>
    /// <param name="file">File named when the place is unknown.</param>
    /// <param name="lastYear">The form of the exercise before, for the mapping; null when there is none.</param>
    public static IReadOnlyList<FormFault> Lint(
        FormDefinition form, IReadOnlyDictionary<string, FormPlace>? places = null, string file = "", FormDefinition? lastYear = null)
    {
        FormFault At(string key, string message) =>
            places is not null && places.TryGetValue(key, out var place) ? new(place.File, place.Line, message) : new(file, 0, message);

        var tables = form.Cadres.SelectMany(c => c.Tables).ToList();
        return
        [
            .. tables.SelectMany(t => TotalLinter.ForgottenCells(form, t).Select(m => At(t.Code, m))),
            .. tables.SelectMany(t => TotalLinter.CountedTwice(form, t).Select(m => At(t.Code, m))),
            .. tables.SelectMany(t => SilentCells(t).Select(m => At(t.Code, m))),
            .. form.Controls.SelectMany(c => ControlLinter.Unprovable(form, c).Select(m => At(c.Code, m))),
            .. form.Controls.Where(IsToleranceVain).DistinctBy(c => c.Code).Select(c => At(c.Code,
                $"La tolérance du contrôle {c.Code} est sans effet : elle n’élargit que =, <= et >= au premier niveau de la condition.")),
            .. UnusedParameters(form).Select(p => At("$" + p, $"Le paramètre « {p} » n’est lu par aucune formule.")),
            .. MappingLinter.Faults(form, lastYear).Select(m => At("mapping", m)),
        ];
    }

    /// <summary>Each cell says its label, its unit, whether it may be published and what to put there.</summary>
    private static IEnumerable<string> SilentCells(FormTable table)
    {
        foreach (var cell in table.Cells.Where(c => c.RowLabel.Trim().Length == 0))
        {
            yield return $"La cellule {cell.Code} n’a pas de libellé.";
        }

        if (table.Cells.FirstOrDefault(c => CellTypes.IsNumeric(c.Type) && c.Unit.Length == 0) is { } bare)
        {
            yield return $"La cellule {bare.Code} n’a pas d’unité : donnez « unit » (contrats, stagiaires, mois…) à la cellule, à sa ligne, à sa colonne ou au tableau {table.Code}.";
        }

        if (table.Cells.FirstOrDefault(c => !c.SaysPublishable) is { } secret)
        {
            yield return $"La cellule {secret.Code} ne dit pas si elle peut être publiée : donnez « publishable » au tableau {table.Code}, à la ligne, à la colonne ou à la cellule.";
        }

        if (table.Cells.FirstOrDefault(c => c.IsInput && c.Definition.Length == 0) is { } mute)
        {
            yield return $"La cellule {mute.Code} n’a pas de définition : donnez « definition » à la cellule, à sa ligne, à sa colonne ou au tableau {table.Code}.";
        }
    }

    private static IEnumerable<string> UnusedParameters(FormDefinition form)
    {
        var used = form.AllFormulas().SelectMany(f => f.Parameters).ToHashSet(StringComparer.Ordinal);
        return form.Header.Parameters.Keys.Where(p => !used.Contains(p));
    }

    private static bool IsToleranceVain(Control control) =>
        (control.Tolerance > 0 || control.ToleranceFormula is not null) && control.Condition.Root is not ComparisonNode { Sign: "=" or "<=" or ">=" };
}
