using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class FormVersionConfiguration : IEntityTypeConfiguration<FormVersion>
{
    public void Configure(EntityTypeBuilder<FormVersion> builder)
    {
        builder.ToTable("FormVersions");
        builder.Property(f => f.Title).HasMaxLength(Lengths.Name);
        builder.Property(f => f.CorrectionReason).HasMaxLength(Campaign.LongestReason);
        builder.Property(f => f.Sha256).HasMaxLength(Lengths.Sha256);
        builder.HasIndex(f => new { f.Kind, f.OperatorType, f.Exercise, f.Number }).IsUnique();
    }
}
