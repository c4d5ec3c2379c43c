using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Soffi.Domain.Workbooks;

/// <summary>
/// Reads the cells of an OpenDocument spreadsheet (ISO 26300). A whole sheet of nothing is one repeated cell there: repetitions
/// are followed only as far as they hold something, within the limits.
/// </summary>
internal sealed class OdsReader
{
    private int _cells;

    private OdsReader()
    {
    }

    /// <exception cref="InvalidDataException">Not a spreadsheet, or cut.</exception>
    /// <exception cref="XmlException">The same.</exception>
    /// <exception cref="SpreadsheetTooLargeException">More than may be read.</exception>
    public static Spreadsheet Read(ZipArchive archive)
    {
        var part = archive.GetEntry("content.xml") ?? throw new InvalidDataException("No content.");
        using var reader = SpreadsheetParts.Open(part);
        return new OdsReader().Read(reader);
    }

    private Spreadsheet Read(XmlReader reader)
    {
        var sheets = new List<Sheet>();
        while (reader.Read())
        {
            while (reader.NodeType == XmlNodeType.Element && reader.LocalName is "tracked-changes" or "annotation" or "forms" or "shapes")
            {
                reader.Skip();
            }

            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "table")
            {
                sheets.Add(ReadSheet(reader));
            }
        }

        return new Spreadsheet(sheets);
    }

    private Sheet ReadSheet(XmlReader reader)
    {
        var cells = new Dictionary<SheetAddress, SheetCell>();
        var name = Attribute(reader, "name") ?? "";
        if (reader.IsEmptyElement)
        {
            return new Sheet(name, cells);
        }

        var row = 1;
        var depth = reader.Depth;
        var read = reader.Read();
        while (read && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "shapes" or "forms" or "named-expressions")
            {
                reader.Skip();
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "table-row")
            {
                row = ReadRow(reader, row, cells);
            }

            read = reader.Read();
        }

        return new Sheet(name, cells);
    }

    /// <returns>Rank of the row that follows.</returns>
    private int ReadRow(XmlReader reader, int row, Dictionary<SheetAddress, SheetCell> cells)
    {
        var times = Repeated(reader, "number-rows-repeated");
        var found = new List<(int Column, SheetCell Cell)>();
        if (!reader.IsEmptyElement)
        {
            var column = 1;
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "table-cell" or "covered-table-cell")
                {
                    column = ReadCell(reader, column, found);
                }
            }
        }

        for (var i = 0; found.Count > 0 && i < times && row + i <= SheetAddress.MaxRow; i++)
        {
            foreach (var (column, cell) in found)
            {
                cells[new SheetAddress(row + i, column)] = cell;
                Count();
            }
        }

        return Math.Min(row + times, SheetAddress.MaxRow + 1);
    }

    /// <returns>Rank of the column that follows.</returns>
    private int ReadCell(XmlReader reader, int column, List<(int Column, SheetCell Cell)> found)
    {
        var times = Repeated(reader, "number-columns-repeated");
        var type = Attribute(reader, "value-type", "office") ?? "";
        var (value, day, truth, said) = (
            Attribute(reader, "value", "office"), Attribute(reader, "date-value", "office"), Attribute(reader, "boolean-value", "office"),
            Attribute(reader, "string-value", "office"));
        var isFormula = Attribute(reader, "formula") is not null;
        var isError = Attribute(reader, "value-type", "calcext") == "error";
        var text = reader.IsEmptyElement ? "" : Paragraphs(reader);
        if (Cell(type, value ?? day ?? truth, said ?? text, isFormula, isError) is { } cell)
        {
            for (var i = 0; i < times && column + i <= SheetAddress.MaxColumn; i++)
            {
                found.Add((column + i, cell));
                _ = found.Count > SpreadsheetParts.MaxCells ? throw new SpreadsheetTooLargeException() : 0;
            }
        }

        return Math.Min(column + times, SheetAddress.MaxColumn + 1);
    }

    private static SheetCell? Cell(string type, string? value, string text, bool isFormula, bool isError)
    {
        if (isError)
        {
            return new SheetCell(SheetCellKind.Error, text, 0, isFormula);
        }

        switch (type)
        {
            case "float" or "currency" or "percentage":
                return SheetCell.TryNumber(value ?? "", out var number)
                    ? new SheetCell(type == "percentage" ? SheetCellKind.Percentage : SheetCellKind.Number, value!, number, isFormula)
                    : new SheetCell(SheetCellKind.Text, value ?? text, 0, isFormula);
            case "date":
                return DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? new SheetCell(SheetCellKind.Date, value!, (decimal)day.ToOADate(), isFormula)
                    : new SheetCell(SheetCellKind.Text, text, 0, isFormula);
            case "boolean":
                return new SheetCell(SheetCellKind.Boolean, value == "true" ? "VRAI" : "FAUX", 0, isFormula);
            default:
                return text.Length > 0 || (isFormula && type == "string") ? new SheetCell(SheetCellKind.Text, text, 0, isFormula)
                    : isFormula ? new SheetCell(SheetCellKind.None, "", 0, true) : null;
        }
    }

    /// <summary>The paragraphs of a cell, one a line; comments and drawings of the cell are no part of its text.</summary>
    private static string Paragraphs(XmlReader reader)
    {
        var lines = new List<string>();
        var depth = reader.Depth;
        var read = reader.Read();
        while (read && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "p")
            {
                lines.Add(Paragraph(reader));
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "annotation" or "frame" or "table" or "detective" or "shapes")
            {
                reader.Skip();
                continue;
            }

            read = reader.Read();
        }

        return string.Join('\n', lines);
    }

    /// <summary>Several spaces are written as a count of them.</summary>
    private static string Paragraph(XmlReader reader)
    {
        var text = new StringBuilder();
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.Element when reader.LocalName == "s":
                    text.Append(' ', Math.Min(Repeated(reader, "c"), 1000));
                    break;
                case XmlNodeType.Element when reader.LocalName == "tab":
                    text.Append('\t');
                    break;
                case XmlNodeType.Element when reader.LocalName == "line-break":
                    text.Append('\n');
                    break;
                default:
                    break;
            }
        }

        return text.ToString();
    }

    private static int Repeated(XmlReader reader, string name) =>
        int.TryParse(Attribute(reader, name), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? Math.Max(1, times) : 1;

    /// <param name="prefix">Namespace by the end of its name; null for any but « calcext », which says again what « office » says.</param>
    private static string? Attribute(XmlReader reader, string name, string? prefix = null)
    {
        string? value = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            var space = reader.NamespaceURI.Contains("calcext", StringComparison.Ordinal) ? "calcext"
                : reader.NamespaceURI.Contains(":office:", StringComparison.Ordinal) ? "office" : "";
            if (reader.LocalName == name && (prefix is null ? space != "calcext" : space == prefix))
            {
                value = reader.Value;
            }
        }

        reader.MoveToElement();
        return value;
    }

    private void Count() => _ = ++_cells > SpreadsheetParts.MaxCells ? throw new SpreadsheetTooLargeException() : 0;
}
