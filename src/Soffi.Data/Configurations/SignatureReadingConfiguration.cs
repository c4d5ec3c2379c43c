using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class SignatureReadingConfiguration : IEntityTypeConfiguration<SignatureReading>
{
    public void Configure(EntityTypeBuilder<SignatureReading> builder)
    {
        builder.ToTable("SignatureReadings");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Fingerprint).HasMaxLength(Lengths.Sha256);
        builder.HasOne<Declaration>().WithMany().HasForeignKey(r => r.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.DeclarationId, r.UserId, r.Fingerprint }).IsUnique();
    }
}

internal sealed class ReceiptFileConfiguration : IEntityTypeConfiguration<ReceiptFile>
{
    public void Configure(EntityTypeBuilder<ReceiptFile> builder)
    {
        builder.ToTable("ReceiptFiles");
        builder.HasKey(r => r.SubmissionId);
        builder.Property(r => r.SubmissionId).ValueGeneratedNever();
        builder.Property(r => r.Sha256).HasMaxLength(Lengths.Sha256);
        builder.HasOne<Submission>().WithMany().HasForeignKey(r => r.SubmissionId).OnDelete(DeleteBehavior.Restrict);
    }
}
