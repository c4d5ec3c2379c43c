using System.Globalization;
using System.Xml;

namespace Soffi.Domain.Sheets;

/// <summary>The styles met in a workbook, and the part that declares them.</summary>
internal sealed class XlsxStyleSheet(int firstFormat)
{
    private const string HeadingFill = "FFEEEEEE";

    private readonly List<CellStyle> _styles = [default];
    private readonly List<string> _formats = [];
    private readonly Dictionary<CellStyle, int> _indexes = new() { [default] = 0 };

    public int IndexOf(CellStyle style)
    {
        if (!_indexes.TryGetValue(style, out var index))
        {
            _indexes[style] = index = _styles.Count;
            _styles.Add(style);
        }

        return index;
    }

    public void Write(XmlWriter xml, string main)
    {
        var formats = _styles.Select(Format).ToList();
        _formats.AddRange(formats.Where(f => f.Length > 0).Distinct());
        xml.WriteStartElement("styleSheet", main);
        if (_formats.Count > 0)
        {
            Start("numFmts", _formats.Count);
            for (var i = 0; i < _formats.Count; i++)
            {
                Element("numFmt", ("numFmtId", Text(firstFormat + i)), ("formatCode", _formats[i]));
            }

            xml.WriteEndElement();
        }

        // Fonts: plain, bold, italic, title.
        Start("fonts", 4);
        Font(null, "11");
        Font("b", "11");
        Font("i", "11");
        Font("b", "14");
        xml.WriteEndElement();
        Start("fills", 3);
        Fill("none", null);
        Fill("gray125", null);
        Fill("solid", HeadingFill);
        xml.WriteEndElement();
        Start("borders", 2);
        Border(thinBottom: false);
        Border(thinBottom: true);
        xml.WriteEndElement();
        Start("cellStyleXfs", 1);
        Element("xf", ("numFmtId", "0"), ("fontId", "0"), ("fillId", "0"), ("borderId", "0"));
        xml.WriteEndElement();
        Start("cellXfs", _styles.Count);
        for (var i = 0; i < _styles.Count; i++)
        {
            Xf(_styles[i], formats[i]);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();

        void Start(string name, int count)
        {
            xml.WriteStartElement(name, main);
            xml.WriteAttributeString("count", Text(count));
        }

        void Element(string name, params (string Key, string Value)[] attributes)
        {
            xml.WriteStartElement(name, main);
            foreach (var (key, value) in attributes)
            {
                xml.WriteAttributeString(key, value);
            }

            xml.WriteEndElement();
        }

        void Font(string? weight, string size)
        {
            xml.WriteStartElement("font", main);
            if (weight is not null)
            {
                Element(weight);
            }

            Element("sz", ("val", size));
            Element("name", ("val", "Calibri"));
            xml.WriteEndElement();
        }

        void Fill(string pattern, string? colour)
        {
            xml.WriteStartElement("fill", main);
            xml.WriteStartElement("patternFill", main);
            xml.WriteAttributeString("patternType", pattern);
            if (colour is not null)
            {
                Element("fgColor", ("rgb", colour));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        void Border(bool thinBottom)
        {
            xml.WriteStartElement("border", main);
            Element("left");
            Element("right");
            Element("top");
            if (thinBottom)
            {
                Element("bottom", ("style", "thin"));
            }
            else
            {
                Element("bottom");
            }

            Element("diagonal");
            xml.WriteEndElement();
        }

        void Xf(CellStyle style, string format)
        {
            xml.WriteStartElement("xf", main);
            xml.WriteAttributeString("numFmtId", format.Length == 0 ? "0" : Text(firstFormat + _formats.IndexOf(format)));
            xml.WriteAttributeString("fontId", style.Title ? "3" : style.Bold || style.Heading ? "1" : style.Italic ? "2" : "0");
            xml.WriteAttributeString("fillId", style.Heading ? "2" : "0");
            xml.WriteAttributeString("borderId", style.Heading ? "1" : "0");
            xml.WriteAttributeString("xfId", "0");
            if (style.Quoted)
            {
                xml.WriteAttributeString("quotePrefix", "1");
            }

            xml.WriteAttributeString("applyNumberFormat", "1");
            xml.WriteAttributeString("applyFont", "1");
            xml.WriteAttributeString("applyFill", "1");
            xml.WriteAttributeString("applyBorder", "1");
            xml.WriteAttributeString("applyAlignment", "1");
            xml.WriteStartElement("alignment", main);
            if (style.Right || style.Decimals is not null || style.Instant)
            {
                xml.WriteAttributeString("horizontal", style.Instant ? "left" : "right");
            }

            if (style.Heading || style.Wrap)
            {
                xml.WriteAttributeString("wrapText", "1");
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    private static string Format(CellStyle style) => style.Instant ? "dd/mm/yyyy hh:mm" : style.Decimals is not { } decimals ? ""
        : (decimals == 0 ? "#,##0" : "#,##0." + new string('0', decimals)) + (style.Suffix.Length > 0 ? $" \"{style.Suffix}\"" : "");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
