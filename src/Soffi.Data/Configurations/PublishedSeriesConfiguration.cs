using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Statistics;

namespace Soffi.Data.Configurations;

internal sealed class PublishedSeriesConfiguration : IEntityTypeConfiguration<PublishedSeries>
{
    public void Configure(EntityTypeBuilder<PublishedSeries> builder)
    {
        builder.ToTable("PublishedSeries");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Code).HasMaxLength(PublishedSeries.LongestCode);
        builder.Property(s => s.Title).HasMaxLength(PublishedSeries.LongestTitle);
        builder.Property(s => s.Unit).HasMaxLength(PublishedSeries.LongestUnit);
        builder.Property(s => s.Source).HasMaxLength(PublishedSeries.LongestText);
        builder.Property(s => s.Licence).HasMaxLength(PublishedSeries.LongestText);
        builder.Property(s => s.Basis).HasMaxLength(PublishedSeries.LongestText);
        builder.Property(s => s.Dimension).HasMaxLength(PublishedSeries.LongestDimension);
        builder.Property(s => s.FileName).HasMaxLength(255);
        builder.Property(s => s.Sha256).HasMaxLength(64);
        builder.Property(s => s.ImportedByName).HasMaxLength(2 * Lengths.Name);
        builder.Property(s => s.WithdrawnReason).HasMaxLength(PublishedSeries.LongestText);
        builder.HasIndex(s => s.Code).IsUnique();
        builder.HasMany(s => s.Values).WithOne().HasForeignKey(v => v.SeriesId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(s => s.Values).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Ignore(s => s.Holds);
    }
}

internal sealed class SeriesValueConfiguration : IEntityTypeConfiguration<SeriesValue>
{
    public void Configure(EntityTypeBuilder<SeriesValue> builder)
    {
        builder.ToTable("SeriesValues");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Member).HasMaxLength(SeriesValue.LongestMember);
        builder.Property(v => v.Label).HasMaxLength(SeriesValue.LongestLabel);
        builder.Property(v => v.RecordedByName).HasMaxLength(2 * Lengths.Name);
        builder.Ignore(v => v.Value);
        builder.Ignore(v => v.Flags);

        // Two people importing one file at once: the second is told, nothing is lost.
        builder.HasIndex(v => new { v.SeriesId, v.Year, v.Month, v.Member, v.Version }).IsUnique();
    }
}
