using Soffi.Domain.Campaigns;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>What the pages of the settings of a campaign say of it.</summary>
public sealed record CampaignHead(int Id, string Name, DateTimeOffset Deadline)
{
    public CampaignHead(Campaign campaign)
        : this(campaign.Id, CampaignWords.Name(campaign.Kind, campaign.Exercise), campaign.Deadline)
    {
    }

    public string Href => $"/campagnes/{Id}";
}

/// <summary>A body that can be chosen.</summary>
/// <param name="Deadline">As it stands for that body.</param>
public sealed record BodyChoice(int Id, string Name, DateTimeOffset Deadline)
{
    public string Code { get; init; } = "";
}
