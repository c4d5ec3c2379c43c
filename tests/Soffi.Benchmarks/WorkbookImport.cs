using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;

namespace Soffi.Benchmarks;

/// <summary>
/// Import of a full workbook (recognised, read, every cell found, read as the form wants it and compared with what stands), against
/// reading the cells of the same file with the same reader and nothing more. Neither HTTP, nor antivirus, nor database.
/// </summary>
internal static class WorkbookImport
{
    /// <summary>The import may cost at most so many times the reading.</summary>
    private const int Most = 3;

    public static void Print(FormFiles files)
    {
        const string path = "2025/OPCO";
        var form = FormReader.Read(files, path).Definition!;
        var inputs = Example(files, path, form);
        var context = new StatementContext { Previous = FormCalculator.Calculate(form, inputs, StatementContext.None).Values };
        var layout = WorkbookLayout.Of(form);
        var bytes = Workbook(form, layout, FormCalculator.Calculate(form, inputs, context).Values, context.Previous);
        var statement = new ComparedStatement(form, CellValues.Empty, [], new HashSet<CellCode>(), context);

        void Raw() => SpreadsheetFile.Read(bytes);
        void Import() => WorkbookComparison.Of(ImportedStatement.Read(SpreadsheetFile.Read(bytes).Content!, layout), statement);
        var differences = WorkbookComparison.Of(ImportedStatement.Read(SpreadsheetFile.Read(bytes).Content!, layout), statement);
        var (import, raw) = Paired.Compare(9, Import, Raw);
        var (allocated, least) = (Allocated(Import), Allocated(Raw));

        Console.WriteLine($"Import of a full workbook of {path}: {bytes.Length / 1000} kB, {differences.Compared} cells compared, {differences.Differences.Count} differences.");
        Console.WriteLine($"  import {import / 1000:0.0} ms of processor, same file read raw {raw / 1000:0.0} ms: "
            + $"ratio {import / raw:0.0} (at most {Most}: {(import <= raw * Most ? "kept" : "NOT KEPT")}).");
        Console.WriteLine($"  memory {allocated / 1000} kB against {least / 1000} kB: "
            + $"ratio {(double)allocated / least:0.0} (at most {Most}: {(allocated <= least * Most ? "kept" : "NOT KEPT")}).");
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static CellValues Example(FormFiles files, string path, FormDefinition form)
    {
        using var json = JsonDocument.Parse(files.Find($"{path}/example.json")!);
        return new CellValues([.. json.RootElement.GetProperty("values").EnumerateObject().Select(v =>
        {
            var code = CellCode.Parse(v.Name);
            var value = v.Value.ValueKind == JsonValueKind.Number ? CellValue.Of(v.Value.GetDecimal()) : CellReader.Read(form.Find(code)!, v.Value.GetString());
            return KeyValuePair.Create(code, value);
        })]);
    }

    /// <summary>A file as a spreadsheet program saves it: shared texts, results beside formulas, last year's values.</summary>
    private static byte[] Workbook(FormDefinition form, WorkbookLayout layout, CellValues values, CellValues previous)
    {
        var texts = new Dictionary<string, int>();
        var sheets = layout.Tables.GroupBy(t => t.Sheet).Select(g => (Name: g.Key, Xml: Sheet(g, texts, values, previous))).ToList();
        var parts = new List<(string, string)>
        {
            ("[Content_Types].xml", """<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""),
            ("xl/workbook.xml", $"<workbook xmlns:r=\"r\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"r{i}\"/>"))}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships>{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}"
                + "<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
            ("xl/sharedStrings.xml", $"<sst>{string.Concat(texts.Keys.Select(t => $"<si><t>{SecurityElement.Escape(t)}</t></si>"))}</sst>"),
        };
        parts.AddRange(sheets.Select((s, i) => ($"xl/worksheets/sheet{i}.xml", s.Xml)));
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    private static string Sheet(IEnumerable<TablePlace> places, Dictionary<string, int> texts, CellValues values, CellValues previous)
    {
        var xml = new StringBuilder("<worksheet><sheetData>");
        foreach (var place in places)
        {
            Row(place.Title, [(1, Text(place.Table.Title), "")]);
            Row(place.Head, place.Table.Columns.Select((c, j) => (TablePlace.FirstColumn + j, Text(c.Group.Length > 0 ? c.Short : c.Label), "")));
            Row(place.Codes, place.Table.Columns.Select((c, j) => (TablePlace.FirstColumn + j, Text(place.CodeOf(c)), "")));
            for (var i = 0; i < place.Table.Rows.Count; i++)
            {
                var line = place.Table.Rows[i];
                var cells = place.Table.Columns.Select((c, j) => (Cell: place.Table.At(line.Code, c.Code), Rank: j)).Where(c => c.Cell is not null).ToList();
                Row(place.First + i,
                [
                    (TablePlace.CodeColumn, Text(line.Code), ""), (TablePlace.LabelColumn, Text(line.Label), ""),
                    .. cells.Select(c => (TablePlace.FirstColumn + c.Rank, Value(values[c.Cell!.Code]), c.Cell.IsInput ? "" : "<f>SUM(C9:C12)</f>")),
                    .. cells.Select(c => (place.FirstPrevious + c.Rank, Value(previous[c.Cell!.Code]), "")),
                ]);
            }
        }

        return xml.Append("</sheetData></worksheet>").ToString();

        void Row(int row, IEnumerable<(int Column, (string Type, string Text) Content, string Formula)> cells)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
            foreach (var (column, content, formula) in cells)
            {
                xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{new SheetAddress(row, column)}\" s=\"1\"{content.Type}>{formula}");
                xml.Append(content.Text.Length > 0 ? $"<v>{content.Text}</v></c>" : "</c>");
            }

            xml.Append("</row>");
        }

        (string Type, string Text) Text(string text)
        {
            texts.TryAdd(text, texts.Count);
            return (" t=\"s\"", texts[text].ToString(CultureInfo.InvariantCulture));
        }

        (string Type, string Text) Value(CellValue value) =>
            value.IsNumber ? ("", value.Number.ToString(CultureInfo.InvariantCulture)) : value.Text is { Length: > 0 } text ? Text(text) : ("", "");
    }
}
