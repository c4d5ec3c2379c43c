using Soffi.Domain.Declarations;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Pièces » : what is asked, what is joined.</summary>
/// <param name="MaxBytes">Greatest size of a file.</param>
/// <param name="Message">What was just done; null when nothing was.</param>
/// <param name="ErrorCode">Document whose form is refused.</param>
/// <param name="Error">Its sentence.</param>
public sealed record DocumentsViewModel(Statement Statement, int MaxBytes, string? Message = null, string? ErrorCode = null, string? Error = null)
{
    public DocumentChecklist List => Statement.Documents;

    public IReadOnlyList<SummaryError> Summary => Error is null ? [] : [new SummaryError(Error, ErrorCode is null ? null : FieldId(ErrorCode))];

    public UploadOptions Field(DocumentItem item) => new("fichier", item.Files.Count == 0 ? "Fichier à joindre" : "Autre fichier à joindre", Accept(item))
    {
        Id = FieldId(item.Asked.Code),
        Hint = HintOf(item, MaxBytes),
        Error = item.Asked.Code == ErrorCode ? Error : null,
    };

    public static string FieldId(string code) => "fichier-" + code;

    public static string Accept(DocumentItem item) => string.Join(',', item.Asked.Extensions.Select(e => "." + e));

    public static string HintOf(DocumentItem item, int maxBytes) =>
        $"Formats acceptés\u00a0: {DocumentWords.List(item.Asked.Extensions)}. {DocumentWords.Size(maxBytes)} au plus.";
}

/// <summary>One file: what is known of it, and the two things one may do with it.</summary>
/// <param name="Item">The document it is joined for; null when the campaign asks it no more.</param>
/// <param name="Retired">Replaced or removed after a submission: kept with that submission only.</param>
public sealed record DocumentViewModel(Statement Statement, DocumentItem? Item, DocumentFacts File, bool Retired, int MaxBytes, string? Error = null)
{
    /// <summary>The person may replace or remove it.</summary>
    public bool CanChange => Statement.DocumentRefusal is null && !Retired;

    public UploadOptions Field => new("fichier", "Nouveau fichier", DocumentsViewModel.Accept(Item!))
    {
        Hint = DocumentsViewModel.HintOf(Item!, MaxBytes),
        Error = Error,
    };

    public IReadOnlyList<SummaryError> Summary => Error is null ? [] : [new SummaryError(Error, Item is null ? null : Field.HtmlId)];
}

/// <summary>A file as pages show it.</summary>
public sealed record DocumentFacts(
    Guid Id, string Label, string Name, string Format, string Size, int? Pages, string Sha256, string AuthorName, DateTimeOffset AddedAt,
    ScanVerdict Verdict, DateTimeOffset? RescannedAt, string? Threat, bool MayBeRead)
{
    public static DocumentFacts Of(Document d) => new(
        d.Id, d.Label, d.Name, DocumentWords.Of(d.Format), DocumentWords.Size(d.Size), d.Pages, d.Sha256, d.AuthorName, d.AddedAt,
        d.Verdict, d.RescannedAt, d.Threat, d.MayBeRead);

    /// <summary>« PDF, 12 pages, 1,2 Mo ».</summary>
    public string Weight => Pages is { } pages ? $"{Format}, {Words.Count(pages, "page", "pages")}, {Size}" : $"{Format}, {Size}";

    public Tone? Tone => Verdict switch
    {
        ScanVerdict.Clean => Dsfr.Generators.Tone.Success,
        ScanVerdict.Infected => Dsfr.Generators.Tone.Error,
        _ => Dsfr.Generators.Tone.Warning,
    };

    public string Analysis => Verdict switch
    {
        ScanVerdict.Clean => "L’antivirus n’y a trouvé aucune menace.",
        ScanVerdict.NotScanned => "Non analysé\u00a0: antivirus désactivé sur ce poste.",
        ScanVerdict.Waiting => "En attente d’analyse\u00a0: l’antivirus était injoignable. Elle se fera d’elle-même\u00a0; d’ici là, le fichier ne peut être ni lu ni déposé.",
        _ => $"L’antivirus y a trouvé une menace ({Threat}). Remplacez ou retirez ce fichier.",
    };
}
