using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;

namespace Soffi.Data.Configurations;

internal sealed class AssistanceViewConfiguration : IEntityTypeConfiguration<AssistanceView>
{
    public void Configure(EntityTypeBuilder<AssistanceView> builder)
    {
        builder.ToTable("AssistanceViews");
        builder.Property(v => v.AgentName).HasMaxLength(2 * Lengths.Name);
        builder.Property(v => v.Reason).HasMaxLength(AccessRequest.LongestReason);
        builder.HasOne<User>().WithMany().HasForeignKey(v => v.AgentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.AgentId, v.EndsAt });
    }
}
