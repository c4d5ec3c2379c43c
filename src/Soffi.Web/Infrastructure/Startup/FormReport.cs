using System.Globalization;
using System.Text;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>What <c>check-forms</c> prints: each form in a few lines an analyst understands, then the faults.</summary>
public static class FormReport
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <param name="files">All the files, those of neighbouring exercises included.</param>
    /// <param name="forms">The forms to report: « 2026/OPCO ».</param>
    /// <returns>The text, and every fault found.</returns>
    public static (string Text, IReadOnlyList<FormFault> Faults) Of(FormFiles files, IReadOnlyList<string> forms)
    {
        var text = new StringBuilder();
        var faults = new List<FormFault>();
        foreach (var path in forms)
        {
            var reading = FormReader.Read(files, path);
            var found = FormLinter.Lint(files, path);
            faults.AddRange(found);
            text.AppendLine(reading.Definition is { } form ? Describe(files, path, form, found.Count) : $"{path} : illisible, {Count(found.Count, "défaut", "défauts")}.");
        }

        return (text.ToString().TrimEnd(), [.. faults.Distinct()]);
    }

    /// <summary>The cross controls of each exercise, one line each, then their faults.</summary>
    public static (string Text, IReadOnlyList<FormFault> Faults) OfCrossControls(FormFiles files, Func<string, StatTable?> tables)
    {
        var text = new StringBuilder();
        var faults = new List<FormFault>();
        var forms = new Dictionary<string, FormDefinition?>(StringComparer.Ordinal);
        FormDefinition? Form(FormPath path) => forms.TryGetValue(path.ToString(), out var known) ? known
            : forms[path.ToString()] = files.Find($"{path}/form.json") is null ? null : FormReader.Read(files, path.ToString()).Definition;
        foreach (var exercise in CrossControlReader.Exercises(files))
        {
            var reading = CrossControlReader.Read(files, exercise);
            faults.AddRange(reading.Controls is { } set ? CrossControlLinter.Lint(set, Form, tables) : reading.Faults);
            text.AppendLine(reading.Controls is { } read
                ? $"Contrôles croisés {exercise} : {string.Join(", ", read.Controls.Select(c => c.Code))} ; chiffres de référence : {string.Join(", ", read.References.Select(r => r.Code))}"
                : $"Contrôles croisés {exercise} : illisibles, {Count(reading.Faults.Count, "défaut", "défauts")}.");
        }

        return (text.ToString().TrimEnd(), [.. faults.Distinct()]);
    }

    private static string Describe(FormFiles files, string path, FormDefinition form, int faults)
    {
        var inputs = form.Cells.Count(c => c.IsInput);
        var controls = form.Controls.DistinctBy(c => c.Code).GroupBy(c => c.Severity).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Words(g.Key)}");
        return string.Create(French, $"{path}, version {form.Header.Version} : {form.Header.Title}")
            + Environment.NewLine + string.Create(French, $"    {inputs} cellules à saisir, {form.Cells.Count - inputs} calculées, {form.Cadres.Sum(c => c.Tables.Count)} tableaux, {form.Cadres.Count} cadres")
            + Environment.NewLine + string.Create(French, $"    {form.Controls.DistinctBy(c => c.Code).Count()} contrôles ({string.Join(", ", controls)}), {form.Controls.Count} avec leurs lignes ; {form.Header.Parameters.Count} paramètres")
            + Environment.NewLine + $"    {Against(files, path, form)}"
            + Environment.NewLine + $"    empreinte {form.Header.Sha256} ; {(faults == 0 ? "aucun défaut" : Count(faults, "défaut", "défauts"))}";
    }

    private static string Against(FormFiles files, string path, FormDefinition form)
    {
        if (FormLinter.LastYear(files, path, form) is not { } last)
        {
            return $"pas de formulaire {form.PreviousExercise} à comparer";
        }

        var list = FormDifference.Between(last, form);
        return list.Count == 0
            ? $"identique à celui de {last.Header.Exercise}"
            : $"depuis {last.Header.Exercise} : {string.Join(", ", list.GroupBy(d => d.Words).Select(g => $"{g.Count()} {g.Key}"))} ; {Count(list.Count(d => d.Breaks), "rupture de série", "ruptures de série")}";
    }

    private static string Words(Severity severity) => severity switch
    {
        Severity.Blocking => "bloquants",
        Severity.ToExplain => "à justifier",
        _ => "d’information",
    };

    private static string Count(int count, string one, string many) => count < 2 ? $"{count} {one}" : $"{count} {many}";
}
