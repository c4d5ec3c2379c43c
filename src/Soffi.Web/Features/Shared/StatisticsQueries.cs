using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>
/// Reads what tables are made of: latest submissions only, added up in SQL on integers (ten-thousandths), one grouped
/// query per table. A reader of aggregates never has a figure of one operator leave the database.
/// </summary>
public sealed class StatisticsQueries(SoffiDbContext database, FormCatalog forms, TimeProvider clock)
{
    /// <summary>The exercises whose campaign has opened, and the operators of the family.</summary>
    public async Task<StatFrame> Frame(StatTable table, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var exercises = await database.Campaigns.Where(c => c.Kind == table.Kind && c.OpensAt <= now)
            .OrderBy(c => c.Exercise).Select(c => c.Exercise).ToListAsync(cancellation);
        var operators = await database.Operators.Where(o => o.Type == table.OperatorType)
            .OrderBy(o => o.Code).Select(o => new StatOperator(o.Id, o.Code, o.Name)).ToListAsync(cancellation);
        return new StatFrame(exercises, operators);
    }

    public async Task<StatResult> Compute(StatTable table, StatFilter filter, StatScope scope, CancellationToken cancellation)
    {
        List<int> exercises = table.AnnualGrowth
            ? [.. filter.Exercises.Concat(filter.Exercises.Select(e => e - 1)).Distinct()]
            : [.. filter.Exercises];
        var coverage = await Coverage(table, filter, exercises, cancellation);
        var facts = await Facts(table, filter, exercises, scope, cancellation);
        return StatCalculator.Calculate(table, filter, scope, coverage, facts, await Breaks(table, exercises, cancellation));
    }

    /// <summary>The statements behind one figure, each with the cells it brings, in the order of the operators.</summary>
    /// <param name="operatorId">Null for the line of the total or of an exercise.</param>
    public async Task<IReadOnlyList<OriginStatement>> Origin(
        StatTable table, StatFilter filter, int exercise, int? operatorId, StatColumn column, CancellationToken cancellation)
    {
        var rows = await Asked(Chosen(table, filter, [exercise]), column.Cells)
            .Where(x => operatorId == null || x.Operator.Id == operatorId)
            .OrderBy(x => x.Operator.Code)
            .Select(x => new
            {
                x.Operator.Code,
                x.Operator.Name,
                x.Submission.ReceiptNumber,
                x.Submission.Number,
                x.Submission.SubmittedAt,
                x.Cell,
            })
            .AsNoTracking().ToListAsync(cancellation);
        return [.. rows.Where(r => column.Cells.Contains(r.Cell.Code))
            .GroupBy(r => (r.Code, r.Name, r.ReceiptNumber, r.Number, r.SubmittedAt))
            .Select(g => new OriginStatement(
                g.Key.Code, g.Key.Name, g.Key.ReceiptNumber, g.Key.Number, g.Key.SubmittedAt,
                [.. g.OrderBy(r => r.Cell.Code).Select(r => new OriginCell(r.Cell.Code, r.Cell.Value))]))];
    }

    /// <summary>What the forms up to the last exercise say that cannot be compared with the year before, in the cells that the table reads.</summary>
    private async Task<IReadOnlyList<StatBreak>> Breaks(StatTable table, List<int> exercises, CancellationToken cancellation)
    {
        var last = exercises.DefaultIfEmpty().Max();
        var versions = await database.FormVersions.AsNoTracking()
            .Where(f => f.Kind == table.Kind && f.OperatorType == table.OperatorType && f.Exercise <= last)
            .Select(f => new { f.Id, f.Exercise, f.Number }).ToListAsync(cancellation);
        var breaks = new List<StatBreak>();
        foreach (var version in versions.GroupBy(f => f.Exercise).Select(g => g.MaxBy(f => f.Number)!).OrderBy(f => f.Exercise))
        {
            var mapping = (await forms.Definition(version.Id, cancellation)).Mapping;
            breaks.AddRange(
                from column in table.Columns
                from note in column.Cells.SelectMany(mapping.Breaks).Distinct()
                select new StatBreak(version.Exercise, column.Code, note));
        }

        return breaks;
    }

    private async Task<IReadOnlyList<StatCoverage>> Coverage(
        StatTable table, StatFilter filter, List<int> exercises, CancellationToken cancellation)
    {
        var ids = filter.Operators.Select(o => o.Id).ToList();
        var due = await (
            from declaration in database.Declarations
            join campaign in database.Campaigns on declaration.CampaignId equals campaign.Id
            join body in database.Operators on declaration.OperatorId equals body.Id
            join latest in database.Submissions.Where(s => s.IsLatest) on declaration.Id equals latest.DeclarationId into submitted
            from submission in submitted.DefaultIfEmpty()
            where campaign.Kind == table.Kind && exercises.Contains(campaign.Exercise) && body.Type == table.OperatorType
                && declaration.Status != DeclarationStatus.Waived
            orderby body.Code
            select new { campaign.Exercise, body.Id, body.Code, body.Name, SubmittedAt = (DateTimeOffset?)submission.SubmittedAt })
            .ToListAsync(cancellation);
        var chosen = ids.Count == 0 ? due : [.. due.Where(d => ids.Contains(d.Id))];
        return [.. exercises.Select(exercise =>
        {
            var year = chosen.Where(d => d.Exercise == exercise).ToList();
            return new StatCoverage(
                exercise,
                [.. year.Select(d => new StatOperator(d.Id, d.Code, d.Name))],
                [.. year.Where(d => d.SubmittedAt is not null).Select(d => new StatOperator(d.Id, d.Code, d.Name))],
                year.Max(d => d.SubmittedAt), ids.Count > 0);
        })];
    }

    private async Task<IReadOnlyList<StatFact>> Facts(
        StatTable table, StatFilter filter, List<int> exercises, StatScope scope, CancellationToken cancellation)
    {
        var cells = Asked(Chosen(table, filter, exercises), table.Cells);
        var facts = table.Rows == StatRowAxis.Operators && scope == StatScope.ByOperator
            ? await cells
                .GroupBy(x => new { x.Operator.Id, x.Campaign.Exercise, x.Cell.Table, x.Cell.Row, x.Cell.Column })
                .Select(g => new
                {
                    OperatorId = (int?)g.Key.Id,
                    g.Key.Exercise,
                    g.Key.Table,
                    g.Key.Row,
                    g.Key.Column,
                    Sum = g.Sum(x => x.Cell.Number) ?? 0,
                    Numbers = g.Count(x => x.Cell.Kind == CellKind.Number),
                    NotApplicable = g.Count(x => x.Cell.Kind == CellKind.NotApplicable),
                }).ToListAsync(cancellation)
            : await cells
                .GroupBy(x => new { x.Campaign.Exercise, x.Cell.Table, x.Cell.Row, x.Cell.Column })
                .Select(g => new
                {
                    OperatorId = (int?)null,
                    g.Key.Exercise,
                    g.Key.Table,
                    g.Key.Row,
                    g.Key.Column,
                    Sum = g.Sum(x => x.Cell.Number) ?? 0,
                    Numbers = g.Count(x => x.Cell.Kind == CellKind.Number),
                    NotApplicable = g.Count(x => x.Cell.Kind == CellKind.NotApplicable),
                }).ToListAsync(cancellation);
        return [.. facts.Select(f => new StatFact(
            f.OperatorId, f.Exercise, new CellCode(f.Table, f.Row, f.Column), f.Sum, f.Numbers, f.NotApplicable))];
    }

    /// <summary>The submissions counted: latest versions, within the exercises and operators chosen.</summary>
    private IQueryable<CountedCell> Chosen(StatTable table, StatFilter filter, List<int> exercises)
    {
        var ids = filter.Operators.Select(o => o.Id).ToList();
        var cells =
            from cell in database.SubmissionCells
            join submission in database.Submissions on cell.SubmissionId equals submission.Id
            join campaign in database.Campaigns on submission.CampaignId equals campaign.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            where submission.IsLatest && campaign.Kind == table.Kind && exercises.Contains(campaign.Exercise)
                && body.Type == table.OperatorType
            select new CountedCell { Cell = cell, Submission = submission, Campaign = campaign, Operator = body };
        return ids.Count == 0 ? cells : cells.Where(x => ids.Contains(x.Operator.Id));
    }

    /// <summary>
    /// The crossings of the tables, rows and columns asked. It may hold cells nobody asked when a table reads crossings
    /// that do not form a rectangle; the calculator looks cells up by code and passes them over.
    /// </summary>
    private static IQueryable<CountedCell> Asked(IQueryable<CountedCell> cells, IReadOnlyList<CellCode> codes)
    {
        var tables = codes.Select(c => c.Table).Distinct().ToList();
        var rows = codes.Select(c => c.Row).Distinct().ToList();
        var columns = codes.Select(c => c.Column).Distinct().ToList();
        return cells.Where(x => tables.Contains(x.Cell.Table) && rows.Contains(x.Cell.Row) && columns.Contains(x.Cell.Column));
    }

    private sealed class CountedCell
    {
        public required SubmissionCell Cell { get; init; }

        public required Submission Submission { get; init; }

        public required Campaign Campaign { get; init; }

        public required Operator Operator { get; init; }
    }
}

/// <param name="SubmissionNumber">1 for the first submission of the statement, then 2…</param>
/// <param name="SubmittedAt">UTC.</param>
public sealed record OriginStatement(
    string OperatorCode, string OperatorName, string ReceiptNumber, int SubmissionNumber, DateTimeOffset SubmittedAt,
    IReadOnlyList<OriginCell> Cells)
{
    /// <summary>What the statement brings, in the unit of the cells.</summary>
    public decimal Sum => Cells.Sum(c => c.Value.Number);
}

public sealed record OriginCell(CellCode Code, CellValue Value);
