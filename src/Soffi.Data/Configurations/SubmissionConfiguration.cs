using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("Submissions");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.ReceiptNumber).HasMaxLength(60);
        builder.Property(s => s.SignatoryName).HasMaxLength(2 * Lengths.Name);
        builder.Property(s => s.SignatoryFunction).HasMaxLength(Lengths.Name);
        builder.Property(s => s.Sha256).HasMaxLength(Lengths.Sha256);
        builder.HasOne<Declaration>().WithMany().HasForeignKey(s => s.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Operator>().WithMany().HasForeignKey(s => s.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(s => s.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FormVersion>().WithMany().HasForeignKey(s => s.FormVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Cells).WithOne().HasForeignKey(c => c.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.ReceiptNumber).IsUnique();
        builder.HasIndex(s => new { s.DeclarationId, s.Number }).IsUnique();
        builder.HasIndex(s => new { s.CampaignId, s.IsLatest });
    }
}
