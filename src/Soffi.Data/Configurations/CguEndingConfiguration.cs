using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;
using Soffi.Domain.Cgu;

namespace Soffi.Data.Configurations;

internal sealed class CguEndingConfiguration : IEntityTypeConfiguration<CguEnding>
{
    public void Configure(EntityTypeBuilder<CguEnding> builder)
    {
        builder.ToTable("CguEndings");
        builder.Property(e => e.Reason).HasMaxLength(BreachNotice.LongestText);
        builder.Property(e => e.By).HasMaxLength(2 * Lengths.Name);
        builder.Property(e => e.LiftedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(e => e.LiftReason).HasMaxLength(BreachNotice.LongestText);
        builder.Property(e => e.LiftedAt).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BreachNotice>().WithMany().HasForeignKey(e => e.BreachId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.UserId, e.At });
    }
}
