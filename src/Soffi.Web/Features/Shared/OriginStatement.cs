using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Shared;

/// <summary>A statement behind a figure.</summary>
/// <param name="SubmissionNumber">1 for the first submission of the statement, then 2…</param>
/// <param name="SubmittedAt">UTC.</param>
public sealed record OriginStatement(
    string OperatorCode, string OperatorName, string ReceiptNumber, int SubmissionNumber, DateTimeOffset SubmittedAt,
    IReadOnlyList<OriginCell> Cells)
{
    public Guid DeclarationId { get; init; }

    public Guid SubmissionId { get; init; }

    /// <summary>What the statement brings, in the unit of the cells.</summary>
    public decimal Sum => Cells.Sum(c => c.Value.Number);
}

public sealed record OriginCell(CellCode Code, CellValue Value);
