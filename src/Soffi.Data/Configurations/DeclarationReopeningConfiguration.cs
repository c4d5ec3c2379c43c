using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class DeclarationReopeningConfiguration : IEntityTypeConfiguration<DeclarationReopening>
{
    public void Configure(EntityTypeBuilder<DeclarationReopening> builder)
    {
        builder.ToTable("DeclarationReopenings");
        builder.Property(r => r.Reason).HasMaxLength(DeclarationReopening.LongestReason);
        builder.Property(r => r.ActorName).HasMaxLength(2 * Lengths.Name);
        builder.HasMany(r => r.Parts).WithOne().HasForeignKey(p => p.ReopeningId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Widenings).WithOne().HasForeignKey(w => w.ReopeningId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Asks).WithOne().HasForeignKey(a => a.ReopeningId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.DeclarationId, r.Number }).IsUnique();
    }
}
