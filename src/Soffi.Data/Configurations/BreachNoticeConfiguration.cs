using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;
using Soffi.Domain.Cgu;

namespace Soffi.Data.Configurations;

internal sealed class BreachNoticeConfiguration : IEntityTypeConfiguration<BreachNotice>
{
    public void Configure(EntityTypeBuilder<BreachNotice> builder)
    {
        builder.ToTable("BreachNotices");
        builder.Property(b => b.Article).HasMaxLength(BreachNotice.LongestArticle);
        builder.Property(b => b.Facts).HasMaxLength(BreachNotice.LongestText);
        builder.Property(b => b.Answer).HasMaxLength(BreachNotice.LongestText);
        builder.Property(b => b.ClosingReason).HasMaxLength(BreachNotice.LongestText);
        builder.Property(b => b.NotifiedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(b => b.ClosedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(b => b.State).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(b => b.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
