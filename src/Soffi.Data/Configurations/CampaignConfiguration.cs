using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("Campaigns");
        builder.Property(c => c.RemindersOffReason).HasMaxLength(Campaign.LongestReason);
        builder.Property(c => c.RemindersOffBy).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(c => new { c.Kind, c.Exercise }).IsUnique();
        builder.HasMany(c => c.Deadlines).WithOne().HasForeignKey(d => d.CampaignId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasMany(c => c.Extensions).WithOne().HasForeignKey(e => e.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Obligations).WithOne().HasForeignKey(o => o.CampaignId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasMany(c => c.Documents).WithOne().HasForeignKey(d => d.CampaignId).OnDelete(DeleteBehavior.ClientCascade);

        // A campaign without them would answer a wrong deadline, silently: they come with it, wherever it is read.
        builder.Navigation(c => c.Deadlines).AutoInclude();
        builder.Navigation(c => c.Extensions).AutoInclude();
    }
}
