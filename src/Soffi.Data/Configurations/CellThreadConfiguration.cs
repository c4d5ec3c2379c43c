using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class CellThreadConfiguration : IEntityTypeConfiguration<CellThread>
{
    public void Configure(EntityTypeBuilder<CellThread> builder)
    {
        builder.ToTable("CellThreads");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Table).HasMaxLength(Lengths.CodePart);
        builder.Property(t => t.Row).HasMaxLength(Lengths.CodePart);
        builder.Property(t => t.Column).HasMaxLength(Lengths.CodePart);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasOne<Declaration>().WithMany().HasForeignKey(t => t.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CellThread>().WithMany().HasForeignKey(t => t.ContinuedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(t => t.Messages).WithOne().HasForeignKey(m => m.ThreadId).OnDelete(DeleteBehavior.Restrict);

        // One conversation per cell.
        builder.HasIndex(t => new { t.DeclarationId, t.Table, t.Row, t.Column }).IsUnique();
    }
}

internal sealed class CellMessageConfiguration : IEntityTypeConfiguration<CellMessage>
{
    public void Configure(EntityTypeBuilder<CellMessage> builder)
    {
        builder.ToTable("CellMessages");
        builder.Property(m => m.Text).HasMaxLength(CellMessage.MaxLength);
        builder.Property(m => m.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(m => new { m.ThreadId, m.Key }).IsUnique();
        builder.HasIndex(m => m.AuthorId);
    }
}
