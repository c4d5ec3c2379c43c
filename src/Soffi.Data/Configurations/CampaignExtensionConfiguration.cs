using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class CampaignExtensionConfiguration : IEntityTypeConfiguration<CampaignExtension>
{
    public void Configure(EntityTypeBuilder<CampaignExtension> builder)
    {
        builder.ToTable("CampaignExtensions");
        builder.Property(e => e.Reason).HasMaxLength(Campaign.LongestReason);
        builder.Property(e => e.EndReason).HasMaxLength(Campaign.LongestReason);
        builder.Property(e => e.GrantedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(e => e.EndedBy).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<Operator>().WithMany().HasForeignKey(e => e.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.CampaignId, e.OperatorId }).IsUnique().HasFilter("EndedAt IS NULL");
    }
}
