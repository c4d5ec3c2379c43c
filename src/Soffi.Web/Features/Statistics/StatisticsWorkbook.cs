using ClosedXML.Excel;
using Soffi.Domain.Declarations;
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
/// The workbook of a table: « Tableau » as on screen, figures as unrounded numbers that the format rounds (rates and
/// shares as published); « Lecture », what must be known to read it and to recompute it.
/// </summary>
public static class StatisticsWorkbook
{
    public const string DemonstrationMention = "Démonstration\u00A0: montants fictifs";

    private const long EmptyBytes = 8_000;
    private const long BytesPerCell = 8;
    private const long BytesPerYear = 60;
    private const long BytesPerNote = 90;
    private const int FirstColumnWidth = 34;
    private const int ColumnWidth = 15;
    private const int LectureWidth = 100;

    public static byte[] Write(StatResult result, ExportContext context)
    {
        using var workbook = WorkbookFile.Create($"{result.Table.Id} – {result.Table.Title}");
        WriteTable(workbook.AddWorksheet("Tableau"), result, context);
        WriteReading(workbook.AddWorksheet("Lecture"), result, context);
        return workbook.ToBytes();
    }

    /// <summary>
    /// Weight announced beside the link, in bytes, without making the file: what an empty workbook weighs, then what a cell
    /// and a letter add once compressed (measured; held within a fifth by a test).
    /// </summary>
    /// <param name="notes">Explanations written in « Lecture ».</param>
    public static long EstimateBytes(StatResult result, IReadOnlyList<ExplanationNote>? notes = null) =>
        EmptyBytes + (result.Rows.Count() * result.Columns.Count * BytesPerCell) + (result.Coverage.Count * BytesPerYear)
        + ((notes?.Count ?? 0) * BytesPerNote);

    private static void WriteTable(IXLWorksheet sheet, StatResult result, ExportContext context)
    {
        var row = WriteCaption(sheet, result, context);
        var header = row;
        sheet.Cell(row, 1).WriteText(result.Table.RowLabel);
        for (var i = 0; i < result.Columns.Count; i++)
        {
            sheet.Cell(row, i + 2).WriteText(result.IsBroken(result.Columns[i]) ? $"{result.Columns[i].Label} {StatText.BreakSign}" : result.Columns[i].Label).Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Right;
        }

        var common = result.Flags;
        foreach (var group in result.Groups)
        {
            if (result.Groups.Count > 1)
            {
                sheet.Cell(++row, 1).WriteText(group.Label).Style.Font.Italic = true;
            }

            foreach (var line in group.Rows)
            {
                WriteLine(sheet.Row(++row), line, [.. line.Cells.Select((_, i) => result.IsBroken(line, i))], common);
            }
        }

        Dress(sheet, header, result.Columns.Count + 1);
    }

    private static int WriteCaption(IXLWorksheet sheet, StatResult result, ExportContext context)
    {
        sheet.Cell(1, 1).WriteText(StatPhrases.Caption(result)).Style.Font.SetBold().Font.FontSize = 14;
        List<string> lines = [StatFilter.Sentence(result.Query), .. StatPhrases.Coverage(result), .. StatText.Breaks(result.Query.Measures, result.Breaks), result.Source];
        if (context.IsDemonstration)
        {
            lines.Add(DemonstrationMention);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            sheet.Cell(i + 2, 1).WriteText(lines[i]);
        }

        return lines.Count + 3;
    }

    /// <param name="broken">Whether each cell opens a new series: its format then says so, and it stays a number.</param>
    private static void WriteLine(IXLRow row, StatRow line, IReadOnlyList<bool> broken, StatFlags common)
    {
        row.Cell(1).WriteText(line.Label);
        for (var i = 0; i < line.Cells.Count; i++)
        {
            var cell = line.Cells[i];
            if (cell.IsValue)
            {
                var number = row.Cell(i + 2).WriteNumber(cell.Raw is null ? cell.Rounded!.Value : cell.Exact!.Value, cell.Decimals);
                var signs = string.Join(' ', new[] { StatText.Signs(cell.Flags & ~common), broken[i] ? StatText.BreakSign : "" }.Where(x => x.Length > 0));
                if (signs.Length > 0)
                {
                    number.Style.NumberFormat.Format += $" \"{signs}\"";
                }
            }
            else
            {
                row.Cell(i + 2).WriteText(StatText.Sign(cell.State)).Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Right;
            }
        }

        row.Style.Font.Bold = line.Kind == StatRowKind.Total;
    }

    private static void Dress(IXLWorksheet sheet, int header, int columns)
    {
        var names = sheet.Range(header, 1, header, columns).Style;
        names.Font.Bold = true;
        names.Alignment.WrapText = true;
        names.Alignment.Vertical = XLAlignmentVerticalValues.Bottom;
        names.Fill.BackgroundColor = XLColor.FromHtml("#EEEEEE");
        names.Border.BottomBorder = XLBorderStyleValues.Thin;

        // Widths are set, never measured: measuring needs a graphics library that servers lack.
        sheet.Column(1).Width = FirstColumnWidth;
        sheet.Columns(2, columns).Width = ColumnWidth;
        sheet.SheetView.Freeze(header, 1);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(header, header);
    }

    private static void WriteReading(IXLWorksheet sheet, StatResult result, ExportContext context)
    {
        var at = ParisTime.Of(context.At);
        var row = 0;
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

        if (context.IsDemonstration)
        {
            Say("Avertissement", DemonstrationMention);
        }

        Say("Exporté par", context.ExportedBy);
        Say("Exporté le", $"{ParisTime.DayAndHour(context.At)} (heure de Paris, UTC{WorkbookCells.OffsetOf(at)})");
        Say("Date d’export", "");
        sheet.Cell(row, 2).WriteInstant(at);
        Say("Empreinte SHA-256 du résultat", StatCanonical.Sha256(result));
        sheet.Column(1).Width = FirstColumnWidth;
        sheet.Column(1).Style.Font.Bold = true;
        sheet.Column(2).Width = LectureWidth;
        sheet.Column(2).Style.Alignment.WrapText = true;

        void Say(string label, string text)
        {
            sheet.Cell(++row, 1).WriteText(label);
            sheet.Cell(row, 2).WriteText(text);
        }
    }
}
