using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class CorrectionWideningConfiguration : IEntityTypeConfiguration<CorrectionWidening>
{
    public void Configure(EntityTypeBuilder<CorrectionWidening> builder)
    {
        builder.ToTable("CorrectionWidenings");
        builder.Property(w => w.Opened).HasMaxLength(CorrectionWidening.LongestOpened);
        builder.Property(w => w.Reason).HasMaxLength(DeclarationReopening.LongestReason);
        builder.Property(w => w.ActorName).HasMaxLength(2 * Lengths.Name);
    }
}
