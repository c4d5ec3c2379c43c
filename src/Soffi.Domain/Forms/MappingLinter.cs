namespace Soffi.Domain.Forms;

/// <summary>The mapping against last year's form: nothing named that does not exist, nothing forgotten, nothing given twice.</summary>
internal static class MappingLinter
{
    /// <summary>How many forgotten codes are named.</summary>
    private const int Named = 5;

    public static IEnumerable<string> Faults(FormDefinition form, FormDefinition? lastYear)
    {
        if (lastYear is null)
        {
            return [];
        }

        var before = lastYear.Cells.Select(c => c.Code).ToHashSet();
        var now = form.Cells.Select(c => c.Code).ToHashSet();
        return
        [
            .. form.Mapping.Lines.SelectMany(l => l.Was).Where(p => !before.Any(p.Matches)).Select(p =>
                $"Correspondance : « was » {p} ne désigne aucune cellule du formulaire {lastYear.Header.Exercise}."),
            .. Lost(form, before, now),
            .. Forgotten(before.Where(c => !now.Contains(c) && !form.Mapping.Lines.Any(l => l.Was.Any(w => w.Matches(c)))).ToList(),
                $"existaient en {lastYear.Header.Exercise} et n’existent plus : dites « gone », « renamed », « merged » ou « split »"),
            .. Forgotten(now.Where(c => !before.Contains(c) && !IsNamed(form.Mapping, before, c)).ToList(),
                $"n’existaient pas en {lastYear.Header.Exercise} : dites « new », ou d’où elles viennent"),
            .. form.Mapping.Lines.Where(l => l.Kind == MappingKind.New).SelectMany(l => before.Where(now.Contains).Where(c => l.Is.Any(i => i.Matches(c))).Take(1))
                .Select(c => $"Correspondance : {c} est dite nouvelle et existait déjà en {lastYear.Header.Exercise} ; un code ne resert jamais. Dites « redefined », ou donnez un autre code."),
        ];
    }

    /// <summary>Renamed or merged into a cell that is not of this form.</summary>
    private static IEnumerable<string> Lost(FormDefinition form, HashSet<CellCode> before, HashSet<CellCode> now) => form.Mapping.Lines
        .Where(l => l.Kind is MappingKind.Renamed or MappingKind.Merged)
        .SelectMany(l => before.Where(c => l.Was.Any(w => w.Matches(c)) && !now.Contains(l.Is[0].At(c))).Take(1).Select(c =>
            $"Correspondance : {c} devient {l.Is[0].At(c)}, qui n’existe pas dans ce formulaire."));

    private static bool IsNamed(FormMapping mapping, HashSet<CellCode> before, CellCode code) => mapping.Lines.Any(l =>
        l.Kind is MappingKind.New or MappingKind.Split ? l.Is.Any(i => i.Matches(code))
        : l.Kind is MappingKind.Renamed or MappingKind.Merged && before.Any(b => l.Gives(b, code)));

    private static IEnumerable<string> Forgotten(List<CellCode> codes, string what) => codes.Count == 0
        ? []
        : [$"Correspondance incomplète : {codes.Count} cellules {what} ({string.Join(", ", codes.Order().Take(Named))}{(codes.Count > Named ? "…" : "")})."];
}
