using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class AccessRequestConfiguration : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> builder)
    {
        builder.ToTable("AccessRequests");
        builder.Property(r => r.Email).HasMaxLength(Lengths.Email);
        builder.Property(r => r.Name).HasMaxLength(2 * Lengths.Name);
        builder.Property(r => r.RegionCode).HasMaxLength(2);
        builder.Property(r => r.Perimeter).HasMaxLength(30);
        builder.Property(r => r.Reason).HasMaxLength(AccessRequest.LongestReason);
        builder.Property(r => r.DecidedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(r => r.DecisionReason).HasMaxLength(AccessRequest.LongestReason);
        builder.Property(r => r.State).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Operator>().WithMany().HasForeignKey(r => r.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.UserId, r.Role, r.Perimeter }).IsUnique().HasFilter("DecidedAt IS NULL");
    }
}
