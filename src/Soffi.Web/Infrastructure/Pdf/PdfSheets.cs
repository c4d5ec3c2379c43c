using System.Buffers.Binary;
using System.Globalization;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>A4 sheets filled from the top, line after line; lengths in points of 1/72 inch.</summary>
internal sealed class PdfSheets : IDisposable
{
    private const double Top = 790;
    private const double Bottom = 70;
    private const double Left = 60;
    private const double Right = 535;
    private const double Step = 18;
    private const double Body = 10.5;
    private const double Small = 9;

    private static readonly double[] Headings = [18, 14, 12, 11];
    private static readonly byte[] Regular = Font("LiberationSans-Regular.ttf");
    private static readonly byte[] Heavy = Font("LiberationSans-Bold.ttf");

    private readonly PdfDocumentBuilder _document = new();
    private readonly PdfDocumentBuilder.AddedFont _regular;
    private readonly PdfDocumentBuilder.AddedFont _bold;
    private readonly List<PdfPageBuilder> _pages = [];
    private readonly Dictionary<char, bool> _known = [];
    private readonly string _footer;
    private PdfPageBuilder _page;
    private double _y;
    private string? _mark;

    public PdfSheets(string title, string footer)
    {
        _footer = footer;
        _document.DocumentInformation.Title = title;
        _document.DocumentInformation.Author = "DGEFP";
        _document.DocumentInformation.Creator = "Soffi";
        _regular = _document.AddTrueTypeFont(Regular);
        _bold = _document.AddTrueTypeFont(Heavy);
        _page = NewPage();
    }

    public void Dispose() => _document.Dispose();

    public void Space(double height) => _y -= height;

    public void Heading(int level, string text)
    {
        var size = Headings[Math.Min(level, Headings.Length) - 1];
        Space(size * 0.6);
        Need(size * 3); // Never alone at the foot of a page.
        Lines([new(text, true)], size, Left);
        Space(4);
    }

    /// <summary>What stands before the next paragraph: a bullet, a number.</summary>
    public void Mark(string mark, int depth) => _mark = depth > 0 ? mark : null;

    public void Paragraph(IReadOnlyList<PdfRun> runs, int depth, bool small = false)
    {
        var left = Left + (depth * Step);
        if (_mark is { } mark)
        {
            Need(Body * 1.4);
            _page.AddText(Clean(mark), Body, new PdfPoint(left - 12, _y - Body), _regular);
            _mark = null;
        }

        Lines(runs, small ? Small : Body, left);
        Space(small ? 1 : 5);
    }

    /// <param name="picture">A whole PNG or JPEG file.</param>
    public void Image(byte[] picture, string description)
    {
        var png = picture is [0x89, ..];
        var (wide, high) = png ? SizeOfPng(picture) : SizeOfJpeg(picture);
        var scale = Math.Min((Right - Left) / wide, 420.0 / high);
        var (width, height) = (wide * scale, high * scale);
        Need(height + 30);
        var place = new PdfRectangle(Left, _y - height, Left + width, _y);
        if (png)
        {
            _page.AddPng(picture, place);
        }
        else
        {
            _page.AddJpeg(picture, place);
        }

        Space(height + 4);
        Lines([new(description, false)], Small, Left);
        Space(8);
    }

    public byte[] ToBytes()
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            _pages[i].AddText(Clean($"{_footer} – page {i + 1} sur {_pages.Count}"), 8, new PdfPoint(Left, 40), _regular);
        }

        return _document.Build();
    }

    private static (int Width, int Height) SizeOfPng(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    /// <summary>Reads the segments up to the first start of frame (SOF0 to SOF15 but DHT, JPG and DAC).</summary>
    private static (int Width, int Height) SizeOfJpeg(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            if (jpeg[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)));
            }
        }

        throw new InvalidOperationException("Neither a PNG nor a JPEG.");
    }

    private static byte[] Font(string name)
    {
        using var stream = typeof(PdfSheets).Assembly.GetManifestResourceStream($"Soffi.Web.Infrastructure.Pdf.Fonts.{name}")
            ?? throw new InvalidOperationException($"Missing font {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private PdfPageBuilder NewPage()
    {
        _y = Top;
        _pages.Add(_document.AddPage(PageSize.A4));
        return _pages[^1];
    }

    private void Need(double height)
    {
        if (_y - height < Bottom)
        {
            _page = NewPage();
        }
    }

    /// <summary>Fills lines with words, cutting those that are wider than a line (hashes, addresses).</summary>
    private void Lines(IReadOnlyList<PdfRun> runs, double size, double left)
    {
        var line = new List<(string Word, bool Bold, double At)>();
        var x = left;
        foreach (var (word, bold) in runs.SelectMany(r => Words(Clean(r.Text)).Select(w => (w, r.Bold))))
        {
            foreach (var piece in Cut(word, bold, size, Right - left))
            {
                var width = Measure(piece, bold, size);
                if (x + width > Right && line.Count > 0)
                {
                    Put(line, size);
                    (line, x) = ([], left);
                }

                if (line.Count > 0 || piece != " ")
                {
                    line.Add((piece, bold, x));
                    x += width;
                }
            }
        }

        Put(line, size);
    }

    private void Put(List<(string Word, bool Bold, double At)> line, double size)
    {
        if (line.Count == 0)
        {
            return;
        }

        Need(size * 1.4);

        // Words of one weight that follow each other are one text: it is selected and searched as such.
        for (var i = 0; i < line.Count;)
        {
            var j = i;
            while (j < line.Count && line[j].Bold == line[i].Bold)
            {
                j++;
            }

            var text = string.Concat(line[i..j].Select(w => w.Word));
            if (!string.IsNullOrWhiteSpace(text))
            {
                _page.AddText(text, size, new PdfPoint(line[i].At, _y - size), line[i].Bold ? _bold : _regular);
            }

            i = j;
        }

        Space(size * 1.4);
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                if (i > start)
                {
                    yield return text[start..i];
                }

                yield return " ";
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private IEnumerable<string> Cut(string word, bool bold, double size, double width)
    {
        while (word.Length > 1 && Measure(word, bold, size) > width)
        {
            var fits = word.Length - 1;
            while (fits > 1 && Measure(word[..fits], bold, size) > width)
            {
                fits--;
            }

            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }

    private double Measure(string text, bool bold, double size)
    {
        var letters = _page.MeasureText(text, size, new PdfPoint(0, 0), bold ? _bold : _regular);
        return letters.Count == 0 ? 0 : letters[^1].EndBaseLine.X - letters[0].StartBaseLine.X;
    }

    /// <summary>Without what the fonts cannot write: other blanks are blanks, an unknown sign is « ? ».</summary>
    private string Clean(string text) => string.Concat(text.ReplaceLineEndings(" ").Replace('\t', ' ').Replace('\u202f', '\u00a0').Where(c => !char.IsControl(c)).Select(c => IsKnown(c) ? c : '?'));

    private bool IsKnown(char sign)
    {
        if (!_known.TryGetValue(sign, out var known))
        {
            try
            {
                _page.MeasureText(sign.ToString(CultureInfo.InvariantCulture), 10, new PdfPoint(0, 0), _regular);
                known = true;
            }
            catch (InvalidOperationException)
            {
                known = false;
            }

            _known[sign] = known;
        }

        return known;
    }
}
