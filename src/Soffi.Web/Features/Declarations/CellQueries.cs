using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Declarations;

/// <summary>What that body submitted for an earlier exercise.</summary>
public sealed record EarlierSubmission(Guid Id, int Exercise, int FormVersionId);

/// <summary>What the page of a cell reads besides the statement itself.</summary>
public sealed class CellQueries(SoffiDbContext context)
{
    /// <summary>The latest submission of each exercise of that body, from the first to the last named, the latest first.</summary>
    public async Task<IReadOnlyList<EarlierSubmission>> Submissions(
        int operatorId, StatementKind kind, int first, int last, CancellationToken cancellation) => await (
        from submission in context.Submissions
        join campaign in context.Campaigns on submission.CampaignId equals campaign.Id
        where submission.OperatorId == operatorId && submission.IsLatest && campaign.Kind == kind
            && campaign.Exercise >= first && campaign.Exercise <= last
        orderby campaign.Exercise descending
        select new EarlierSubmission(submission.Id, campaign.Exercise, submission.FormVersionId)).ToListAsync(cancellation);

    /// <summary>The latest version of the form of each exercise, from the first to the last named.</summary>
    public async Task<IReadOnlyList<int>> Forms(StatementKind kind, OperatorType type, int first, int last, CancellationToken cancellation)
    {
        var versions = await context.FormVersions.AsNoTracking()
            .Where(f => f.Kind == kind && f.OperatorType == type && f.Exercise >= first && f.Exercise <= last)
            .Select(f => new { f.Id, f.Exercise, f.Number }).ToListAsync(cancellation);
        return [.. versions.GroupBy(f => f.Exercise).Select(g => g.MaxBy(f => f.Number)!.Id)];
    }

    /// <summary>Those cells of a submission.</summary>
    public async Task<CellValues> Values(Guid submission, IReadOnlyCollection<CellCode> codes, CancellationToken cancellation)
    {
        var tables = codes.Select(c => c.Table).Distinct().ToList();
        var rows = codes.Select(c => c.Row).Distinct().ToList();
        var columns = codes.Select(c => c.Column).Distinct().ToList();
        var cells = await context.SubmissionCells.AsNoTracking()
            .Where(c => c.SubmissionId == submission && tables.Contains(c.Table) && rows.Contains(c.Row) && columns.Contains(c.Column))
            .ToListAsync(cancellation);
        return new CellValues(cells.Where(c => codes.Contains(c.Code)).Select(c => KeyValuePair.Create(c.Code, c.Value)));
    }

    /// <summary>The history of one cell, the latest change first.</summary>
    public async Task<HistoryPage> History(Guid declaration, CellCode code, int page, int size, CancellationToken cancellation)
    {
        var changes = context.CellChanges.AsNoTracking()
            .Where(c => c.DeclarationId == declaration && c.Table == code.Table && c.Row == code.Row && c.Column == code.Column);
        var total = await changes.CountAsync(cancellation);
        var rows = await changes.OrderByDescending(c => c.Revision).ThenByDescending(c => c.Id)
            .Skip((page - 1) * size).Take(size).ToListAsync(cancellation);
        return new HistoryPage(rows, total, page, size);
    }

    /// <summary>The change that gave the cell what it holds; null when it was never typed.</summary>
    public Task<CellChange?> LastChange(Guid declaration, CellCode code, CancellationToken cancellation) =>
        context.CellChanges.AsNoTracking()
            .Where(c => c.DeclarationId == declaration && c.Table == code.Table && c.Row == code.Row && c.Column == code.Column)
            .OrderByDescending(c => c.Revision).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellation);

    /// <summary>When the statement was first submitted; null before.</summary>
    public Task<DateTimeOffset?> FirstSubmittedAt(Guid declaration, CancellationToken cancellation) =>
        context.Submissions.Where(s => s.DeclarationId == declaration && s.Number == 1)
            .Select(s => (DateTimeOffset?)s.SubmittedAt).SingleOrDefaultAsync(cancellation);
}
