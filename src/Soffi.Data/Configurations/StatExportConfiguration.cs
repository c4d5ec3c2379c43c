using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Statistics;

namespace Soffi.Data.Configurations;

internal sealed class StatExportConfiguration : IEntityTypeConfiguration<StatExport>
{
    public void Configure(EntityTypeBuilder<StatExport> builder)
    {
        builder.ToTable("StatExports");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.TableId).HasMaxLength(Lengths.CodePart);
        builder.Property(e => e.Title).HasMaxLength(StatExport.LongestTitle);
        builder.Property(e => e.Format).HasMaxLength(Lengths.CodePart);
        builder.Property(e => e.Regions).HasMaxLength(100);
        builder.Property(e => e.OwnerName).HasMaxLength(2 * Lengths.Name);
        builder.Property(e => e.FileName).HasMaxLength(StatExport.LongestFileName);
        builder.Property(e => e.FileSha256).HasMaxLength(Lengths.Sha256);
        builder.Property(e => e.ResultSha256).HasMaxLength(Lengths.Sha256);
        builder.Property(e => e.Fault).HasMaxLength(StatExport.LongestFault);
        builder.Property(e => e.Revision).IsConcurrencyToken();
        builder.HasIndex(e => e.OwnerId);
        builder.HasIndex(e => new { e.State, e.AskedAt });
    }
}
