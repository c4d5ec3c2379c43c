using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Audit;

namespace Soffi.Data.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.Property(e => e.ActorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(e => e.Action).HasMaxLength(60);
        builder.Property(e => e.ObjectType).HasMaxLength(60);
        builder.Property(e => e.ObjectId).HasMaxLength(100);
        builder.Property(e => e.Result).HasMaxLength(20);
        builder.Property(e => e.OnBehalfOf).HasMaxLength(Lengths.Name);
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.ActorId, e.At });
        builder.HasIndex(e => new { e.OperatorId, e.At });
        builder.HasIndex(e => new { e.ObjectType, e.ObjectId });
    }
}
