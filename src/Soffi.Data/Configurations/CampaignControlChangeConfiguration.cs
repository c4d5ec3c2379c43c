using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class CampaignControlChangeConfiguration : IEntityTypeConfiguration<CampaignControlChange>
{
    public void Configure(EntityTypeBuilder<CampaignControlChange> builder)
    {
        builder.ToTable("CampaignControlChanges");
        builder.Property(c => c.ControlCode).HasMaxLength(CampaignControlChange.LongestCode);
        builder.Property(c => c.Reason).HasMaxLength(Campaign.LongestReason);
        builder.Property(c => c.EndReason).HasMaxLength(Campaign.LongestReason);
        builder.Property(c => c.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(c => c.EndedBy).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(c => c.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CampaignId, c.OperatorType, c.ControlCode }).IsUnique().HasFilter("EndedAt IS NULL");
    }
}
