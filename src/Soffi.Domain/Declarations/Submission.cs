using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>
/// The immutable snapshot of a submitted statement: every value (computed ones included), findings, explanations, form
/// version, signatory, instant; its canonical JSON and hash are the evidence. Statistics read its cells.
/// </summary>
public sealed class Submission
{
    private readonly List<SubmissionCell> _cells = [];

    private Submission()
    {
    }

    public Submission(
        Declaration declaration, int number, string receiptNumber, SignedBy signatory, string canonicalJson, string sha256,
        IEnumerable<KeyValuePair<CellCode, CellValue>> values, DateTimeOffset submittedAt)
    {
        Id = Guid.CreateVersion7(submittedAt);
        DeclarationId = declaration.Id;
        OperatorId = declaration.OperatorId;
        CampaignId = declaration.CampaignId;
        FormVersionId = declaration.FormVersionId;
        Number = number;
        ReceiptNumber = receiptNumber;
        SignatoryId = signatory.UserId;
        SignatoryName = signatory.Name;
        SignatoryFunction = signatory.Function;
        CanonicalJson = canonicalJson;
        Sha256 = sha256;
        SubmittedAt = submittedAt;
        IsLatest = true;
        _cells.AddRange(values.Where(v => !v.Value.IsBlank).Select(v => new SubmissionCell(Id, v.Key, v.Value)));
    }

    public Guid Id { get; private set; }

    public Guid DeclarationId { get; private set; }

    public int OperatorId { get; private set; }

    public int CampaignId { get; private set; }

    public int FormVersionId { get; private set; }

    /// <summary>1 for the first submission of the statement, then 2… (corrections).</summary>
    public int Number { get; private set; }

    /// <summary>Unique; « ESF-2025-AKTO-1-7F3K9Q ».</summary>
    public string ReceiptNumber { get; private set; } = "";

    public Guid SignatoryId { get; private set; }

    public string SignatoryName { get; private set; } = "";

    public string SignatoryFunction { get; private set; } = "";

    /// <summary>Canonical JSON of the evidence (see SubmissionSnapshot).</summary>
    public string CanonicalJson { get; private set; } = "";

    public string Sha256 { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>The version that statistics count; a later submission of the same statement takes its place.</summary>
    public bool IsLatest { get; private set; }

    public IReadOnlyCollection<SubmissionCell> Cells => _cells;

    public void Supersede() => IsLatest = false;
}

/// <summary>Who certifies: the person and the function they declare.</summary>
public sealed record SignedBy(Guid UserId, string Name, string Function);

/// <summary>One value of a snapshot, one database row: statistics are SQL GROUP BY on these.</summary>
public sealed class SubmissionCell
{
    private SubmissionCell()
    {
    }

    public SubmissionCell(Guid submissionId, CellCode code, CellValue value)
    {
        SubmissionId = submissionId;
        Table = code.Table;
        Row = code.Row;
        Column = code.Column;
        (Kind, Number, Text) = StoredCell.Write(value);
    }

    public Guid SubmissionId { get; private set; }

    public string Table { get; private set; } = "";

    public string Row { get; private set; } = "";

    public string Column { get; private set; } = "";

    public CellKind Kind { get; private set; }

    /// <summary>Ten-thousandths; null unless a number.</summary>
    public long? Number { get; private set; }

    public string? Text { get; private set; }

    public CellCode Code => new(Table, Row, Column);

    public CellValue Value => StoredCell.Read(Kind, Number, Text);
}
