using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Data.Configurations;

internal sealed class FormDraftConfiguration : IEntityTypeConfiguration<FormDraft>
{
    public void Configure(EntityTypeBuilder<FormDraft> builder)
    {
        builder.ToTable("FormDrafts");
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.Property(d => d.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(d => d.UpdatedBy).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<FormVersion>().WithMany().HasForeignKey(d => d.BaseVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FormVersion>().WithMany().HasForeignKey(d => d.PublishedVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(d => d.Files).WithOne().HasForeignKey(f => f.DraftId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasIndex(d => new { d.Kind, d.OperatorType, d.Exercise, d.Number }).IsUnique().HasFilter("ClosedAt IS NULL");
    }
}

internal sealed class FormDraftFileConfiguration : IEntityTypeConfiguration<FormDraftFile>
{
    public void Configure(EntityTypeBuilder<FormDraftFile> builder)
    {
        builder.ToTable("FormDraftFiles");
        builder.HasKey(f => new { f.DraftId, f.Name });
        builder.Property(f => f.Name).HasMaxLength(100);
    }
}
