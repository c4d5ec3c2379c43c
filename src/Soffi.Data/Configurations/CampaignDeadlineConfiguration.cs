using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class CampaignDeadlineConfiguration : IEntityTypeConfiguration<CampaignDeadline>
{
    public void Configure(EntityTypeBuilder<CampaignDeadline> builder)
    {
        builder.ToTable("CampaignDeadlines");
        builder.HasIndex(d => new { d.CampaignId, d.OperatorType }).IsUnique();
    }
}
