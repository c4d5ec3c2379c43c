using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class ExplanationConfiguration : IEntityTypeConfiguration<Explanation>
{
    public void Configure(EntityTypeBuilder<Explanation> builder)
    {
        builder.ToTable("Explanations");
        builder.Property(e => e.Instance).HasMaxLength(Lengths.Instance);
        builder.Property(e => e.Reason).HasMaxLength(ExplanationReason.LongestCode).HasDefaultValue(ExplanationReason.UnspecifiedCode);
        builder.Property(e => e.ReasonLabel).HasMaxLength(ExplanationReason.LongestLabel).HasDefaultValue(ExplanationReason.UnspecifiedLabel);
        builder.Property(e => e.Text).HasMaxLength(Explanation.MaxLength);
        builder.Property(e => e.FindingMessage).HasMaxLength(Lengths.FindingMessage);
        builder.Property(e => e.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(e => e.Question).HasMaxLength(Explanation.MaxLength);
        builder.Property(e => e.JudgedBy).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(e => new { e.DeclarationId, e.Instance }).IsUnique();

        // A document leaves only after the explanations it bore out have let it go.
        builder.HasOne<Document>().WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
    }
}
