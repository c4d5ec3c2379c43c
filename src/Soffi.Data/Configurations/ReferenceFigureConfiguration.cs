using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Statistics;

namespace Soffi.Data.Configurations;

internal sealed class ReferenceFigureConfiguration : IEntityTypeConfiguration<ReferenceFigure>
{
    public void Configure(EntityTypeBuilder<ReferenceFigure> builder)
    {
        builder.ToTable("ReferenceFigures");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Code).HasMaxLength(ReferenceFigure.LongestCode);
        builder.Property(f => f.OperatorCode).HasMaxLength(Lengths.CodePart);
        builder.Property(f => f.Source).HasMaxLength(ReferenceFigure.LongestSource);
        builder.Property(f => f.RecordedByName).HasMaxLength(2 * Lengths.Name);
        builder.Ignore(f => f.Value);

        // Two people entering the same figure at once: the second is told, nothing is lost.
        builder.HasIndex(f => new { f.Exercise, f.Code, f.OperatorCode, f.Version }).IsUnique();
    }
}
