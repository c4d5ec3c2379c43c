using System.Globalization;

namespace Soffi.Domain.Forms;

/// <summary>What a line of the list tells.</summary>
public enum DifferenceKind
{
    New,
    Gone,
    Renamed,
    Redefined,
    Label,
    Definition,
    Formula,
    Control,
    Parameter,
}

/// <summary>One difference, readable by somebody who never saw a form file.</summary>
/// <param name="Where">« Cadre B2, ligne 031 », « Contrôle P12 », « Paramètre perequationPart ».</param>
/// <param name="Before">What last year said; empty when it said nothing.</param>
/// <param name="After">What this year says; empty when it says nothing.</param>
/// <param name="Note">Why, in a sentence; may be empty.</param>
/// <param name="Breaks">Figures before and after cannot be compared as they are.</param>
public sealed record Difference(DifferenceKind Kind, string Where, string Before, string After, string Note, bool Breaks)
{
    /// <summary>« nouveau », « supprimé », « définition modifiée »…</summary>
    public string Words => Kind switch
    {
        DifferenceKind.New => "nouveau",
        DifferenceKind.Gone => "supprimé",
        DifferenceKind.Renamed => "renommé",
        DifferenceKind.Redefined or DifferenceKind.Definition => "définition modifiée",
        DifferenceKind.Label => "libellé modifié",
        DifferenceKind.Formula => "calcul modifié",
        DifferenceKind.Control => "contrôle modifié",
        _ => "paramètre modifié",
    };
}

/// <summary>The list of what changed from a form to the next, for those who fill it in and for the analyst.</summary>
public static class FormDifference
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>In the order of the form: mapping, cadres, lines, controls, parameters. Empty when nothing changed.</summary>
    public static IReadOnlyList<Difference> Between(FormDefinition before, FormDefinition now) =>
    [
        .. now.Mapping.From == before.Header.Exercise ? now.Mapping.Lines.Select(l => Mapped(before, now, l)) : [],
        .. Unmapped(before, now),
        .. now.Cadres.SelectMany(c => c.Tables).SelectMany(t => before.FindTable(t.Code) is { } old ? Lines(before, now, old, t) : []),
        .. Controls(before, now),
        .. Parameters(before, now),
    ];

    private static Difference Mapped(FormDefinition before, FormDefinition now, MappingLine line)
    {
        var kind = line.Kind switch
        {
            MappingKind.New => DifferenceKind.New,
            MappingKind.Gone => DifferenceKind.Gone,
            MappingKind.Redefined => DifferenceKind.Redefined,
            _ => DifferenceKind.Renamed,
        };
        var shown = line.Is.Count > 0 ? line.Is : line.Was;
        return new Difference(
            kind, string.Join(" ; ", shown.Select(p => Place(line.Is.Count > 0 ? now : before, p))), string.Join(" ; ", line.Was.Select(p => Name(before, p))),
            string.Join(" ; ", line.Is.Select(p => Name(now, p))), line.Note, line.Breaks);
    }

    /// <summary>Codes of one form only that the mapping does not name: two versions of one exercise, or forms without mapping.</summary>
    private static IEnumerable<Difference> Unmapped(FormDefinition before, FormDefinition now)
    {
        var lines = now.Mapping.From == before.Header.Exercise ? now.Mapping.Lines : [];
        var added = now.Cells.Where(c => before.Find(c.Code) is null && !lines.Any(l => l.Is.Any(p => p.Matches(c.Code))));
        var removed = before.Cells.Where(c => now.Find(c.Code) is null && !lines.Any(l => l.Was.Any(p => p.Matches(c.Code))));
        return added.GroupBy(c => (c.Code.Table, c.Code.Row)).Select(g => new Difference(DifferenceKind.New, Where(now, g.Key.Table, g.Key.Row), "", g.First().RowLabel, "", false))
            .Concat(removed.GroupBy(c => (c.Code.Table, c.Code.Row)).Select(g => new Difference(DifferenceKind.Gone, Where(before, g.Key.Table, g.Key.Row), g.First().RowLabel, "", "", false)));
    }

    private static IEnumerable<Difference> Lines(FormDefinition before, FormDefinition now, FormTable old, FormTable table)
    {
        foreach (var row in table.Rows)
        {
            if (old.Rows.FirstOrDefault(r => r.Code == row.Code) is not { } last)
            {
                continue;
            }

            var where = Where(now, table.Code, row.Code);
            if (last.Label != row.Label)
            {
                yield return new Difference(DifferenceKind.Label, where, last.Label, row.Label, "", false);
            }

            if (last.Definition != row.Definition)
            {
                yield return new Difference(DifferenceKind.Definition, where, last.Definition, row.Definition, "", false);
            }

            var cells = table.Cells.Where(c => c.Code.Row == row.Code).Select(c => (Now: c, Before: before.Find(c.Code))).Where(c => c.Before is not null).ToList();
            if (cells.Find(c => c.Now.Formula?.Text != c.Before!.Formula?.Text) is { Now: { } changed, Before: { } was })
            {
                yield return new Difference(DifferenceKind.Formula, $"{where}, cellule {changed.Code}", was.Formula?.Text ?? "saisie", changed.Formula?.Text ?? "saisie", "", false);
            }

            if (cells.Find(c => (c.Now.Type, c.Now.Unit, c.Now.Required) != (c.Before!.Type, c.Before.Unit, c.Before.Required)) is { Now: { } other, Before: { } then })
            {
                yield return new Difference(DifferenceKind.Definition, $"{where}, cellule {other.Code}", Answer(then), Answer(other), "", false);
            }
        }
    }

    private static IEnumerable<Difference> Controls(FormDefinition before, FormDefinition now)
    {
        var (old, current) = (ControlDifferences.ByCode(before), ControlDifferences.ByCode(now));
        foreach (var (code, controls) in current)
        {
            if (!old.TryGetValue(code, out var last))
            {
                yield return new Difference(DifferenceKind.New, $"Contrôle {code}", "", Sentence(controls), "", false);
            }
            else if (last[0].Severity != controls[0].Severity || ControlDifferences.Rule(last) != ControlDifferences.Rule(controls))
            {
                yield return new Difference(DifferenceKind.Control, $"Contrôle {code}", Sentence(last), Sentence(controls), "", false);
            }
        }

        foreach (var (code, controls) in old.Where(c => !current.ContainsKey(c.Key)))
        {
            yield return new Difference(DifferenceKind.Gone, $"Contrôle {code}", Sentence(controls), "", "", false);
        }
    }

    private static IEnumerable<Difference> Parameters(FormDefinition before, FormDefinition now)
    {
        foreach (var name in now.Header.Parameters.Keys.Union(before.Header.Parameters.Keys))
        {
            var (old, current) = (before.Header.Parameters.GetValueOrDefault(name), now.Header.Parameters.GetValueOrDefault(name));
            if (old is null || current is null || !old.HasSameValues(current))
            {
                yield return new Difference(
                    old is null ? DifferenceKind.New : current is null ? DifferenceKind.Gone : DifferenceKind.Parameter,
                    $"Paramètre\u00a0: {(current ?? old)!.Label}", old is null ? "" : Values(old), current is null ? "" : Values(current), (current ?? old)!.LegalBasis, false);
            }
        }
    }

    private static string Sentence(List<Control> controls) =>
        $"{controls[0].Label} ({Severities.Word(controls[0].Severity)}{(controls.Count > 1 ? string.Create(French, $", {controls.Count} lignes") : "")})";

    private static string Values(FormParameter parameter)
    {
        var own = parameter.ByRegion.Select(r => $"région {r.Key}\u00a0: {Number(r.Value)}").Concat(parameter.ByOperator.Select(o => $"{o.Key}\u00a0: {Number(o.Value)}"));
        return string.Join(" ; ", own.Order(StringComparer.Ordinal).Prepend(Number(parameter.Value)));
    }

    private static string Number(decimal value) => CellFormatter.Number(value, 4);

    private static string Answer(FormCell cell) =>
        $"{CellTypes.French(cell.Type)}{(cell.Unit.Length > 0 ? $", en {cell.Unit}" : "")}{(cell.Required ? ", obligatoire" : "")}";

    private static string Where(FormDefinition form, string table, string row)
    {
        var cadre = form.Cadres.First(c => c.Tables.Any(t => t.Code == table)).Code;
        return $"Cadre {cadre}, {(table == cadre ? "" : $"tableau {table}, ")}ligne {row}";
    }

    private static string Place(FormDefinition form, CellPattern pattern)
    {
        var cadre = form.Cadres.FirstOrDefault(c => c.Tables.Any(t => t.Code == pattern.Table))?.Code;
        var line = pattern.Row != "*" ? $"ligne {pattern.Row}" : pattern.Column != "*" ? $"colonne {pattern.Column}" : $"tableau {pattern.Table}";
        return $"Cadre {cadre}, {(pattern.Row == "*" && pattern.Column == "*" || pattern.Table == cadre ? "" : $"tableau {pattern.Table}, ")}{line}";
    }

    private static string Name(FormDefinition form, CellPattern pattern) => form.FindTable(pattern.Table) is not { } table
        ? pattern.ToString()
        : pattern.Row != "*" ? table.Rows.FirstOrDefault(r => r.Code == pattern.Row)?.Label ?? pattern.ToString()
        : pattern.Column != "*" ? table.Columns.FirstOrDefault(c => c.Code == pattern.Column)?.Label ?? pattern.ToString()
        : table.Title;
}
