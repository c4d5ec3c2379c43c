using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;
using Soffi.Domain.Cgu;

namespace Soffi.Data.Configurations;

internal sealed class CguAcceptanceConfiguration : IEntityTypeConfiguration<CguAcceptance>
{
    public void Configure(EntityTypeBuilder<CguAcceptance> builder)
    {
        builder.ToTable("CguAcceptances");
        builder.Property(a => a.Issuer).HasMaxLength(Lengths.Issuer);
        builder.Property(a => a.Subject).HasMaxLength(Lengths.Subject);
        builder.Property(a => a.Number).HasMaxLength(20);
        builder.Property(a => a.Sha256).HasMaxLength(Lengths.Sha256);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CguVersion>().WithMany().HasForeignKey(a => a.CguVersionId).OnDelete(DeleteBehavior.Restrict);

        // A double click must not leave two pieces of evidence; who ended the agreement may accept the same text anew.
        builder.HasIndex(a => new { a.UserId, a.CguVersionId, a.Round }).IsUnique();
    }
}
