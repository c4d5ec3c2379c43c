using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Soffi.Domain.Workbooks;

/// <summary>What the formats of a workbook say of the numbers shown in them: a date and a percentage are plain numbers otherwise.</summary>
internal static partial class XlsxStyles
{
    /// <summary>By rank of the cell format.</summary>
    public static IReadOnlyList<SheetCellKind> Read(ZipArchiveEntry part)
    {
        var kinds = new List<SheetCellKind>();
        var formats = new Dictionary<string, string>();
        var inCells = false;
        using var reader = SpreadsheetParts.Open(part);
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs")
            {
                inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "numFmt")
            {
                formats[reader.GetAttribute("numFmtId") ?? ""] = reader.GetAttribute("formatCode") ?? "";
            }
            else if (inCells && reader.NodeType == XmlNodeType.Element && reader.LocalName == "xf")
            {
                kinds.Add(KindOf(reader.GetAttribute("numFmtId") ?? "0", formats));
            }
        }

        return kinds;
    }

    /// <summary>Formats 9 and 10 are percentages, 14 to 22 and 45 to 47 dates and times; the others say what they are.</summary>
    private static SheetCellKind KindOf(string id, Dictionary<string, string> formats)
    {
        if (formats.TryGetValue(id, out var code))
        {
            var bare = Shown().Replace(code, "");
            return bare.Contains('%', StringComparison.Ordinal) ? SheetCellKind.Percentage
                : bare.Any(c => char.ToLowerInvariant(c) is 'd' or 'm' or 'y' or 'h' or 's') && !bare.Contains("General", StringComparison.OrdinalIgnoreCase) ? SheetCellKind.Date
                : SheetCellKind.Number;
        }

        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number switch
            {
                9 or 10 => SheetCellKind.Percentage,
                (>= 14 and <= 22) or (>= 45 and <= 47) => SheetCellKind.Date,
                _ => SheetCellKind.Number,
            }
            : SheetCellKind.Number;
    }

    /// <summary>What a format shows as it is: quoted, escaped, spaced; colours, conditions, currencies and languages.</summary>
    [GeneratedRegex("\"[^\"]*\"|\\\\.|[_*].|\\[[^\\]]*\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Shown();
}
