using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Review;

/// <summary>Reads what a statement is compared with. The figures of the peers go out of here as growths without names only.</summary>
public sealed class ComparisonQueries(SoffiDbContext database)
{
    /// <summary>The body's own figures of the exercises before that one, by code.</summary>
    public async Task<ILookup<CellCode, decimal>> History(int operatorId, StatementKind kind, int exercise, CancellationToken cancellation)
    {
        var rows = await (
            from submission in database.Submissions
            join campaign in database.Campaigns.IgnoreAutoIncludes() on submission.CampaignId equals campaign.Id
            join cell in database.SubmissionCells on submission.Id equals cell.SubmissionId
            where submission.OperatorId == operatorId && submission.IsLatest && campaign.Kind == kind && campaign.Exercise < exercise && cell.Number != null
            select new { cell.Table, cell.Row, cell.Column, cell.Number }).ToListAsync(cancellation);
        return rows.ToLookup(r => new CellCode(r.Table, r.Row, r.Column), r => CellScale.FromStored(r.Number!.Value));
    }

    /// <summary>Growth from the exercise before to that one of each other body of the same family, in percent, by code.</summary>
    public async Task<ILookup<CellCode, decimal>> Growths(int operatorId, OperatorType type, StatementKind kind, int exercise, CancellationToken cancellation)
    {
        var rows = await (
            from submission in database.Submissions
            join campaign in database.Campaigns.IgnoreAutoIncludes() on submission.CampaignId equals campaign.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            join cell in database.SubmissionCells on submission.Id equals cell.SubmissionId
            where body.Type == type && body.Id != operatorId && submission.IsLatest && campaign.Kind == kind && cell.Number != null
                && (campaign.Exercise == exercise || campaign.Exercise == exercise - 1)
            select new { submission.OperatorId, campaign.Exercise, cell.Table, cell.Row, cell.Column, cell.Number }).ToListAsync(cancellation);
        var before = rows.Where(r => r.Exercise != exercise).ToDictionary(r => (r.OperatorId, new CellCode(r.Table, r.Row, r.Column)), r => CellScale.FromStored(r.Number!.Value));
        return (
            from row in rows
            where row.Exercise == exercise
            let code = new CellCode(row.Table, row.Row, row.Column)
            where before.ContainsKey((row.OperatorId, code))
            let growth = StatementComparison.Growth(CellScale.FromStored(row.Number!.Value), before[(row.OperatorId, code)])
            where growth is not null
            select (Code: code, Growth: growth.Value)).ToLookup(g => g.Code, g => g.Growth);
    }
}
