using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;

namespace Soffi.Data.Configurations;

internal sealed class RestrictionConfiguration : IEntityTypeConfiguration<Restriction>
{
    public void Configure(EntityTypeBuilder<Restriction> builder)
    {
        builder.ToTable("Restrictions");
        builder.Property(r => r.Reason).HasMaxLength(AccessRequest.LongestReason);
        builder.Property(r => r.LiftReason).HasMaxLength(AccessRequest.LongestReason);
        builder.Property(r => r.DecidedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(r => r.LiftedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(r => r.LiftedAt).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
