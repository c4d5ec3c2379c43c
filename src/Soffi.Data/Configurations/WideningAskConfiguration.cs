using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class WideningAskConfiguration : IEntityTypeConfiguration<WideningAsk>
{
    public void Configure(EntityTypeBuilder<WideningAsk> builder)
    {
        builder.ToTable("WideningAsks");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Ignore(a => a.Opens);
        builder.Property(a => a.Parts).HasMaxLength(WideningAsk.LongestParts);
        builder.Property(a => a.Reason).HasMaxLength(DeclarationReopening.LongestReason);
        builder.Property(a => a.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(a => a.DecidedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(a => a.Answer).HasMaxLength(DeclarationReopening.LongestReason);
    }
}
