using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class SubmissionCellConfiguration : IEntityTypeConfiguration<SubmissionCell>
{
    public void Configure(EntityTypeBuilder<SubmissionCell> builder)
    {
        builder.ToTable("SubmissionCells");
        builder.HasKey(c => new { c.SubmissionId, c.Table, c.Row, c.Column });
        builder.Property(c => c.Table).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Row).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Column).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Text).HasMaxLength(Lengths.CellText);
        builder.HasIndex(c => new { c.Table, c.Row, c.Column });
    }
}
