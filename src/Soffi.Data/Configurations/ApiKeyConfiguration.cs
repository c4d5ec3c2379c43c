using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;

namespace Soffi.Data.Configurations;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("ApiKeys");
        builder.Property(k => k.PublicId).HasMaxLength(ApiKey.PublicLength);
        builder.Property(k => k.SecretSha256).HasMaxLength(Lengths.Sha256);
        builder.Property(k => k.Name).HasMaxLength(ApiKey.LongestName);
        builder.Property(k => k.Contact).HasMaxLength(Lengths.Email);
        builder.Property(k => k.Perimeter).HasMaxLength(Lengths.CodePart);
        builder.Property(k => k.Families).HasMaxLength(ApiKey.LongestFamilies);
        builder.Property(k => k.CreatedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(k => k.RevokedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(k => k.RevocationReason).HasMaxLength(ApiKey.LongestReason);
        builder.HasIndex(k => k.PublicId).IsUnique();
    }
}
