using System.Globalization;
using System.Security;
using System.Text;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>
/// A document to keep: A4, text that can be selected, fonts inside, and the structure that assistive technologies read (headings,
/// paragraphs, lists; ISO 14289-1, « PDF/UA-1 »). The same calls give the same bytes.
/// </summary>
internal sealed class TaggedPdf(string title, string subject, string footer, DateTimeOffset madeAt)
{
    private const decimal Top = 790;
    private const decimal Bottom = 70;
    private const decimal Left = 60;
    private const decimal Right = 535;
    private const decimal Indent = 16;
    private const decimal Body = 10.5m;
    private const decimal Leading = 1.4m;

    private static readonly decimal[] Headings = [18, 14, 12];

    private readonly PdfFont _regular = new("LiberationSans-Regular.ttf", "SOFFIR+LiberationSans");
    private readonly PdfFont _bold = new("LiberationSans-Bold.ttf", "SOFFIB+LiberationSans-Bold");
    private readonly List<PageContent> _pages = [];
    private readonly StructureElement _root = new("Document");
    private decimal _y;

    public void Heading(int level, string text)
    {
        var size = Headings[Math.Min(level, Headings.Length) - 1];
        _y -= size * 0.6m;
        Need(size * 4); // Never alone at the foot of a page.
        Lines(_root.Add($"H{level}"), [new PdfRun(text, true)], size, Left);
        _y -= 4;
    }

    public void Paragraph(params IReadOnlyList<PdfRun> runs)
    {
        Lines(_root.Add("P"), runs, Body, Left);
        _y -= 5;
    }

    /// <summary>« Label : text », label in bold.</summary>
    public void Fact(string label, string text) => Paragraph([new PdfRun($"{label}\u00a0: ", true), new PdfRun(text, false)]);

    /// <param name="items">Paragraphs of each item.</param>
    public void List(IEnumerable<IReadOnlyList<IReadOnlyList<PdfRun>>> items)
    {
        var list = _root.Add("L");
        foreach (var item in items)
        {
            var element = list.Add("LI");
            Need(Body * 3);
            Write(element.Add("Lbl"), "•", Body, Left, bold: false);
            var body = element.Add("LBody");
            foreach (var paragraph in item)
            {
                Lines(body.Add("P"), paragraph, Body, Left + Indent);
                _y -= 2;
            }

            _y -= 4;
        }
    }

    public byte[] ToBytes()
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            var text = _regular.Clean($"{footer} – page {i + 1} sur {_pages.Count}");
            _pages[i].Artifact(Shown(_regular, "R", text, 8, Left, 40));
        }

        var objects = new PdfObjects();
        var (catalog, tree, root) = (objects.Reserve(), objects.Reserve(), objects.Reserve());
        var pages = AddPages(objects, root);
        var kid = _root.AddTo(objects, tree, _pages);
        var parents = string.Join(' ', _pages.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{i} [{string.Join(' ', p.Marks.Select(m => $"{m.Number} 0 R"))}]")));
        objects.Set(tree, $"<</Type /StructTreeRoot /K {kid} 0 R /ParentTree <</Nums [{parents}]>> /ParentTreeNextKey {_pages.Count}>>");
        objects.Set(root, $"<</Type /Pages /Kids [{string.Join(' ', pages.Select(p => $"{p} 0 R"))}] /Count {pages.Count}>>");
        var metadata = objects.AddStream(Encoding.UTF8.GetBytes(Xmp()), "/Type /Metadata /Subtype /XML");
        objects.Set(catalog, $"<</Type /Catalog /Pages {root} 0 R /Lang (fr-FR) /MarkInfo <</Marked true>> /StructTreeRoot {tree} 0 R /ViewerPreferences <</DisplayDocTitle true>> /Metadata {metadata} 0 R>>");
        var date = madeAt.UtcDateTime.ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture);
        var information = objects.Add(
            $"<</Title {PdfObjects.Text(title)} /Subject {PdfObjects.Text(subject)} /Author {PdfObjects.Text("DGEFP")} /Creator (Soffi) /Producer (Soffi) /CreationDate {date} /ModDate {date}>>");
        return objects.ToBytes(catalog, information);
    }

    private List<int> AddPages(PdfObjects objects, int root)
    {
        var (regular, bold) = (_regular.AddTo(objects), _bold.AddTo(objects));
        var numbers = new List<int>();
        for (var i = 0; i < _pages.Count; i++)
        {
            var content = objects.AddStream(Encoding.Latin1.GetBytes(_pages[i].Content.ToString()));
            _pages[i].Number = objects.Add(string.Create(CultureInfo.InvariantCulture,
                $"<</Type /Page /Parent {root} 0 R /MediaBox [0 0 595 842] /Resources <</Font <</R {regular} 0 R /B {bold} 0 R>>>> /Contents {content} 0 R /StructParents {i} /Tabs /S>>"));
            numbers.Add(_pages[i].Number);
        }

        return numbers;
    }

    private string Xmp()
    {
        var date = madeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{SecurityElement.Escape(title)}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>{date}</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """.ReplaceLineEndings("\n");
    }

    private PageContent Page => _pages[^1];

    private void Need(decimal height)
    {
        if (_pages.Count == 0 || _y - height < Bottom)
        {
            _pages.Add(new PageContent());
            _y = Top;
        }
    }

    /// <summary>Fills lines with words, cutting those that are wider than a line (hashes, addresses).</summary>
    private void Lines(StructureElement element, IReadOnlyList<PdfRun> runs, decimal size, decimal left)
    {
        var line = new List<PdfRun>();
        var x = left;
        foreach (var word in runs.SelectMany(r => Pieces(r, size, Right - left)))
        {
            var width = Font(word.Bold).Measure(word.Text, size);
            if (x + width > Right && line.Count > 0 && word.Text != " ")
            {
                Put(element, line, size, left);
                (line, x) = ([], left);
            }

            line.Add(word);
            x += width;
        }

        Put(element, line, size, left);
    }

    /// <summary>Words of one weight that follow each other are one text: it is selected and searched as such.</summary>
    private void Put(StructureElement element, List<PdfRun> line, decimal size, decimal left)
    {
        Need(size * Leading);
        _y -= size * Leading;
        var x = left;
        for (var i = 0; i < line.Count;)
        {
            var same = line.Skip(i).TakeWhile(w => w.Bold == line[i].Bold).ToList();
            var text = string.Concat(same.Select(w => w.Text));
            Write(element, text, size, x, line[i].Bold, _y);
            x += Font(line[i].Bold).Measure(text, size);
            i += same.Count;
        }
    }

    private void Write(StructureElement element, string text, decimal size, decimal x, bool bold, decimal? y = null) =>
        Page.Mark(element, _pages.Count - 1, Shown(Font(bold), bold ? "B" : "R", text, size, x, y ?? (_y - (size * Leading))));

    private static string Shown(PdfFont font, string name, string text, decimal size, decimal x, decimal y) => string.Create(
        CultureInfo.InvariantCulture, $"BT /{name} {size:0.##} Tf {x:0.##} {y:0.##} Td <{font.Encode(text)}> Tj ET\n");

    private IEnumerable<PdfRun> Pieces(PdfRun run, decimal size, decimal width)
    {
        var font = Font(run.Bold);
        var words = font.Clean(run.Text).Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0)
            {
                yield return run with { Text = " " };
            }

            for (var word = words[i]; word.Length > 0;)
            {
                var fits = word.Length;
                while (fits > 1 && font.Measure(word[..fits], size) > width)
                {
                    fits--;
                }

                yield return run with { Text = word[..fits] };
                word = word[fits..];
            }
        }
    }

    private PdfFont Font(bool bold) => bold ? _bold : _regular;
}
