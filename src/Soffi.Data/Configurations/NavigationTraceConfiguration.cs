using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;

namespace Soffi.Data.Configurations;

internal sealed class NavigationTraceConfiguration : IEntityTypeConfiguration<NavigationTrace>
{
    public void Configure(EntityTypeBuilder<NavigationTrace> builder)
    {
        builder.ToTable("NavigationTraces");
        builder.Property(t => t.Method).HasMaxLength(10);
        builder.Property(t => t.Route).HasMaxLength(200);
        builder.HasIndex(t => new { t.UserId, t.At });
        builder.HasIndex(t => t.At);
    }
}

internal sealed class NavigationSegmentConfiguration : IEntityTypeConfiguration<NavigationSegment>
{
    public void Configure(EntityTypeBuilder<NavigationSegment> builder)
    {
        builder.ToTable("NavigationSegments");
        builder.Property(s => s.PreviousDigest).HasMaxLength(Lengths.Sha256);
        builder.Property(s => s.LeavesSha256).HasMaxLength(Lengths.Sha256);
        builder.Property(s => s.Digest).HasMaxLength(Lengths.Sha256);
        builder.Property(s => s.PurgedAt).IsConcurrencyToken();

        // Two instances sealing at once cannot both follow the same run.
        builder.HasIndex(s => s.PreviousDigest).IsUnique();
    }
}

internal sealed class IntegrityCheckConfiguration : IEntityTypeConfiguration<IntegrityCheck>
{
    public void Configure(EntityTypeBuilder<IntegrityCheck> builder)
    {
        builder.ToTable("IntegrityChecks");
        builder.Property(c => c.Fault).HasMaxLength(500);
    }
}
