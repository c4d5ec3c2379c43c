using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class ReopenedPartConfiguration : IEntityTypeConfiguration<ReopenedPart>
{
    public void Configure(EntityTypeBuilder<ReopenedPart> builder)
    {
        builder.ToTable("ReopenedParts");
        builder.Property(p => p.Table).HasMaxLength(Lengths.CodePart);
        builder.Property(p => p.Row).HasMaxLength(Lengths.CodePart);
        builder.Property(p => p.Column).HasMaxLength(Lengths.CodePart);
    }
}
