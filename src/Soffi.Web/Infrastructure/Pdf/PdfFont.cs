using System.Globalization;
using System.Text;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>A font of one document: measures, remembers what was written with it, then embeds just that.</summary>
internal sealed class PdfFont(string resource, string name)
{
    private readonly TrueTypeFont _font = Load(resource);
    private readonly SortedDictionary<ushort, char> _used = [];

    /// <summary>What the font cannot write becomes « ? »; other blanks are blanks.</summary>
    public string Clean(string text) => string.Concat(text.ReplaceLineEndings(" ").Replace('\t', ' ').Replace('\u202f', '\u00a0')
        .Where(c => !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format).Select(c => _font.Glyph(c) == 0 ? '?' : c));

    /// <summary>Width of a text, in points.</summary>
    public decimal Measure(string text, decimal size) => text.Sum(c => _font.Width(_font.Glyph(c))) * size / 1000;

    /// <summary>The text as the page writes it: numbers of glyphs, in hexadecimal.</summary>
    public string Encode(string text)
    {
        var hex = new StringBuilder(text.Length * 4);
        foreach (var sign in text)
        {
            var glyph = _font.Glyph(sign);
            _used.TryAdd(glyph, sign);
            hex.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }

    /// <summary>Writes the font and returns its number.</summary>
    public int AddTo(PdfObjects objects)
    {
        var file = _font.Subset(_used.Keys);
        var stream = objects.AddStream(file, string.Create(CultureInfo.InvariantCulture, $"/Length1 {file.Length}"));
        var descriptor = objects.Add(string.Create(CultureInfo.InvariantCulture,
            $"<</Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [{string.Join(' ', _font.Box)}] /ItalicAngle 0 /Ascent {_font.Ascent} /Descent {_font.Descent} /CapHeight 716 /StemV 80 /FontFile2 {stream} 0 R>>"));
        var widths = string.Join(' ', _used.Keys.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g} [{_font.Width(g)}]")));
        var descendant = objects.Add(string.Create(CultureInfo.InvariantCulture,
            $"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /W [{widths}]>>"));
        var signs = objects.AddStream(Encoding.Latin1.GetBytes(ToUnicode()));
        return objects.Add(string.Create(CultureInfo.InvariantCulture,
            $"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {signs} 0 R>>"));
    }

    /// <summary>What lets a reader select, search and speak the text (ISO 32000-1, 9.10.3): at most 100 signs a block.</summary>
    private string ToUnicode()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var block in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (glyph, sign) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)sign:X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend").ToString();
    }

    private static TrueTypeFont Load(string resource)
    {
        using var stream = typeof(PdfFont).Assembly.GetManifestResourceStream($"Soffi.Web.Infrastructure.Pdf.Fonts.{resource}")
            ?? throw new InvalidOperationException($"Missing font {resource}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new TrueTypeFont(bytes.ToArray());
    }
}
