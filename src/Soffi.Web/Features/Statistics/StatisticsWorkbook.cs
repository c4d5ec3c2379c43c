using Soffi.Domain.Declarations;
using Soffi.Domain.Sheets;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Excel;

namespace Soffi.Web.Features.Statistics;

/// <summary>Who exported, when, and whether the figures are those of a demonstration.</summary>
public sealed record ExportContext(string ExportedBy, DateTimeOffset At, bool IsDemonstration)
{
    /// <summary>Explanations that bear on the cells counted.</summary>
    public IReadOnlyList<ExplanationNote> Notes { get; init; } = [];
}

/// <summary>
/// The sheets of a result, the same in xlsx and in ods: « Tableau » as on screen, figures as unrounded numbers that the format
/// rounds (rates and shares as published); « Données », one line per crossing, with filters; « Lecture », what must be known to
/// read it and to recompute it.
/// </summary>
public static class StatisticsWorkbook
{
    public const string DemonstrationMention = "Démonstration\u00A0: montants fictifs";

    private const int FirstColumnWidth = 34;
    private const int ColumnWidth = 15;
    private const int LectureWidth = 100;
    private const int LabelWidth = 30;

    private static readonly CellStyle Heading = new(Heading: true);
    private static readonly CellStyle RightHeading = new(Heading: true, Right: true);

    public static byte[] Write(StatResult result, ExportContext context)
    {
        using var stream = new MemoryStream();
        XlsxWriter.Write(stream, Of(result, context));
        return stream.ToArray();
    }

    public static WrittenWorkbook Of(StatResult result, ExportContext context) =>
        new($"{result.Table.Id} – {result.Table.Title}", [Table(result, context), Data(result), Reading(result, context)]);

    private static WrittenSheet Table(StatResult result, ExportContext context)
    {
        var caption = Caption(result, context);
        return new WrittenSheet(
            "Tableau", [FirstColumnWidth, .. result.Columns.Select(_ => (double)ColumnWidth)], caption.Append(Headings(result)).Concat(Lines(result)))
        {
            FrozenRows = caption.Count + 1,
            FrozenColumns = 1,
        };
    }

    private static List<IReadOnlyList<WrittenCell>> Caption(StatResult result, ExportContext context)
    {
        List<IReadOnlyList<WrittenCell>> rows =
        [
            [WrittenCell.Of(StatPhrases.Caption(result), new CellStyle(Title: true))],
            .. new[] { StatFilter.Sentence(result.Query) }
                .Concat(StatPhrases.Coverage(result)).Concat(StatText.Breaks(result.Query.Measures, result.Breaks)).Append(result.Source)
                .Select(line => new[] { WrittenCell.Of(line) }),
        ];
        if (context.IsDemonstration)
        {
            rows.Add([WrittenCell.Of(DemonstrationMention)]);
        }

        rows.Add([]);
        return rows;
    }

    private static IReadOnlyList<WrittenCell> Headings(StatResult result) =>
    [
        WrittenCell.Of(result.Table.RowLabel, Heading),
        .. result.Columns.Select(c => WrittenCell.Of(result.IsBroken(c) ? $"{c.Label} {StatText.BreakSign}" : c.Label, RightHeading)),
    ];

    private static IEnumerable<IReadOnlyList<WrittenCell>> Lines(StatResult result)
    {
        var common = result.Flags;
        foreach (var group in result.Groups)
        {
            if (result.Groups.Count > 1)
            {
                yield return [WrittenCell.Of(group.Label, new CellStyle(Italic: true))];
            }

            foreach (var line in group.Rows)
            {
                var bold = line.Kind == StatRowKind.Total;
                yield return [WrittenCell.Of(line.Label, new CellStyle(Bold: bold)), .. line.Cells.Select((c, i) => Figure(c, bold, result.IsBroken(line, i), common))];
            }
        }
    }

    /// <param name="broken">Whether the cell opens a new series: its format then says so, and it stays a number.</param>
    private static WrittenCell Figure(StatCell cell, bool bold, bool broken, StatFlags common)
    {
        if (!cell.IsValue)
        {
            return WrittenCell.Of(StatText.Sign(cell.State), new CellStyle(Bold: bold, Right: true));
        }

        var signs = string.Join(' ', new[] { StatText.Signs(cell.Flags & ~common), broken ? StatText.BreakSign : "" }.Where(x => x.Length > 0));
        return WrittenCell.Of(cell.Raw is null ? cell.Rounded!.Value : cell.Exact!.Value, new CellStyle(Bold: bold, Decimals: cell.Decimals) { Suffix = signs });
    }

    private static WrittenSheet Data(StatResult result)
    {
        var columns = StatLong.Columns(result);
        return new WrittenSheet(
            "Données",
            [.. columns.Select(c => (double)(c.Code.EndsWith("_libelle", StringComparison.Ordinal) ? LabelWidth : ColumnWidth))],
            StatLong.Rows(result).Select(row => (IReadOnlyList<WrittenCell>)[.. columns.Select(c => c.Write(row))])
                .Prepend([.. columns.Select(c => WrittenCell.Of(c.Label, Heading))]))
        {
            FrozenRows = 1,
            Filters = true,
        };
    }

    private static WrittenSheet Reading(StatResult result, ExportContext context)
    {
        var at = ParisTime.Of(context.At);
        var rows = new List<IReadOnlyList<WrittenCell>>();
        Say("Tableau", $"{result.Table.Id} – {result.Table.Title}");
        Say("Ce que compte le tableau", result.Table.Description);
        Say("Filtres", StatFilter.Sentence(result.Query));
        foreach (var year in result.Coverage)
        {
            Say($"Couverture {year.Exercise}", year.Sentence(StatPhrases.Family(result)));
            Say($"Manquants {year.Exercise}", year.Missing.Count == 0 ? "aucun" : string.Join(", ", year.Missing.Select(m => m.Code)));
        }

        Say("Dernier dépôt compté", result.LastSubmittedAt is { } last ? $"{ParisTime.DayAndHour(last)} (heure de Paris)" : "aucun");
        Say("Périmètre", StatPhrases.Perimeter(result.Query) + (result.Flags == StatFlags.None ? "" : $"\u202F; tous les chiffres\u00A0: {StatText.Signs(result.Flags)}"));
        Say("Base", result.Table.Basis);
        Say("Unité", StatPhrases.Unit(result));
        Say("Source", result.Source);
        Say("Arrondis", StatPhrases.Rounding);
        foreach (var column in result.Table.Measures.Where(c => c.Definition.Length > 0))
        {
            Say($"Colonne «\u00A0{column.Label}\u00A0»", column.Definition);
        }

        foreach (var sentence in result.Notes)
        {
            Say("À savoir", sentence);
        }

        foreach (var sign in result.Legend)
        {
            Say("Signe", sign);
        }

        foreach (var note in context.Notes)
        {
            Say("Justification", $"{note.Heading}\u00A0: {note.Words}");
        }

        foreach (var column in StatLong.Columns(result))
        {
            Say($"Données, «\u00A0{column.Label}\u00A0»", column.Definition);
        }

        if (context.IsDemonstration)
        {
            Say("Avertissement", DemonstrationMention);
        }

        Say("Exporté par", context.ExportedBy);
        Say("Exporté le", $"{ParisTime.DayAndHour(context.At)} (heure de Paris, UTC{WorkbookCells.OffsetOf(at)})");
        rows.Add([WrittenCell.Of("Date d’export", new CellStyle(Bold: true)), WrittenCell.Of(at)]);
        Say("Empreinte SHA-256 du résultat", StatCanonical.Sha256(result));
        return new WrittenSheet("Lecture", [FirstColumnWidth, LectureWidth], rows);

        void Say(string label, string text) => rows.Add([WrittenCell.Of(label, new CellStyle(Bold: true)), WrittenCell.Of(text, new CellStyle(Wrap: true))]);
    }
}
