using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Cgu;

namespace Soffi.Data.Configurations;

internal sealed class CguDraftConfiguration : IEntityTypeConfiguration<CguDraft>
{
    public void Configure(EntityTypeBuilder<CguDraft> builder)
    {
        builder.ToTable("CguDrafts");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Number).HasMaxLength(CguDraft.LongestNumber);
        builder.Property(d => d.Summary).HasMaxLength(CguDraft.LongestSummary);
        builder.Property(d => d.UpdatedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.Ignore(d => d.Sha256);
    }
}
