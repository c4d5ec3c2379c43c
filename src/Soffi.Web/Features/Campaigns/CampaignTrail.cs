using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Writes what is done to a campaign in the journal, in the unit of work of the act.</summary>
public sealed class CampaignTrail(AuditTrail audit, TimeProvider clock)
{
    /// <param name="details">What changed, before and after, and the reason: a flat object, its keys in French.</param>
    /// <param name="operatorId">The body concerned, if one is.</param>
    public void Add(Campaign campaign, Actor actor, string action, object details, int? operatorId = null) => audit.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "campagne",
        $"{campaign.Kind.ToString().ToUpperInvariant()}-{campaign.Exercise}", operatorId, JsonSerializer.Serialize(details)));
}
