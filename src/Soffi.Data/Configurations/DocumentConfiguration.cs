using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class DocumentConfiguration : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> builder)
    {
        builder.ToTable("Documents");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Code).HasMaxLength(Lengths.CodePart);
        builder.Property(d => d.Label).HasMaxLength(Lengths.Name);
        builder.Property(d => d.Name).HasMaxLength(DocumentName.MaxLength);
        builder.Property(d => d.Sha256).HasMaxLength(Lengths.Sha256);
        builder.Property(d => d.Threat).HasMaxLength(Lengths.Name);
        builder.Property(d => d.WithdrawnBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(d => d.WithdrawalReason).HasMaxLength(1000);
        builder.Property(d => d.WithdrawnAt).IsConcurrencyToken();
        builder.Property(d => d.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<Declaration>().WithMany(d => d.Documents).HasForeignKey(d => d.DeclarationId).OnDelete(DeleteBehavior.ClientCascade);

        // The bytes of a document cannot leave while a row names them.
        builder.HasOne<DocumentContent>().WithMany().HasForeignKey(d => d.ContentId).OnDelete(DeleteBehavior.Restrict);

        // What waits for the antivirus.
        builder.HasIndex(d => new { d.Verdict, d.AddedAt });
    }
}

internal sealed class DocumentContentConfiguration : IEntityTypeConfiguration<DocumentContent>
{
    public void Configure(EntityTypeBuilder<DocumentContent> builder)
    {
        builder.ToTable("DocumentContents");
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}

internal sealed class DocumentPartConfiguration : IEntityTypeConfiguration<DocumentPart>
{
    public void Configure(EntityTypeBuilder<DocumentPart> builder)
    {
        builder.ToTable("DocumentParts");
        builder.HasKey(p => new { p.ContentId, p.Number });
        builder.HasOne<DocumentContent>().WithMany().HasForeignKey(p => p.ContentId).OnDelete(DeleteBehavior.Restrict);
    }
}
