using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;

namespace Soffi.Data.Configurations;

internal sealed class AuditSegmentConfiguration : IEntityTypeConfiguration<AuditSegment>
{
    public void Configure(EntityTypeBuilder<AuditSegment> builder)
    {
        builder.ToTable("AuditSegments");
        builder.Property(s => s.PreviousDigest).HasMaxLength(Lengths.Sha256);
        builder.Property(s => s.Digest).HasMaxLength(Lengths.Sha256);

        // Two instances sealing at once would both follow the same segment: the second is refused.
        builder.HasIndex(s => s.PreviousDigest).IsUnique();
    }
}
