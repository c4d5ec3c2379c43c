namespace Soffi.Domain.Forms;

/// <summary>A form with those it comes from, year after year, to bring the values of an older statement under its codes.</summary>
/// <param name="last">The form whose codes are spoken.</param>
/// <param name="before">Forms of earlier exercises, of the same family, one an exercise.</param>
public sealed class FormLineage(FormDefinition last, IEnumerable<FormDefinition> before)
{
    private readonly Dictionary<int, FormDefinition> _before = before.ToDictionary(f => f.Header.Exercise);

    /// <summary>The correspondences from the codes of that exercise to those of the last form, in the order to apply them; null when a year is missing on the way.</summary>
    public IReadOnlyList<FormMapping>? From(int exercise)
    {
        var path = new List<FormMapping>();
        var form = last;
        while (form.Header.Exercise > exercise)
        {
            path.Insert(0, form.Mapping);
            if (form.PreviousExercise == exercise)
            {
                return path;
            }

            if (!_before.TryGetValue(form.PreviousExercise, out var older))
            {
                return null;
            }

            form = older;
        }

        return form.Header.Exercise == exercise ? path : null;
    }

    /// <summary>The code of the last form that this code gives; null when it has none.</summary>
    public static CellCode? Now(CellCode code, IReadOnlyList<FormMapping> path) =>
        path.Aggregate((CellCode?)code, (current, mapping) => current is { } known ? mapping.Now(known) : null);

    /// <summary>Those values under the codes of the last form.</summary>
    public static CellValues Translate(CellValues values, IReadOnlyList<FormMapping> path) => path.Aggregate(values, (v, mapping) => mapping.Translate(v));

    /// <summary>The codes of the last form that those codes give.</summary>
    public static HashSet<CellCode> Translate(IEnumerable<CellCode> codes, IReadOnlyList<FormMapping> path) =>
        [.. codes.Select(c => Now(c, path)).OfType<CellCode>()];
}
