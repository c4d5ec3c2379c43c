using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class GrantConfiguration : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.ToTable("Grants");
        builder.Property(g => g.Email).HasMaxLength(Lengths.Email);
        builder.Property(g => g.RegionCode).HasMaxLength(2);
        builder.Property(g => g.ConfirmedBy).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<User>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Operator>().WithMany().HasForeignKey(g => g.OperatorId).OnDelete(DeleteBehavior.Restrict);

        // The engines disagree on NULL in a unique index (equal for SQL Server, distinct for SQLite): one filtered index
        // per perimeter says the same on both. A revoked grant stays as history and does not forbid a new one.
        builder.HasIndex(g => new { g.Email, g.Role, g.OperatorId }).IsUnique()
            .HasFilter("OperatorId IS NOT NULL AND RevokedAt IS NULL");
        builder.HasIndex(g => new { g.Email, g.Role, g.RegionCode }).IsUnique()
            .HasFilter("OperatorId IS NULL AND RegionCode IS NOT NULL AND RevokedAt IS NULL");
        builder.HasIndex(g => new { g.Email, g.Role }).IsUnique()
            .HasFilter("OperatorId IS NULL AND RegionCode IS NULL AND RevokedAt IS NULL");
    }
}
