using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>
/// Controls F05 (documents present, in an accepted format, scanned, with their hash) and F06 (the auditor's certificate
/// joined, R. 6332-30 c. trav.) of reference-metier §5.1. Format and hash are checked when a file is received: none that
/// fails is ever stored.
/// </summary>
public static class DocumentControls
{
    public const string Documents = "F05";

    public const string AuditorCertificate = "F06";

    /// <summary>Code, in the settings of a campaign, of the auditor's report and certificate.</summary>
    public const string AuditorDocument = "CAC";

    /// <param name="list">What is asked, what is joined.</param>
    /// <param name="changes">
    /// Controls that an administrator switched off or downgraded: they may do without a document, never without its analysis.
    /// </param>
    public static IReadOnlyList<Finding> Check(DocumentChecklist list, IReadOnlyDictionary<string, ControlChange>? changes = null) =>
    [
        .. list.Items.Where(i => i.IsRequired && !i.IsProvided).Select(i => Changed(Missing(i.Asked, list), changes)).OfType<Finding>(),
        .. list.Files.Where(list.Waits).GroupBy(f => f.Code).Select(g => Unusable(
            g.Key, "analyse", list, $"{Names(g)} {(g.Count() > 1 ? "attendent leur" : "attend son")} analyse par l’antivirus. Elle se fera d’elle-même\u00a0; vous pourrez déposer ensuite.")),
        .. list.Files.Where(f => f.Verdict == ScanVerdict.Infected).GroupBy(f => f.Code).Select(g => Unusable(
            g.Key, "menace", list, $"L’antivirus a trouvé une menace dans {Names(g)}. Remplacez ou retirez {(g.Count() > 1 ? "ces fichiers" : "ce fichier")} dans la page «\u00a0Pièces\u00a0».")),
    ];

    /// <summary>The control that asks for that document.</summary>
    public static string ControlOf(string documentCode) => documentCode == AuditorDocument ? AuditorCertificate : Documents;

    /// <summary>Whether the finding is about documents, hence settled on their page and not in a cell.</summary>
    public static bool IsAbout(Finding finding) =>
        finding.Instance.StartsWith(Documents + ":", StringComparison.Ordinal) || finding.Instance == $"{AuditorCertificate}:{AuditorDocument}";

    private static Finding? Changed(Finding finding, IReadOnlyDictionary<string, ControlChange>? changes) =>
        changes is null || !changes.TryGetValue(finding.ControlCode, out var change) ? finding
        : change.Severity is { } severity ? finding with { Severity = severity }
        : null;

    private static Finding Missing(CampaignDocument asked, DocumentChecklist list)
    {
        var control = ControlOf(asked.Code);
        var surplus = asked.Need == DocumentNeed.IfSurplus && list.Surplus is { } excess ? excess : (decimal?)null;
        var why = surplus is { } amount
            ? $"La déclaration fait apparaître un excédent de disponibilités de {CellFormatter.WithUnit(CellType.Amount, CellValue.Of(amount))}. "
            : "";
        var basis = asked.LegalBasis.Length > 0 ? $" ({asked.LegalBasis})" : "";
        return new Finding(
            control, $"{control}:{asked.Code}", Severity.Blocking,
            control == AuditorCertificate ? "Attestation du commissaire aux comptes jointe" : "Pièces obligatoires présentes",
            $"{why}La pièce «\u00a0{asked.Label}\u00a0»{basis} n’est pas jointe. Joignez-la dans la page «\u00a0Pièces\u00a0».",
            asked.LegalBasis, surplus is null ? [] : [DocumentChecklist.SurplusCell]);
    }

    private static Finding Unusable(string code, string what, DocumentChecklist list, string message) => new(
        Documents, $"{Documents}:{code}:{what}", Severity.Blocking, "Pièces analysées par l’antivirus", message,
        list.Find(code)?.Asked.LegalBasis ?? "", []);

    private static string Names(IEnumerable<Document> files) => string.Join(", ", files.Select(f => $"«\u00a0{f.Name}\u00a0»"));
}
