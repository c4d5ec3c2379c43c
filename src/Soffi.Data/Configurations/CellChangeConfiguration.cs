using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class CellChangeConfiguration : IEntityTypeConfiguration<CellChange>
{
    public void Configure(EntityTypeBuilder<CellChange> builder)
    {
        builder.ToTable("CellChanges");
        builder.Property(c => c.Table).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Row).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Column).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.BeforeText).HasMaxLength(Lengths.CellText);
        builder.Property(c => c.AfterText).HasMaxLength(Lengths.CellText);
        builder.Property(c => c.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(c => new { c.DeclarationId, c.Revision });
    }
}
