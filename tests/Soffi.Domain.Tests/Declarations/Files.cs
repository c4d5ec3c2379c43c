using System.IO.Compression;
using System.Text;

namespace Soffi.Domain.Tests.Declarations;

/// <summary>Small files of every kind, made by hand so that a test shows what counts in them.</summary>
internal static class Files
{
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Pdf(int pages = 2, string trailer = "") => Encoding.Latin1.GetBytes(
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        + $"2 0 obj <</Type /Pages /Count {pages} /Kids []>> endobj\n"
        + string.Concat(Enumerable.Range(10, pages).Select(n => $"{n} 0 obj <</Type /Page /Parent 2 0 R>> endobj\n"))
        + $"trailer <</Root 1 0 R {trailer}>>\nstartxref\n0\n%%EOF\n");

    /// <summary>As modern tools write it: the pages lie in a compressed stream of objects.</summary>
    public static byte[] CompressedPdf(int pages)
    {
        var objects = Enumerable.Range(0, pages).Select(n => $"<</Type/Page/Parent 2 0 R/Rotate {n}>>").ToList();
        var offset = 0;
        var heading = string.Join(' ', objects.Select((o, n) =>
        {
            var entry = $"{100 + n} {offset}";
            offset += o.Length;
            return entry;
        }));
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes(heading + " " + string.Concat(objects)));
        }

        var file = new MemoryStream();
        file.Write(Encoding.Latin1.GetBytes($"%PDF-1.5\n5 0 obj <</Type/ObjStm/N {pages}/First {heading.Length + 1}/Filter/FlateDecode/Length {packed.Length}>> stream\r\n"));
        file.Write(packed.ToArray());
        file.Write(Encoding.Latin1.GetBytes("\nendstream endobj\nstartxref\n9\n%%EOF"));
        return file.ToArray();
    }

    public static byte[] Xlsx(params (string Name, string Content)[] more) => Zip([("[Content_Types].xml", Types(Spreadsheet)), ("xl/workbook.xml", "<workbook/>"), .. more]);

    public static byte[] Docx() => Zip([("[Content_Types].xml", Types(Word)), ("word/document.xml", "<document/>")]);

    public static byte[] Xlsm() => Zip([("[Content_Types].xml", Types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")), ("xl/workbook.xml", "<workbook/>")]);

    public static byte[] OpenDocument(string kind, params (string Name, string Content)[] more) => Zip(
        [("mimetype", "application/vnd.oasis.opendocument." + kind), ("content.xml", "<content/>"), .. more]);

    public static byte[] Zip(IEnumerable<(string Name, string Content)> entries)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }

    /// <summary>An archive of a few kilobytes that claims to hold sixty megabytes.</summary>
    public static byte[] Bomb()
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Optimal).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 60; i++)
            {
                entry.Write(zeros);
            }
        }

        return file.ToArray();
    }

    private static string Types(string main) =>
        $"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/main.xml" ContentType="{main}"/></Types>""";
}
