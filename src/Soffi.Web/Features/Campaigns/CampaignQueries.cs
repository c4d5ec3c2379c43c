using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Reads the campaigns with their forms and who has submitted.</summary>
public sealed class CampaignQueries(SoffiDbContext database, CoverageQueries coverage, TimeProvider clock)
{
    private static readonly ReviewScope Everybody = new(true, new HashSet<string>());

    public async Task<IReadOnlyList<CampaignViewModel>> All(CancellationToken cancellation)
    {
        var campaigns = await database.Campaigns.AsNoTracking()
            .OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation);
        var forms = await Forms(cancellation);
        var lines = await coverage.Of(Everybody, cancellation);
        return [.. campaigns.Select(c => Of(c, forms, lines))];
    }

    public async Task<CampaignViewModel?> Find(int id, CancellationToken cancellation) =>
        await database.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation) is { } campaign
            ? Of(campaign, await Forms(cancellation), await coverage.Of(Everybody, cancellation))
            : null;

    private CampaignViewModel Of(Campaign campaign, List<FormLine> forms, IReadOnlyList<CoverageLine> coverage)
    {
        var now = clock.GetUtcNow();
        return new CampaignViewModel(
            campaign.Id, CampaignWords.Name(campaign.Kind, campaign.Exercise), CampaignWords.State(campaign, now), campaign.OpensAt,
            campaign.Deadline, campaign.ClosedAt, campaign.ClosedAt is { } closed && closed <= now,
            [.. forms.Where(f => f.Kind == campaign.Kind && f.Exercise == campaign.Exercise)],
            [.. coverage.Where(l => l.Campaign.Id == campaign.Id)]);
    }

    private Task<List<FormLine>> Forms(CancellationToken cancellation) => database.FormVersions.AsNoTracking()
        .OrderBy(f => f.OperatorType).ThenBy(f => f.Number)
        .Select(f => new FormLine(f.Kind, f.Exercise, f.OperatorType, f.Number, f.Title, f.Sha256, f.PublishedAt))
        .ToListAsync(cancellation);
}
