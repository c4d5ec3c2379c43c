using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Previews;

namespace Soffi.Web.Features.Review;

/// <summary>One operator in one campaign.</summary>
/// <param name="SubmissionId">Null when nothing was submitted.</param>
/// <param name="Late">First submitted after the deadline of the body, or missing while it is past.</param>
/// <param name="AgentName">Who is in charge; null for nobody.</param>
/// <param name="DeclarationId">Null when the statement is not even opened.</param>
public sealed record ReviewRow(
    string OperatorName, OperatorType Type, string Statement, Guid? SubmissionId, string? ReceiptNumber, DateTimeOffset? SubmittedAt,
    string? SignatoryName, DeclarationStatus Status, bool Late, string? AgentName, Guid? DeclarationId)
{
    /// <summary>Until when its corrections are awaited, in words; null when none are, or without a date.</summary>
    public string? CorrectionDue { get; init; }

    /// <summary>Corrections are awaited, and their day is past.</summary>
    public bool CorrectionLate { get; init; }

    /// <summary>Asks of the operator to have more opened, not answered yet.</summary>
    public int WideningAsks { get; init; }

    public string State => SubmissionId is null
        ? Late ? "Manquante, en retard" : StatusWords.Of(Status)
        : CorrectionLate ? "Corrections en retard"
        : Late && Status == DeclarationStatus.Submitted ? "Déposée en retard" : StatusWords.Of(Status);

    /// <summary>Of its badge.</summary>
    public Tone? Tone => SubmissionId is not null && Late && Status == DeclarationStatus.Submitted
        ? Dsfr.Generators.Tone.Warning
        : StatusWords.ToneOf(Status, SubmissionId is null ? Late : CorrectionLate);
}

public sealed record ReviewListViewModel(
    ReviewFilter Filter, IReadOnlyList<int> Exercises, IReadOnlyList<CoverageLine> Coverage, IReadOnlyList<ReviewRow> Rows)
{
    /// <summary>The person reads all the operators, hence the comparisons between them.</summary>
    public bool National { get; init; }

    /// <summary>The person may publish validated statements.</summary>
    public bool MayPublish { get; init; }

    /// <summary>The person may set a control aside.</summary>
    public bool MayWaive { get; init; }
}

/// <summary>A submission as it is read: what the receipt says, and where to go.</summary>
/// <param name="HostName">The body that carries the operator as a section; null for a body of its own.</param>
/// <param name="Late">The first submission came after the deadline of the body: a correction is not late.</param>
/// <param name="Intact">The stored evidence still has its hash and the receipt number its check digits.</param>
public sealed record SubmissionHeader(
    Guid Id, string Statement, string OperatorName, string OperatorSiren, string ReceiptNumber, int Number, DateTimeOffset SubmittedAt,
    bool Late, string SignatoryName, string SignatoryFunction, string FormTitle, int FormVersion, string LegalBasis, string Sha256,
    bool Intact, bool Latest, IReadOnlyList<CadreLink> Cadres, string? HostName = null)
{
    public string Href => $"/instruction/{Id}";
}

public sealed record CadreLink(string Code, string Title, int Filled);

/// <summary>A finding kept in the submission, with the explanation given.</summary>
/// <param name="Severity">« bloquant », « à justifier », « information ».</param>
public sealed record SealedFinding(
    string Control, string Severity, string Label, string Message, string LegalBasis, IReadOnlyList<SealedCell> Cells,
    string? Explanation, string? ExplainedBy, DateTimeOffset? ExplainedAt)
{
    /// <summary>Of the control: « V01:B2.010 ».</summary>
    public string Instance { get; init; } = "";

    /// <summary>The coded reason in the words sealed; null when the explanation was written before reasons were coded.</summary>
    public string? Reason { get; init; }

    /// <summary>Name of the sealed document that bears the explanation out; null when none does.</summary>
    public string? Support { get; init; }
}

/// <param name="Cadre">Code of the cadre that shows the cell; null when the form does not know it.</param>
public sealed record SealedCell(string Code, string? Cadre);

/// <summary>A document sealed with the submission.</summary>
/// <param name="Href">Where it is downloaded.</param>
/// <param name="Scan">What the antivirus had said.</param>
public sealed record SealedDocument(
    string Label, string Name, string Format, long Size, int? Pages, string Sha256, string AddedBy, DateTimeOffset AddedAt, string Scan, string Href)
{
    /// <summary>Who withdrew it, when and why; null while it may be read.</summary>
    public string? Withdrawn { get; init; }
}

/// <summary>« Aperçu » of a sealed document.</summary>
/// <param name="Of">Body and receipt.</param>
public sealed record SealedPreview(Guid SubmissionId, Guid DocumentId, string Name, string Of, DocumentPreview Preview);

/// <summary>A control that was not applied as the form has it when the statement was submitted.</summary>
/// <param name="Standing">Severity of the form.</param>
/// <param name="Became">« désactivé », or the lower severity.</param>
public sealed record SealedControl(string Control, string Label, string Standing, string Became, string Reason, DateTimeOffset Since)
{
    public string Words => Became == "désactivé"
        ? $"désactivé le {ParisTime.Day(Since)}\u00a0: {Reason}"
        : $"ramené de «\u00a0{Standing}\u00a0» à «\u00a0{Became}\u00a0» le {ParisTime.Day(Since)}\u00a0: {Reason}";
}

public sealed record SubmissionViewModel(
    SubmissionHeader Header, IReadOnlyList<SealedFinding> Findings, IReadOnlyList<SealedDocument> Documents, IReadOnlyList<SealedControl> Controls)
{
    /// <summary>Cadres that the body declared « sans objet », a sentence each.</summary>
    public IReadOnlyList<string> WithoutObject { get; init; } = [];

    /// <summary>Deliveries to the recipients by law, a sentence each.</summary>
    public IReadOnlyList<string> Deliveries { get; init; } = [];

    /// <summary>Where the review stands.</summary>
    public ReviewPanel? Panel { get; init; }

    /// <summary>The other versions, and the corrections asked.</summary>
    public CorrectionViewModel? Correction { get; init; }

    /// <summary>What a correction of last year's statement changed since; null when nothing.</summary>
    public LateCorrection? LateCorrection { get; init; }
}

/// <summary>One cadre of a submission.</summary>
public sealed record CadreViewModel(
    SubmissionHeader Header, string Code, string Title, string Help, string LegalBasis, int Exercise, bool HasPrevious,
    IReadOnlyList<TableViewModel> Tables)
{
    public CadreLink? Before => Header.Cadres.TakeWhile(c => c.Code != Code).LastOrDefault();

    public CadreLink? After => Header.Cadres.SkipWhile(c => c.Code != Code).Skip(1).FirstOrDefault();
}

public sealed record TableViewModel(
    string Code, string Title, bool ShowPrevious, IReadOnlyList<string> Columns, IReadOnlyList<RowViewModel> Rows);

public sealed record RowViewModel(string Code, string Label, bool Emphasis, IReadOnlyList<CellViewModel?> Cells);

/// <param name="Id">Anchor of the cell.</param>
/// <param name="Value">As French readers expect it; empty when nothing was answered.</param>
/// <param name="Previous">The value submitted last year; empty when none.</param>
public sealed record CellViewModel(string Id, string Value, string Previous, bool Computed, bool Numeric);
