using System.Globalization;
using System.Text;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>What is drawn on a page, each piece marked with the element of the structure it belongs to.</summary>
internal sealed class PageContent
{
    public StringBuilder Content { get; } = new();

    /// <summary>The element of each mark, in the order of their numbers.</summary>
    public List<StructureElement> Marks { get; } = [];

    /// <summary>Of the object of the page, once written.</summary>
    public int Number { get; set; }

    /// <summary>Draws something of that element.</summary>
    public void Mark(StructureElement element, int page, string drawing)
    {
        Content.Append(CultureInfo.InvariantCulture, $"/{element.Tag} <</MCID {Marks.Count}>> BDC\n{drawing}EMC\n");
        element.Marks.Add((page, Marks.Count));
        Marks.Add(element);
    }

    /// <summary>Draws what repeats on each page and is not read aloud.</summary>
    public void Artifact(string drawing) => Content.Append(CultureInfo.InvariantCulture, $"/Artifact BMC\n{drawing}EMC\n");
}

/// <summary>An element of the structure: a heading, a paragraph, a list (ISO 32000-1, 14.8.4).</summary>
internal sealed class StructureElement(string tag)
{
    private readonly List<StructureElement> _kids = [];

    public string Tag => tag;

    /// <summary>What is drawn of it: rank of the page, number of the mark on that page.</summary>
    public List<(int Page, int Mark)> Marks { get; } = [];

    /// <summary>Of its object, once written.</summary>
    public int Number { get; private set; }

    public StructureElement Add(string kid)
    {
        var element = new StructureElement(kid);
        _kids.Add(element);
        return element;
    }

    /// <summary>Writes it and all it holds, and returns its number.</summary>
    public int AddTo(PdfObjects objects, int parent, IReadOnlyList<PageContent> pages)
    {
        Number = objects.Reserve();
        var kids = _kids.Select(k => $"{k.AddTo(objects, Number, pages)} 0 R")
            .Concat(Marks.Select(m => string.Create(CultureInfo.InvariantCulture, $"<</Type /MCR /Pg {pages[m.Page].Number} 0 R /MCID {m.Mark}>>"))).ToList();
        objects.Set(Number, $"<</Type /StructElem /S /{tag} /P {parent} 0 R /K [{string.Join(' ', kids)}]>>");
        return Number;
    }
}
