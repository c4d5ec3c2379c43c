using System.Globalization;
using System.Text;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>A PDF of one page with a few lines of text (ISO 32000-1, the smallest whole file: five objects and their table).</summary>
public static class DemoPdf
{
    /// <param name="lines">Letters of Windows-1252, a line each, the first one larger.</param>
    public static byte[] Write(params string[] lines)
    {
        var text = new StringBuilder("BT /F1 20 Tf 60 760 Td ");
        foreach (var (i, line) in lines.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 1 ? "/F1 12 Tf " : "")}({Escape(line)}) Tj 0 -28 Td ");
        }

        text.Append("ET");
        string[] objects =
        [
            "<</Type /Catalog /Pages 2 0 R /Lang (fr-FR)>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
            $"<</Length {text.Length}>>\nstream\n{text}\nendstream",
            "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
        ];
        var file = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<int>();
        foreach (var (i, body) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        offsets.ForEach(o => file.Append(CultureInfo.InvariantCulture, $"{o:D10} 00000 n \n"));
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Escape(string line) => line.Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal).Replace('’', '\'');
}
