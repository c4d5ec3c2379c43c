using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Soffi.Domain.Workbooks;

/// <summary>
/// Reads the cells of a SpreadsheetML workbook (ISO 29500), whoever saved it. Only what the comparison needs: texts, numbers,
/// results of formulas. Read forward, part by part: the cost is that of the file, not of an object per formatted cell.
/// </summary>
internal sealed partial class XlsxReader
{
    /// <summary>Days between the origin of the two date systems (1904 and 1900).</summary>
    private const int MacintoshDays = 1462;

    private readonly ZipArchive _archive;
    private readonly List<string> _texts = [];
    private IReadOnlyList<SheetCellKind> _styles = [];
    private bool _macintosh;
    private int _cells;

    private XlsxReader(ZipArchive archive) => _archive = archive;

    /// <exception cref="InvalidDataException">Not a workbook, or cut.</exception>
    /// <exception cref="XmlException">The same.</exception>
    /// <exception cref="SpreadsheetTooLargeException">More than may be read.</exception>
    public static Spreadsheet Read(ZipArchive archive) => new XlsxReader(archive).Read();

    private Spreadsheet Read()
    {
        var main = Relations("_rels/.rels", "").Where(r => r.Value.Type.EndsWith("/officeDocument", StringComparison.Ordinal))
            .Select(r => r.Value.Target).FirstOrDefault() ?? "xl/workbook.xml";
        var folder = main.Contains('/', StringComparison.Ordinal) ? main[..(main.LastIndexOf('/') + 1)] : "";
        var relations = Relations($"{folder}_rels/{main[folder.Length..]}.rels", folder);
        foreach (var (type, target) in relations.Values)
        {
            if (type.EndsWith("/sharedStrings", StringComparison.Ordinal))
            {
                ReadTexts(target);
            }
            else if (type.EndsWith("/styles", StringComparison.Ordinal))
            {
                _styles = XlsxStyles.Read(Part(target));
            }
        }

        var sheets = ReadNames(main);
        return new Spreadsheet([.. sheets.Where(s => relations.ContainsKey(s.Relation)).Select(s => ReadSheet(s.Name, relations[s.Relation].Target))]);
    }

    private ZipArchiveEntry Part(string path) => _archive.GetEntry(path)
        ?? _archive.Entries.FirstOrDefault(e => string.Equals(e.FullName, path, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidDataException($"No part {path}.");

    private Dictionary<string, (string Type, string Target)> Relations(string path, string folder)
    {
        var found = new Dictionary<string, (string, string)>();
        if (_archive.GetEntry(path) is not { } part)
        {
            return found;
        }

        using var reader = SpreadsheetParts.Open(part);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship" && reader.GetAttribute("Target") is { } target)
            {
                found[reader.GetAttribute("Id") ?? ""] = (reader.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : folder + target);
            }
        }

        return found;
    }

    private List<(string Name, string Relation)> ReadNames(string path)
    {
        var names = new List<(string, string)>();
        using var reader = SpreadsheetParts.Open(Part(path));
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "workbookPr")
            {
                _macintosh = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader.LocalName == "sheet")
            {
                var name = reader.GetAttribute("name") ?? "";
                var relation = "";
                for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                {
                    relation = reader.LocalName == "id" && reader.Prefix.Length > 0 ? reader.Value : relation;
                }

                names.Add((name, relation));
            }
        }

        return names;
    }

    private void ReadTexts(string path)
    {
        using var reader = SpreadsheetParts.Open(Part(path));
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                _texts.Add(RichText(reader));
                if (_texts.Count > SpreadsheetParts.MaxCells)
                {
                    throw new SpreadsheetTooLargeException();
                }
            }
        }
    }

    /// <summary>The runs of a text, its phonetic readings left out; _x000D_ stands for what XML cannot hold.</summary>
    private static string RichText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = "";
        var depth = reader.Depth;
        var read = reader.Read();
        while (read && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh")
            {
                reader.Skip();
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t")
            {
                text += SpreadsheetParts.TextOf(reader);
            }

            read = reader.Read();
        }

        return text.Contains("_x", StringComparison.Ordinal) ? Escaped().Replace(text, Unescape) : text;
    }

    private static string Unescape(Match escaped) =>
        ((char)int.Parse(escaped.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    private Sheet ReadSheet(string name, string path)
    {
        var cells = new Dictionary<SheetAddress, SheetCell>();
        var (row, column) = (0, 0);
        using var reader = SpreadsheetParts.Open(Part(path));
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "row")
            {
                row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : row + 1;
                column = 0;
            }
            else if (reader.LocalName == "c")
            {
                var address = SheetAddress.TryParse(reader.GetAttribute("r"), out var at) ? at : new SheetAddress(row, column + 1);
                column = address.Column;
                if (ReadCell(reader) is { } cell)
                {
                    cells[address] = cell;
                    _ = ++_cells > SpreadsheetParts.MaxCells ? throw new SpreadsheetTooLargeException() : 0;
                }
            }
        }

        return new Sheet(name, cells);
    }

    private SheetCell? ReadCell(XmlReader reader)
    {
        var type = reader.GetAttribute("t") ?? "n";
        var style = int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _styles.Count
            ? _styles[index] : SheetCellKind.Number;
        if (reader.IsEmptyElement)
        {
            return null;
        }

        string? value = null;
        var formula = false;
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "f":
                        formula = true;
                        _ = SpreadsheetParts.TextOf(reader);
                        break;
                    case "v":
                        value = SpreadsheetParts.TextOf(reader);
                        break;
                    case "is":
                        value = RichText(reader);
                        break;
                    default:
                        break;
                }
            }
        }

        return value is null || (value.Length == 0 && type != "str")
            ? formula ? new SheetCell(SheetCellKind.None, "", 0, true) : null
            : Cell(type, style, value, formula);
    }

    private SheetCell? Cell(string type, SheetCellKind style, string value, bool formula)
    {
        switch (type)
        {
            case "s":
                var text = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && rank < _texts.Count
                    ? _texts[rank] : throw new InvalidDataException("No such shared text.");
                return text.Length == 0 ? null : new SheetCell(SheetCellKind.Text, text, 0, formula);
            case "str" or "inlineStr":
                return new SheetCell(SheetCellKind.Text, value, 0, formula);
            case "b":
                return new SheetCell(SheetCellKind.Boolean, value == "1" ? "VRAI" : "FAUX", 0, formula);
            case "e":
                return new SheetCell(SheetCellKind.Error, value, 0, formula);
            case "d":
                return DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? new SheetCell(SheetCellKind.Date, value, (decimal)day.ToOADate(), formula)
                    : new SheetCell(SheetCellKind.Text, value, 0, formula);
            default:
                return SheetCell.TryNumber(value, out var number)
                    ? new SheetCell(style, value, style == SheetCellKind.Date && _macintosh ? number + MacintoshDays : number, formula)
                    : new SheetCell(SheetCellKind.Text, value, 0, formula);
        }
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}
