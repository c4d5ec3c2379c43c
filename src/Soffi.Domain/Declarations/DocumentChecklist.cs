using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>One document the campaign asks, and the files joined for it.</summary>
/// <param name="IsRequired">For this statement, as it stands.</param>
/// <param name="Files">Oldest first.</param>
public sealed record DocumentItem(CampaignDocument Asked, bool IsRequired, IReadOnlyList<Document> Files)
{
    /// <summary>A file that waits for its analysis is there; whether it may be submitted is another question.</summary>
    public bool IsProvided => Files.Any(f => f.Verdict != ScanVerdict.Infected);
}

/// <summary>What the campaign asks of a statement, held against what is joined (reference-metier §6.3).</summary>
/// <param name="Items">In the order of the campaign's settings, what is required first.</param>
/// <param name="Others">Files joined for a document that the campaign asks no more.</param>
/// <param name="Surplus">The surplus of cash the statement shows (R. 6332-28 c. trav.); null when there is none.</param>
/// <param name="AcceptsUnscanned">The antivirus is switched off, openly, on this installation.</param>
public sealed record DocumentChecklist(
    IReadOnlyList<DocumentItem> Items, IReadOnlyList<Document> Others, decimal? Surplus, bool AcceptsUnscanned)
{
    /// <summary>Files one may join for the same document: a file a section, a report in several volumes.</summary>
    public const int MostFilesEach = 10;

    /// <summary>« Excédent de disponibilités à verser », cadre B5 of the ESF.</summary>
    public static CellCode SurplusCell { get; } = CellCode.Parse("B5.040.VAL");

    public int Required => Items.Count(i => i.IsRequired);

    public int Provided => Items.Count(i => i.IsRequired && i.IsProvided);

    public IEnumerable<Document> Files => Items.SelectMany(i => i.Files).Concat(Others);

    /// <param name="values">Every value of the statement, computed ones included.</param>
    public static DocumentChecklist Of(
        IEnumerable<CampaignDocument> asked, IReadOnlyCollection<Document> joined, CellValues values, bool acceptsUnscanned)
    {
        var settings = asked.OrderBy(a => a.Need).ToList();
        var excess = values[SurplusCell];
        var surplus = excess.IsNumber && excess.Number > 0 ? excess.Number : (decimal?)null;
        return new DocumentChecklist(
            [.. settings.Select(a => new DocumentItem(a, IsRequired(a, surplus), [.. joined.Where(d => d.Code == a.Code)]))
                .OrderBy(i => !i.IsRequired)],
            [.. joined.Where(d => settings.TrueForAll(a => a.Code != d.Code))], surplus, acceptsUnscanned);
    }

    public DocumentItem? Find(string code) => Items.FirstOrDefault(i => i.Asked.Code == code);

    /// <summary>The file cannot be submitted yet: nobody has analysed it, and that is not accepted here.</summary>
    public bool Waits(Document file) => file.Verdict == ScanVerdict.Waiting || (file.Verdict == ScanVerdict.NotScanned && !AcceptsUnscanned);

    private static bool IsRequired(CampaignDocument asked, decimal? surplus) =>
        asked.Need == DocumentNeed.Required || (asked.Need == DocumentNeed.IfSurplus && surplus is not null);
}
