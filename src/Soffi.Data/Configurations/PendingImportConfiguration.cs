using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class PendingImportConfiguration : IEntityTypeConfiguration<PendingImport>
{
    public void Configure(EntityTypeBuilder<PendingImport> builder)
    {
        builder.ToTable("PendingImports");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.FileName).HasMaxLength(DocumentName.MaxLength);
        builder.Property(i => i.Format).HasMaxLength(Lengths.CodePart);
        builder.Property(i => i.Sha256).HasMaxLength(Lengths.Sha256);
        builder.HasOne<Declaration>().WithMany().HasForeignKey(i => i.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.DeclarationId, i.AuthorId, i.Sha256 }).IsUnique();
        builder.HasIndex(i => i.ExpiresAt);
    }
}
