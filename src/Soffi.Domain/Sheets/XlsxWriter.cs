using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Soffi.Domain.Workbooks;

namespace Soffi.Domain.Sheets;

/// <summary>
/// Writes an Office Open XML workbook row by row: memory does not grow with the rows. Styles are met on the way, so that their part
/// comes last.
/// </summary>
public sealed class XlsxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const int FirstFormat = 164;

    private readonly ZipArchive _zip;
    private readonly WrittenWorkbook _workbook;
    private readonly XlsxStyleSheet _styles = new(FirstFormat);
    private readonly int[] _lastRows;

    private XlsxWriter(ZipArchive zip, WrittenWorkbook workbook)
    {
        _zip = zip;
        _workbook = workbook;
        _lastRows = new int[workbook.Sheets.Count];
    }

    /// <exception cref="InvalidOperationException">More rows than a sheet holds: nothing is cut silently.</exception>
    public static void Write(Stream stream, WrittenWorkbook workbook)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        new XlsxWriter(zip, workbook).Write();
    }

    private void Write()
    {
        Part("[Content_Types].xml", WriteTypes);
        Part("_rels/.rels", xml => WriteRelations(xml, [("officeDocument", "xl/workbook.xml")]));
        Part("docProps/core.xml", WriteProperties);
        for (var i = 0; i < _workbook.Sheets.Count; i++)
        {
            var index = i;
            Part($"xl/worksheets/sheet{i + 1}.xml", (xml, part) => WriteSheet(xml, part, index));
        }

        Part("xl/workbook.xml", WriteWorkbook);
        Part("xl/_rels/workbook.xml.rels", xml => WriteRelations(
            xml, [.. _workbook.Sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")), ("styles", "styles.xml")]));
        Part("xl/styles.xml", xml => _styles.Write(xml, Main));
    }

    private void Part(string name, Action<XmlWriter> write) => Part(name, (xml, _) => write(xml));

    private void Part(string name, Action<XmlWriter, Stream> write)
    {
        using var part = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true });
        xml.WriteStartDocument(standalone: true);
        write(xml, part);
    }

    private void WriteTypes(XmlWriter xml)
    {
        xml.WriteStartElement("Types", Types);
        Add("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Add("Default", "Extension", "xml", "application/xml");
        Add("Override", "PartName", "/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
        Add("Override", "PartName", "/xl/styles.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
        Add("Override", "PartName", "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        for (var i = 1; i <= _workbook.Sheets.Count; i++)
        {
            Add("Override", "PartName", $"/xl/worksheets/sheet{i}.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml");
        }

        xml.WriteEndElement();

        void Add(string element, string key, string value, string type)
        {
            xml.WriteStartElement(element, Types);
            xml.WriteAttributeString(key, value);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }
    }

    private static void WriteRelations(XmlWriter xml, IReadOnlyList<(string Type, string Target)> targets)
    {
        xml.WriteStartElement("Relationships", Packages);
        for (var i = 0; i < targets.Count; i++)
        {
            xml.WriteStartElement("Relationship", Packages);
            xml.WriteAttributeString("Id", Id(i));
            xml.WriteAttributeString("Type", $"{Relations}/{targets[i].Type}");
            xml.WriteAttributeString("Target", targets[i].Target);
            xml.WriteEndElement();
        }

        if (targets[0].Type == "officeDocument")
        {
            xml.WriteStartElement("Relationship", Packages);
            xml.WriteAttributeString("Id", Id(targets.Count));
            xml.WriteAttributeString("Type", $"{Packages}/metadata/core-properties");
            xml.WriteAttributeString("Target", "docProps/core.xml");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteProperties(XmlWriter xml)
    {
        const string core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        const string dublin = "http://purl.org/dc/elements/1.1/";
        xml.WriteStartElement("cp", "coreProperties", core);
        xml.WriteElementString("dc", "title", dublin, _workbook.Title);
        xml.WriteElementString("dc", "creator", dublin, "Soffi");
        xml.WriteEndElement();
    }

    private void WriteWorkbook(XmlWriter xml)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets", Main);
        for (var i = 0; i < _workbook.Sheets.Count; i++)
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", _workbook.Sheets[i].Name);
            xml.WriteAttributeString("sheetId", Text(i + 1));
            xml.WriteAttributeString("r", "id", Relations, Id(i));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("definedNames", Main);
        foreach (var (index, sheet) in _workbook.Sheets.Index().Where(s => s.Item.Filters))
        {
            Name("_xlnm._FilterDatabase", index, $"'{sheet.Name}'!$A${sheet.FrozenRows}:${SheetAddress.ColumnName(sheet.Widths.Count)}${_lastRows[index]}", hidden: true);
        }

        foreach (var (index, sheet) in _workbook.Sheets.Index().Where(s => s.Item.FrozenRows > 0))
        {
            Name("_xlnm.Print_Titles", index, $"'{sheet.Name}'!${sheet.FrozenRows}:${sheet.FrozenRows}", hidden: false);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();

        void Name(string name, int sheet, string area, bool hidden)
        {
            xml.WriteStartElement("definedName", Main);
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("localSheetId", Text(sheet));
            xml.WriteAttributeString("hidden", hidden ? "1" : "0");
            xml.WriteString(area);
            xml.WriteEndElement();
        }
    }

    private void WriteSheet(XmlWriter xml, Stream part, int index)
    {
        var sheet = _workbook.Sheets[index];
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetPr", Main);
        xml.WriteStartElement("pageSetUpPr", Main);
        xml.WriteAttributeString("fitToPage", "1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        WriteView(xml, sheet, selected: index == 0);
        xml.WriteStartElement("cols", Main);
        for (var i = 0; i < sheet.Widths.Count; i++)
        {
            xml.WriteStartElement("col", Main);
            xml.WriteAttributeString("min", Text(i + 1));
            xml.WriteAttributeString("max", Text(i + 1));
            xml.WriteAttributeString("width", sheet.Widths[i].ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        xml.WriteRaw("");
        xml.Flush(); // What it wrote stands before the rows, which go to the part without it.
        _lastRows[index] = new XlsxRows(part, _styles).Write(sheet);
        xml.WriteEndElement();
        if (sheet.Filters)
        {
            xml.WriteStartElement("autoFilter", Main);
            xml.WriteAttributeString("ref", $"A{sheet.FrozenRows}:{SheetAddress.ColumnName(sheet.Widths.Count)}{_lastRows[index]}");
            xml.WriteEndElement();
        }

        xml.WriteStartElement("pageSetup", Main);
        xml.WriteAttributeString("paperSize", "9");
        xml.WriteAttributeString("orientation", "landscape");
        xml.WriteAttributeString("fitToHeight", "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteView(XmlWriter xml, WrittenSheet sheet, bool selected)
    {
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("tabSelected", selected ? "1" : "0");
        xml.WriteAttributeString("workbookViewId", "0");
        if (sheet.FrozenRows > 0 || sheet.FrozenColumns > 0)
        {
            xml.WriteStartElement("pane", Main);
            if (sheet.FrozenColumns > 0)
            {
                xml.WriteAttributeString("xSplit", Text(sheet.FrozenColumns));
            }

            if (sheet.FrozenRows > 0)
            {
                xml.WriteAttributeString("ySplit", Text(sheet.FrozenRows));
            }

            xml.WriteAttributeString("topLeftCell", SheetAddress.ColumnName(sheet.FrozenColumns + 1) + Text(sheet.FrozenRows + 1));
            xml.WriteAttributeString("activePane", sheet.FrozenColumns == 0 ? "bottomLeft" : sheet.FrozenRows == 0 ? "topRight" : "bottomRight");
            xml.WriteAttributeString("state", "frozen");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Id(int index) => "rId" + Text(index + 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
