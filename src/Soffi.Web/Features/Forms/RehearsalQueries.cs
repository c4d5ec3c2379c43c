using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Forms;

/// <summary>A submission that statistics count, without its values.</summary>
public sealed record PastSubmission(
    Guid Id, string OperatorCode, string OperatorName, string? RegionCode, int Exercise, DateTimeOffset SubmittedAt, int FormVersionId);

/// <summary>A published version of a form, without its definition.</summary>
public sealed record PublishedVersion(int Id, StatementKind Kind, OperatorType Type, int Exercise, int Number, string Title);

/// <summary>Reads what a form is tried on.</summary>
public sealed class RehearsalQueries(SoffiDbContext database)
{
    public Task<PublishedVersion?> Version(int id, CancellationToken cancellation) => database.FormVersions.AsNoTracking()
        .Where(f => f.Id == id).Select(f => new PublishedVersion(f.Id, f.Kind, f.OperatorType, f.Exercise, f.Number, f.Title))
        .SingleOrDefaultAsync(cancellation);

    /// <summary>The versions of that family up to that exercise, the latest first.</summary>
    public async Task<IReadOnlyList<PublishedVersion>> Family(StatementKind kind, OperatorType type, int exercise, CancellationToken cancellation) =>
        await database.FormVersions.AsNoTracking()
            .Where(f => f.Kind == kind && f.OperatorType == type && f.Exercise <= exercise)
            .OrderByDescending(f => f.Exercise).ThenByDescending(f => f.Number)
            .Select(f => new PublishedVersion(f.Id, f.Kind, f.OperatorType, f.Exercise, f.Number, f.Title)).ToListAsync(cancellation);

    /// <summary>The submissions in force of that family up to that exercise, body by body, the latest exercise first.</summary>
    public async Task<IReadOnlyList<PastSubmission>> Submissions(StatementKind kind, OperatorType type, int exercise, CancellationToken cancellation) => await (
        from submission in database.Submissions
        join campaign in database.Campaigns.IgnoreAutoIncludes() on submission.CampaignId equals campaign.Id
        join body in database.Operators on submission.OperatorId equals body.Id
        where submission.IsLatest && campaign.Kind == kind && campaign.Exercise <= exercise && body.Type == type
        orderby body.Name, campaign.Exercise descending
        select new PastSubmission(
            submission.Id, body.Code, body.Name, body.RegionCode, campaign.Exercise, submission.SubmittedAt, submission.FormVersionId))
        .ToListAsync(cancellation);

    /// <summary>The values of that submission, computed ones included.</summary>
    public async Task<CellValues> Values(Guid submissionId, CancellationToken cancellation)
    {
        var cells = await database.SubmissionCells.AsNoTracking().Where(c => c.SubmissionId == submissionId).ToListAsync(cancellation);
        return new CellValues(cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));
    }
}
