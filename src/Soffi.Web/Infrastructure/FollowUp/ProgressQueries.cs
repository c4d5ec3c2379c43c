using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.FollowUp;

/// <summary>All that the progress of the statements of some campaigns depends on beside themselves.</summary>
/// <param name="Kept">What was computed before.</param>
/// <param name="Settings">Documents asked and controls changed, by campaign and type.</param>
/// <param name="LastYear">Submissions of the exercise before, by campaign of this year and operator.</param>
/// <param name="Waivers">Controls set aside, by statement, with their end.</param>
public sealed record ProgressSurroundings(
    IReadOnlyDictionary<Guid, StatementProgress> Kept, ILookup<(int Campaign, OperatorType Type), string> Settings,
    ILookup<(int Campaign, int Operator), string> LastYear, ILookup<Guid, (int Id, DateTimeOffset ExpiresAt)> Waivers);

/// <summary>Reads it for all the statements at once.</summary>
public sealed class ProgressQueries(SoffiDbContext database)
{
    public async Task<ProgressSurroundings> Around(IReadOnlyCollection<int> campaigns, CancellationToken cancellation)
    {
        var kept = await (
            from progress in database.StatementProgress
            join declaration in database.Declarations on progress.DeclarationId equals declaration.Id
            where campaigns.Contains(declaration.CampaignId)
            select progress).AsNoTracking().ToDictionaryAsync(p => p.DeclarationId, cancellation);
        var documents = await database.CampaignDocuments.AsNoTracking().Where(d => campaigns.Contains(d.CampaignId)).ToListAsync(cancellation);
        var changes = await database.CampaignControlChanges.AsNoTracking().Where(c => campaigns.Contains(c.CampaignId) && c.EndedAt == null).ToListAsync(cancellation);
        var last = await (
            from campaign in database.Campaigns.IgnoreAutoIncludes()
            join before in database.Campaigns.IgnoreAutoIncludes() on new { campaign.Kind, Exercise = campaign.Exercise - 1 } equals new { before.Kind, before.Exercise }
            join submission in database.Submissions on before.Id equals submission.CampaignId
            where campaigns.Contains(campaign.Id)
            orderby submission.Number
            select new { campaign.Id, submission.OperatorId, Submission = submission.Id }).ToListAsync(cancellation);
        var waivers = await (
            from waiver in database.ControlWaivers
            join declaration in database.Declarations on waiver.DeclarationId equals declaration.Id
            where campaigns.Contains(declaration.CampaignId)
            select new { waiver.DeclarationId, waiver.Id, waiver.ExpiresAt }).ToListAsync(cancellation);
        return new ProgressSurroundings(
            kept,
            documents.Select(d => (Key: (d.CampaignId, d.OperatorType), Text: $"d{d.Id} {d.Code} {d.Need} {d.Formats}"))
                .Concat(changes.Select(c => (Key: (c.CampaignId, c.OperatorType), Text: $"c{c.Id}"))).ToLookup(p => p.Key, p => p.Text),
            last.ToLookup(l => (l.Id, l.OperatorId), l => l.Submission.ToString()),
            waivers.ToLookup(w => w.DeclarationId, w => (w.Id, w.ExpiresAt)));
    }
}
