using System.Globalization;
using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Microsoft.VisualBasic.FileIO;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Domain.Workbooks;
using Soffi.Web.Features.Statistics;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The data of an export read back, by other readers than what wrote it.</summary>
internal static class ExportReading
{
    public static byte[] Bytes(StatResult result, StatFormat format)
    {
        using var stream = new MemoryStream();
        StatisticsExport.Write(stream, result, format, Results.Context);
        return stream.ToArray();
    }

    /// <summary>The lines of the long form, headings first; numbers in the invariant way, exact as the file has them.</summary>
    public static List<string[]> Lines(byte[] file, StatFormat format) => format.Word switch
    {
        "xlsx" => FromXlsx(file),
        "ods" => FromSheet(SpreadsheetFile.Read(file).Content!.Sheets.Single(s => s.Name == "Données")),
        "csv" => [.. FromCsv(file, ";").Select(l => (string[])[.. l.Select(AsInvariant)])],
        "parquet" => ParquetReading.Lines(file),
        _ => FromCsv(file, ","),
    };

    /// <summary>Every text of the file, its parts taken out of their archive.</summary>
    public static string AllText(byte[] file)
    {
        if (file is [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..])
        {
            return string.Join('\n', ParquetReading.Lines(file).Select(l => string.Join('|', l)));
        }

        if (file is not [(byte)'P', (byte)'K', ..])
        {
            return Encoding.UTF8.GetString(file);
        }

        using var zip = new ZipArchive(new MemoryStream(file));
        return string.Concat(zip.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        }));
    }

    public static List<string[]> FromSheet(Sheet sheet)
    {
        var rows = sheet.Cells.GroupBy(c => c.Key.Row).OrderBy(g => g.Key).ToList();
        var width = rows[0].Max(c => c.Key.Column);
        return [.. rows.Select(r => (string[])[.. Enumerable.Range(1, width).Select(i => sheet.Cells.TryGetValue(new SheetAddress(r.Key, i), out var cell)
            ? cell.Kind == SheetCellKind.Number ? cell.Number.ToString("0.####################", CultureInfo.InvariantCulture) : cell.Text : "")])];
    }

    private static List<string[]> FromXlsx(byte[] file)
    {
        using var workbook = new XLWorkbook(new MemoryStream(file));
        var sheet = workbook.Worksheet("Données");
        var width = sheet.LastColumnUsed().ColumnNumber();
        return [.. sheet.RowsUsed().Select(r => (string[])[.. Enumerable.Range(1, width).Select(i => r.Cell(i) is { DataType: XLDataType.Number } cell
            ? cell.GetValue<decimal>().ToString("0.####################", CultureInfo.InvariantCulture) : r.Cell(i).GetString())])];
    }

    private static List<string[]> FromCsv(byte[] file, string separator)
    {
        using var parser = new TextFieldParser(new MemoryStream(file), Encoding.UTF8) { TrimWhiteSpace = false, HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(separator);
        var lines = new List<string[]>();
        while (!parser.EndOfData)
        {
            lines.Add(parser.ReadFields()!);
        }

        return lines;
    }

    /// <summary>A code keeps its leading zero.</summary>
    private static string AsInvariant(string field) =>
        field is not ['0', >= '0' and <= '9', ..] && decimal.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.GetCultureInfo("fr-FR"), out var number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture) : field;

    public static Dictionary<string, int> Columns(StatResult result, string[] headings) => StatLong.Columns(result)
        .Select(c => (c.Code, At: Array.FindIndex(headings, h => h == c.Code || h == c.Label || h == c.Concept)))
        .Where(c => c.At >= 0).ToDictionary(c => c.Code, c => c.At);

    public static string Flags(StatFlags flags) => flags == StatFlags.None ? "A" : flags == StatFlags.Provisional ? "p" : flags == StatFlags.Revised ? "r" : "p+r";

    /// <summary>Sums by operator, in SQL written here.</summary>
    public static async Task<Dictionary<string, decimal>> ByHand(SoffiDbContext context, StatMeasure measure)
    {
        var cells = string.Join(" OR ", StatisticsData.CellsOf(measure).Select(c => $"(c.\"Table\" = '{c.Table}' AND c.\"Row\" = '{c.Row}' AND c.\"Column\" = '{c.Column}')"));
        var sql = $"""
            SELECT o."Code" AS "Code", SUM(c."Number") AS "Sum" FROM "SubmissionCells" c
            JOIN "Submissions" s ON s."Id" = c."SubmissionId"
            JOIN "Campaigns" p ON p."Id" = s."CampaignId"
            JOIN "Operators" o ON o."Id" = s."OperatorId"
            WHERE s."IsLatest" = 1 AND p."Exercise" = 2025 AND ({cells})
            GROUP BY o."Code"
            """;
        var sums = await context.Database.SqlQueryRaw<OperatorSum>(sql).ToListAsync();
        return sums.ToDictionary(s => s.Code, s => CellScale.FromStored(s.Sum));
    }

    private sealed record OperatorSum(string Code, long Sum);
}
