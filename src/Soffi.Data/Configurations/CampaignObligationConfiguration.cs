using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class CampaignObligationConfiguration : IEntityTypeConfiguration<CampaignObligation>
{
    public void Configure(EntityTypeBuilder<CampaignObligation> builder)
    {
        builder.ToTable("CampaignObligations");
        builder.HasKey(o => new { o.CampaignId, o.OperatorId });
        builder.Property(o => o.Note).HasMaxLength(Campaign.LongestReason);
        builder.Property(o => o.DecidedBy).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<Operator>().WithMany().HasForeignKey(o => o.OperatorId).OnDelete(DeleteBehavior.Restrict);
    }
}
