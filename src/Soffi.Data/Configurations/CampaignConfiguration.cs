using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("Campaigns");
        builder.HasMany(c => c.Documents).WithOne().HasForeignKey(d => d.CampaignId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasIndex(c => new { c.Kind, c.Exercise }).IsUnique();
    }
}
