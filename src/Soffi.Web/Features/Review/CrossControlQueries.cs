using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>Gathers what the cross controls of one exercise compare.</summary>
public sealed class CrossControlQueries(SoffiDbContext database, StatisticsQueries statistics, ReferenceQueries references)
{
    /// <summary>Exercises that have a campaign, in order.</summary>
    public async Task<IReadOnlyList<int>> Exercises(CancellationToken cancellation) =>
        await database.Campaigns.Select(c => c.Exercise).Distinct().OrderBy(e => e).ToListAsync(cancellation);

    public async Task<CrossFacts> Facts(CrossControlSet set, StatTables tables, CancellationToken cancellation)
    {
        var statements = new List<CrossStatement>();
        foreach (var group in set.Controls.SelectMany(c => c.Sums).GroupBy(s => (s.Kind, s.Type)).ToList())
        {
            statements.AddRange(await Statements(set.Exercise, group.Key.Kind, group.Key.Type, [.. group], cancellation));
        }

        var shown = new Dictionary<(string, string), decimal?>();
        foreach (var asked in set.Controls.SelectMany(c => c.Operands).OfType<CrossStatistic>().Distinct())
        {
            shown[(asked.Table, asked.Column)] = await Shown(asked, set.Exercise, tables, cancellation);
        }

        var companies = await references.Companies(set.Exercise, cancellation);
        return new CrossFacts(
            statements, await references.Figures(set.Exercise, cancellation), shown,
            companies is null ? null : new CrossCompanies([.. companies.Operators.Select(o => o.Code)], companies.Companies, companies.Duplicates));
    }

    private async Task<decimal?> Shown(CrossStatistic asked, int exercise, StatTables tables, CancellationToken cancellation)
    {
        if (tables.Find(asked.Table) is not { } table)
        {
            return null;
        }

        var result = await statistics.Compute(table, await statistics.Frame(table, cancellation), new StatFilter([exercise], []), StatReader.Everything, cancellation);
        var row = table.IsOfOneExercise ? StatRow.TotalKey : exercise.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return result.Find(row, asked.Column)?.Raw;
    }

    private async Task<List<CrossStatement>> Statements(
        int exercise, StatementKind kind, OperatorType type, IReadOnlyList<CrossSum> sums, CancellationToken cancellation)
    {
        var bodies = await database.Operators.AsNoTracking().Where(o => o.Type == type).OrderBy(o => o.Code)
            .Select(o => new StatOperator(o.Id, o.Code, o.Name)).ToListAsync(cancellation);
        var owed = await (
            from obligation in database.CampaignObligations
            join campaign in database.Campaigns on obligation.CampaignId equals campaign.Id
            where campaign.Kind == kind && campaign.Exercise == exercise && obligation.Owes
            select obligation.OperatorId).ToListAsync(cancellation);
        var submissions = await (
            from submission in database.Submissions
            join campaign in database.Campaigns on submission.CampaignId equals campaign.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            where submission.IsLatest && campaign.Kind == kind && campaign.Exercise == exercise && body.Type == type
            select submission).AsNoTracking().ToListAsync(cancellation);
        var numbers = await Numbers([.. submissions.Select(s => s.Id)], [.. sums.Where(s => !s.Sealed).SelectMany(s => s.Cells)], cancellation);
        var asked = sums.Where(s => s.Sealed).SelectMany(s => s.Cells).ToHashSet();
        return [.. bodies.Select(body =>
        {
            var sent = submissions.Find(s => s.OperatorId == body.Id);
            return new CrossStatement(
                kind, type, body, owed.Contains(body.Id), sent is not null, sent is null || SubmissionSnapshot.IsIntact(sent),
                sent is null ? Nothing : numbers[sent.Id].ToDictionary(n => n.Code, n => n.Value),
                sent is null || asked.Count == 0 ? Nothing : Sealed(sent.CanonicalJson, asked));
        })];
    }

    private static Dictionary<CellCode, decimal> Nothing => [];

    private async Task<ILookup<Guid, (CellCode Code, decimal Value)>> Numbers(
        List<Guid> submissions, List<CellCode> codes, CancellationToken cancellation)
    {
        var tables = codes.Select(c => c.Table).Distinct().ToList();
        var rows = codes.Select(c => c.Row).Distinct().ToList();
        var columns = codes.Select(c => c.Column).Distinct().ToList();
        var cells = await database.SubmissionCells.AsNoTracking()
            .Where(c => submissions.Contains(c.SubmissionId) && c.Kind == CellKind.Number
                && tables.Contains(c.Table) && rows.Contains(c.Row) && columns.Contains(c.Column))
            .ToListAsync(cancellation);
        return cells.ToLookup(c => c.SubmissionId, c => (c.Code, c.Value.Number));
    }

    /// <summary>The numbers of those cells, as the evidence itself writes them.</summary>
    private static Dictionary<CellCode, decimal> Sealed(string canonicalJson, HashSet<CellCode> asked)
    {
        using var evidence = JsonDocument.Parse(canonicalJson);
        return evidence.RootElement.GetProperty("valeurs").EnumerateObject()
            .Where(v => v.Value.ValueKind == JsonValueKind.Number && asked.Contains(CellCode.Parse(v.Name)))
            .ToDictionary(v => CellCode.Parse(v.Name), v => v.Value.GetDecimal());
    }
}
