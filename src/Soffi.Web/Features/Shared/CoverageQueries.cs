using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Shared;

/// <param name="Owed">Operators of that family that owe a statement in that campaign, in the scope asked for.</param>
/// <param name="Submitted">Of these, those whose statement is submitted.</param>
public sealed record CoverageLine(Campaign Campaign, OperatorType Type, int Owed, int Submitted)
{
    public int Missing => Owed - Submitted;

    public string Words => CampaignWords.Coverage(Type, Submitted, Owed);
}

/// <summary>Who has submitted and who has not, by campaign and family of operators.</summary>
public sealed class CoverageQueries(SoffiDbContext database)
{
    /// <summary>
    /// One line per campaign and family that has a published form in it, the latest exercise first. An operator counts
    /// once, whatever the number of its submissions.
    /// </summary>
    /// <param name="scope">Only the operators it covers.</param>
    public async Task<IReadOnlyList<CoverageLine>> Of(ReviewScope scope, CancellationToken cancellation)
    {
        var operators = (await database.Operators.AsNoTracking().ToListAsync(cancellation)).Where(scope.Covers).ToList();
        var forms = await database.FormVersions.AsNoTracking()
            .Select(f => new { f.Kind, f.Exercise, f.OperatorType }).Distinct().ToListAsync(cancellation);
        var campaigns = await database.Campaigns.AsNoTracking()
            .OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation);
        var submitted = await database.Submissions.AsNoTracking().Where(s => s.IsLatest)
            .Select(s => new { s.CampaignId, s.OperatorId }).Distinct().ToListAsync(cancellation);
        var owed = (await database.CampaignObligations.AsNoTracking().Where(o => o.Owes)
            .Select(o => new { o.CampaignId, o.OperatorId }).ToListAsync(cancellation)).ToHashSet();
        return
        [
            .. from campaign in campaigns
               from form in forms.Where(f => f.Kind == campaign.Kind && f.Exercise == campaign.Exercise).OrderBy(f => f.OperatorType)
               let owing = operators.Where(o => o.Type == form.OperatorType && owed.Contains(new { CampaignId = campaign.Id, OperatorId = o.Id })).Select(o => o.Id).ToHashSet()
               where owing.Count > 0
               select new CoverageLine(campaign, form.OperatorType, owing.Count,
                   submitted.Count(s => s.CampaignId == campaign.Id && owing.Contains(s.OperatorId))),
        ];
    }
}
