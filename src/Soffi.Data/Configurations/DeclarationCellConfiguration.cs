using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class DeclarationCellConfiguration : IEntityTypeConfiguration<DeclarationCell>
{
    public void Configure(EntityTypeBuilder<DeclarationCell> builder)
    {
        builder.ToTable("DeclarationCells");
        builder.HasKey(c => new { c.DeclarationId, c.Table, c.Row, c.Column });
        builder.Property(c => c.Table).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Row).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Column).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Text).HasMaxLength(Lengths.CellText);
    }
}
