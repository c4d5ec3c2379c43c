using System.Globalization;
using System.Xml;

namespace Soffi.Domain.Sheets;

/// <summary>The styles met in an OpenDocument workbook, and the part that declares them.</summary>
internal sealed class OdsStyleSheet
{
    private readonly Dictionary<CellStyle, string> _names = [];

    /// <summary>Null for a cell as any other.</summary>
    public string? NameOf(CellStyle style)
    {
        style = style with { Quoted = false }; // A typed text needs no quote here.
        if (style == default || style == new CellStyle { Suffix = "" })
        {
            return null;
        }

        if (!_names.TryGetValue(style, out var name))
        {
            _names[style] = name = string.Create(CultureInfo.InvariantCulture, $"Soffi{_names.Count + 1}");
        }

        return name;
    }

    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("office", "document-styles", OdsWriter.Office);
        foreach (var (prefix, name) in new[] { ("style", OdsWriter.Style), ("fo", OdsWriter.Format), ("number", OdsWriter.Number) })
        {
            xml.WriteAttributeString("xmlns", prefix, null, name);
        }

        xml.WriteAttributeString("version", OdsWriter.Office, "1.3");
        xml.WriteStartElement("styles", OdsWriter.Office);
        foreach (var (style, name) in _names)
        {
            WriteFormat(xml, style, name);
            WriteCellStyle(xml, style, name);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteFormat(XmlWriter xml, CellStyle style, string name)
    {
        if (style.Instant)
        {
            xml.WriteStartElement("date-style", OdsWriter.Number);
            xml.WriteAttributeString("name", OdsWriter.Style, "N" + name);
            Part("day");
            Text("/");
            Part("month");
            Text("/");
            xml.WriteStartElement("year", OdsWriter.Number);
            xml.WriteAttributeString("style", OdsWriter.Number, "long");
            xml.WriteEndElement();
            Text(" ");
            Part("hours");
            Text(":");
            Part("minutes");
            xml.WriteEndElement();
        }
        else if (style.Decimals is { } decimals)
        {
            xml.WriteStartElement("number-style", OdsWriter.Number);
            xml.WriteAttributeString("name", OdsWriter.Style, "N" + name);
            xml.WriteStartElement("number", OdsWriter.Number);
            xml.WriteAttributeString("decimal-places", OdsWriter.Number, decimals.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("min-decimal-places", OdsWriter.Number, decimals.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("min-integer-digits", OdsWriter.Number, "1");
            xml.WriteAttributeString("grouping", OdsWriter.Number, "true");
            xml.WriteEndElement();
            if (style.Suffix.Length > 0)
            {
                Text(" " + style.Suffix);
            }

            xml.WriteEndElement();
        }

        void Part(string element)
        {
            xml.WriteStartElement(element, OdsWriter.Number);
            xml.WriteAttributeString("style", OdsWriter.Number, "long");
            xml.WriteEndElement();
        }

        void Text(string text) => xml.WriteElementString("text", OdsWriter.Number, text);
    }

    private static void WriteCellStyle(XmlWriter xml, CellStyle style, string name)
    {
        xml.WriteStartElement("style", OdsWriter.Style);
        xml.WriteAttributeString("name", OdsWriter.Style, name);
        xml.WriteAttributeString("family", OdsWriter.Style, "table-cell");
        if (style.Decimals is not null || style.Instant)
        {
            xml.WriteAttributeString("data-style-name", OdsWriter.Style, "N" + name);
        }

        xml.WriteStartElement("table-cell-properties", OdsWriter.Style);
        if (style.Heading)
        {
            xml.WriteAttributeString("background-color", OdsWriter.Format, "#eeeeee");
            xml.WriteAttributeString("border-bottom", OdsWriter.Format, "0.75pt solid #000000");
        }

        if (style.Heading || style.Wrap)
        {
            xml.WriteAttributeString("wrap-option", OdsWriter.Format, "wrap");
        }

        xml.WriteEndElement();
        xml.WriteStartElement("paragraph-properties", OdsWriter.Style);
        if (style.Right || style.Decimals is not null)
        {
            xml.WriteAttributeString("text-align", OdsWriter.Format, "end");
        }
        else if (style.Instant)
        {
            xml.WriteAttributeString("text-align", OdsWriter.Format, "start");
        }

        xml.WriteEndElement();
        xml.WriteStartElement("text-properties", OdsWriter.Style);
        if (style.Title)
        {
            xml.WriteAttributeString("font-size", OdsWriter.Format, "14pt");
        }

        if (style.Bold || style.Heading || style.Title)
        {
            xml.WriteAttributeString("font-weight", OdsWriter.Format, "bold");
        }

        if (style.Italic)
        {
            xml.WriteAttributeString("font-style", OdsWriter.Format, "italic");
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
