using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Soffi.Domain.Workbooks;

namespace Soffi.Domain.Sheets;

/// <summary>
/// Writes an OpenDocument spreadsheet (ISO 26300) row by row, with the same sheets as the xlsx: the State's interoperability rules
/// prefer it. Cells are typed: a number has its value, a text is a string and never a formula.
/// </summary>
public sealed class OdsWriter
{
    public const string ContentType = "application/vnd.oasis.opendocument.spreadsheet";

    internal const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    internal const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    internal const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    internal const string Format = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    internal const string Number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";
    private const string Content = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private const string Config = "urn:oasis:names:tc:opendocument:xmlns:config:1.0";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Version = "1.3";
    private const double CentimetresPerCharacter = 0.2;

    private readonly ZipArchive _zip;
    private readonly WrittenWorkbook _workbook;
    private readonly OdsStyleSheet _styles = new();
    private readonly int[] _lastRows;

    private OdsWriter(ZipArchive zip, WrittenWorkbook workbook)
    {
        _zip = zip;
        _workbook = workbook;
        _lastRows = new int[workbook.Sheets.Count];
    }

    /// <exception cref="InvalidOperationException">More rows than a sheet holds: nothing is cut silently.</exception>
    public static void Write(Stream stream, WrittenWorkbook workbook)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        new OdsWriter(zip, workbook).Write();
    }

    private void Write()
    {
        // First and not compressed: programs know the format by it.
        using (var type = _zip.CreateEntry("mimetype", CompressionLevel.NoCompression).Open())
        {
            type.Write(Encoding.ASCII.GetBytes(ContentType));
        }

        Part("META-INF/manifest.xml", WriteManifest);
        Part("meta.xml", WriteMeta);
        Part("content.xml", WriteContent);
        Part("styles.xml", _styles.Write);
        Part("settings.xml", WriteSettings);
    }

    private void Part(string name, Action<XmlWriter> write)
    {
        using var part = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true });
        xml.WriteStartDocument();
        write(xml);
    }

    private static void WriteManifest(XmlWriter xml)
    {
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("version", Manifest, Version);
        Entry("/", ContentType);
        foreach (var part in new[] { "content.xml", "styles.xml", "meta.xml", "settings.xml" })
        {
            Entry(part, "text/xml");
        }

        xml.WriteEndElement();

        void Entry(string path, string type)
        {
            xml.WriteStartElement("file-entry", Manifest);
            xml.WriteAttributeString("full-path", Manifest, path);
            xml.WriteAttributeString("media-type", Manifest, type);
            xml.WriteEndElement();
        }
    }

    private void WriteMeta(XmlWriter xml)
    {
        xml.WriteStartElement("office", "document-meta", Office);
        xml.WriteAttributeString("version", Office, Version);
        xml.WriteStartElement("meta", Office);
        xml.WriteElementString("dc", "title", Dublin, _workbook.Title);
        xml.WriteElementString("dc", "creator", Dublin, "Soffi");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteContent(XmlWriter xml)
    {
        xml.WriteStartElement("office", "document-content", Office);
        foreach (var (prefix, name) in new[] { ("style", Style), ("table", Table), ("fo", Format), ("number", Number), ("text", Content) })
        {
            xml.WriteAttributeString("xmlns", prefix, null, name);
        }

        xml.WriteAttributeString("version", Office, Version);
        xml.WriteStartElement("automatic-styles", Office);
        foreach (var width in _workbook.Sheets.SelectMany(s => s.Widths).Distinct())
        {
            xml.WriteStartElement("style", Style);
            xml.WriteAttributeString("name", Style, ColumnStyle(width));
            xml.WriteAttributeString("family", Style, "table-column");
            xml.WriteStartElement("table-column-properties", Style);
            xml.WriteAttributeString("column-width", Style, (width * CentimetresPerCharacter).ToString("0.##", CultureInfo.InvariantCulture) + "cm");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("body", Office);
        xml.WriteStartElement("spreadsheet", Office);
        for (var i = 0; i < _workbook.Sheets.Count; i++)
        {
            WriteTable(xml, i);
        }

        WriteFilters(xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteTable(XmlWriter xml, int index)
    {
        var sheet = _workbook.Sheets[index];
        xml.WriteStartElement("table", Table);
        xml.WriteAttributeString("name", Table, sheet.Name);
        foreach (var width in sheet.Widths)
        {
            xml.WriteStartElement("table-column", Table);
            xml.WriteAttributeString("style-name", Table, ColumnStyle(width));
            xml.WriteEndElement();
        }

        var row = 0;
        foreach (var cells in sheet.Rows)
        {
            if (++row > WrittenWorkbook.MaxRows)
            {
                throw new InvalidOperationException($"« {sheet.Name} » holds more than {WrittenWorkbook.MaxRows} rows.");
            }

            // The heading is repeated at the top of each printed page.
            if (row == sheet.FrozenRows)
            {
                xml.WriteStartElement("table-header-rows", Table);
            }

            xml.WriteStartElement("table-row", Table);
            foreach (var cell in cells)
            {
                WriteCell(xml, cell);
            }

            xml.WriteEndElement();
            if (row == sheet.FrozenRows)
            {
                xml.WriteEndElement();
            }
        }

        _lastRows[index] = row;
        xml.WriteEndElement();
    }

    private void WriteCell(XmlWriter xml, WrittenCell cell)
    {
        xml.WriteStartElement("table-cell", Table);
        if (_styles.NameOf(cell.Style) is { } style)
        {
            xml.WriteAttributeString("style-name", Table, style);
        }

        if (cell.Number is { } number)
        {
            xml.WriteAttributeString("value-type", Office, "float");
            xml.WriteAttributeString("value", Office, CellText.Invariant(number));
        }
        else if (cell.Instant is { } instant)
        {
            xml.WriteAttributeString("value-type", Office, "date");
            xml.WriteAttributeString("date-value", Office, instant.DateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        }
        else if (cell.Text is { } text)
        {
            xml.WriteAttributeString("value-type", Office, "string");
            foreach (var line in text.Split('\n'))
            {
                xml.WriteStartElement("p", Content);
                xml.WriteString(line);
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
    }

    private void WriteFilters(XmlWriter xml)
    {
        if (!_workbook.Sheets.Any(s => s.Filters))
        {
            return;
        }

        xml.WriteStartElement("database-ranges", Table);
        foreach (var (index, sheet) in _workbook.Sheets.Index().Where(s => s.Item.Filters))
        {
            xml.WriteStartElement("database-range", Table);
            xml.WriteAttributeString("name", Table, string.Create(CultureInfo.InvariantCulture, $"__Anonymous_Sheet_DB__{index}"));
            xml.WriteAttributeString("target-range-address", Table, string.Create(
                CultureInfo.InvariantCulture, $"'{sheet.Name}'.A{sheet.FrozenRows}:'{sheet.Name}'.{SheetAddress.ColumnName(sheet.Widths.Count)}{_lastRows[index]}"));
            xml.WriteAttributeString("display-filter-buttons", Table, "true");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>What stays in sight when one scrolls is a setting of the view, sheet by sheet.</summary>
    private void WriteSettings(XmlWriter xml)
    {
        xml.WriteStartElement("office", "document-settings", Office);
        xml.WriteAttributeString("xmlns", "config", null, Config);
        xml.WriteAttributeString("version", Office, Version);
        xml.WriteStartElement("settings", Office);
        Start("config-item-set", "ooo:view-settings");
        Start("config-item-map-indexed", "Views");
        xml.WriteStartElement("config-item-map-entry", Config);
        Item("ViewId", "string", "view1");
        Start("config-item-map-named", "Tables");
        foreach (var sheet in _workbook.Sheets.Where(s => s.FrozenRows > 0 || s.FrozenColumns > 0))
        {
            Start("config-item-map-entry", sheet.Name);
            Split("Horizontal", "PositionRight", sheet.FrozenColumns);
            Split("Vertical", "PositionBottom", sheet.FrozenRows);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        Item("ActiveTable", "string", _workbook.Sheets[0].Name);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();

        void Split(string direction, string position, int count)
        {
            const string frozen = "2";
            Item(direction + "SplitMode", "short", count > 0 ? frozen : "0");
            Item(direction + "SplitPosition", "int", count.ToString(CultureInfo.InvariantCulture));
            Item(position, "int", count.ToString(CultureInfo.InvariantCulture));
        }

        void Start(string element, string name)
        {
            xml.WriteStartElement(element, Config);
            xml.WriteAttributeString("name", Config, name);
        }

        void Item(string name, string type, string value)
        {
            Start("config-item", name);
            xml.WriteAttributeString("type", Config, type);
            xml.WriteString(value);
            xml.WriteEndElement();
        }
    }

    private static string ColumnStyle(double width) => "col" + width.ToString("0", CultureInfo.InvariantCulture);
}
