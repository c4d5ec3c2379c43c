using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Infrastructure.Previews;

/// <summary>
/// The first sheet of a workbook, or the first paragraphs of a text, read forward from the XML of the container (ECMA-376,
/// ISO 26300): no formula is computed, no link is followed, no document type is read.
/// </summary>
public static class ContainerPreview
{
    private const int MostSharedStrings = 50_000;

    /// <summary>Characters of XML read of one part.</summary>
    private const long MostCharacters = 40_000_000;

    private const int MostRepeats = DocumentPreview.MostRows + 1;

    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace OdsTable = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace OdsText = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    public static DocumentPreview Read(MemoryStream bytes, FileFormat format)
    {
        using var archive = new ZipArchive(bytes, ZipArchiveMode.Read);
        var (part, cut) = format switch
        {
            FileFormat.Xlsx => DocumentPreview.Table("Première feuille", Xlsx(archive)),
            FileFormat.Ods => DocumentPreview.Table("Première feuille", Ods(archive)),
            FileFormat.Docx => DocumentPreview.Text("Premières lignes", Elements(archive.GetEntry("word/document.xml"), Word + "p").Select(p => string.Concat(p.Descendants(Word + "t").Select(t => t.Value)))),
            _ => DocumentPreview.Text("Premières lignes", Elements(archive.GetEntry("content.xml"), OdsText + "p", OdsText + "h").Select(p => p.Value)),
        };
        return new DocumentPreview([part], cut);
    }

    private static IEnumerable<IReadOnlyList<string>> Xlsx(ZipArchive archive)
    {
        var sheet = archive.GetEntry("xl/worksheets/sheet1.xml")
            ?? archive.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase)).MinBy(e => e.FullName, StringComparer.Ordinal);
        var shared = Elements(archive.GetEntry("xl/sharedStrings.xml"), Sheet + "si").Take(MostSharedStrings)
            .Select(s => string.Concat(s.Descendants(Sheet + "t").Select(t => t.Value))).ToList();
        foreach (var row in Elements(sheet, Sheet + "row"))
        {
            var cells = new List<string>();
            foreach (var cell in row.Elements(Sheet + "c").Take(DocumentPreview.MostColumns + 1))
            {
                var column = ColumnOf((string?)cell.Attribute("r")) ?? cells.Count;
                while (cells.Count < Math.Min(column, DocumentPreview.MostColumns + 1))
                {
                    cells.Add("");
                }

                cells.Add(TextOf(cell, shared));
            }

            yield return cells;
        }
    }

    private static string TextOf(XElement cell, List<string> shared)
    {
        var value = (string?)cell.Element(Sheet + "v") ?? "";
        return (string?)cell.Attribute("t") switch
        {
            "s" => int.TryParse(value, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < shared.Count ? shared[index] : "",
            "inlineStr" => string.Concat(cell.Descendants(Sheet + "t").Select(t => t.Value)),
            "b" => value == "1" ? "VRAI" : "FAUX",
            "str" or "e" => value,
            _ => value.Replace('.', ','),
        };
    }

    /// <summary>0 for « A12 »; null when the reference is missing.</summary>
    private static int? ColumnOf(string? reference)
    {
        var letters = (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(3).ToList();
        return letters.Count == 0 ? null : letters.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;
    }

    private static IEnumerable<IReadOnlyList<string>> Ods(ZipArchive archive)
    {
        foreach (var row in Elements(archive.GetEntry("content.xml"), OdsTable + "table-row"))
        {
            var cells = new List<string>();
            foreach (var cell in row.Elements().Where(c => c.Name == OdsTable + "table-cell" || c.Name == OdsTable + "covered-table-cell"))
            {
                var text = string.Join(' ', cell.Elements(OdsText + "p").Select(p => p.Value));
                var room = Math.Max(0, DocumentPreview.MostColumns + 1 - cells.Count);
                cells.AddRange(Enumerable.Repeat(text, Math.Min(room, Repeats(cell, "number-columns-repeated"))));
            }

            for (var repeat = Repeats(row, "number-rows-repeated"); repeat > 0; repeat--)
            {
                yield return cells;
            }
        }
    }

    private static int Repeats(XElement element, string attribute) =>
        int.TryParse((string?)element.Attribute(OdsTable + attribute), CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, MostRepeats) : 1;

    /// <summary>The elements of those names, one after the other, the rest of the part unread.</summary>
    private static IEnumerable<XElement> Elements(ZipArchiveEntry? part, params XName[] names)
    {
        if (part is null)
        {
            yield break;
        }

        using var stream = part.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
        });
        var more = reader.Read();
        while (more)
        {
            if (reader.NodeType == XmlNodeType.Element && names.Contains(XName.Get(reader.LocalName, reader.NamespaceURI)))
            {
                yield return (XElement)XNode.ReadFrom(reader); // Leaves the reader after the element.
                more = !reader.EOF;
            }
            else
            {
                more = reader.Read();
            }
        }
    }
}
