using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Cgu;

namespace Soffi.Data.Configurations;

internal sealed class CguVersionConfiguration : IEntityTypeConfiguration<CguVersion>
{
    public void Configure(EntityTypeBuilder<CguVersion> builder)
    {
        builder.ToTable("CguVersions");
        builder.Property(v => v.Number).HasMaxLength(20);
        builder.Property(v => v.Sha256).HasMaxLength(Lengths.Sha256);
        builder.Property(v => v.Summary).HasMaxLength(CguDraft.LongestSummary);
        builder.Property(v => v.WithdrawnAt).IsConcurrencyToken();
        builder.HasIndex(v => v.Number).IsUnique();
    }
}
