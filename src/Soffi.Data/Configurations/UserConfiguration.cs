using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;

namespace Soffi.Data.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("Users");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Issuer).HasMaxLength(Lengths.Issuer);
        builder.Property(u => u.Subject).HasMaxLength(Lengths.Subject);
        builder.Property(u => u.Email).HasMaxLength(Lengths.Email);
        builder.Property(u => u.GivenName).HasMaxLength(Lengths.Name);
        builder.Property(u => u.FamilyName).HasMaxLength(Lengths.Name);
        builder.HasIndex(u => new { u.Issuer, u.Subject }).IsUnique();
        builder.HasIndex(u => u.Email).IsUnique();
    }
}
