using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class ControlWaiverConfiguration : IEntityTypeConfiguration<ControlWaiver>
{
    public void Configure(EntityTypeBuilder<ControlWaiver> builder)
    {
        builder.ToTable("ControlWaivers");
        builder.Property(w => w.ControlCode).HasMaxLength(Domain.Campaigns.CampaignControlChange.LongestCode);
        builder.Property(w => w.Reason).HasMaxLength(DeclarationReopening.LongestReason);
        builder.Property(w => w.ActorName).HasMaxLength(2 * Lengths.Name);
    }
}
