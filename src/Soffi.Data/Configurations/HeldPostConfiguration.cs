using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;

namespace Soffi.Data.Configurations;

internal sealed class HeldPostConfiguration : IEntityTypeConfiguration<HeldPost>
{
    public void Configure(EntityTypeBuilder<HeldPost> builder)
    {
        builder.ToTable("HeldPosts");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.CookieHash).HasMaxLength(Lengths.Sha256);
        builder.Property(p => p.Path).HasMaxLength(2000);
        builder.HasIndex(p => p.ExpiresAt);
    }
}
