using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class FormalNoticeConfiguration : IEntityTypeConfiguration<FormalNotice>
{
    private const int LongestNumber = 60;

    public void Configure(EntityTypeBuilder<FormalNotice> builder)
    {
        builder.ToTable("FormalNotices");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Number).HasMaxLength(LongestNumber);
        builder.Property(n => n.Proposal).HasMaxLength(FormalNotice.LongestText);
        builder.Property(n => n.Reason).HasMaxLength(FormalNotice.LongestText);
        builder.Property(n => n.ClosingText).HasMaxLength(FormalNotice.LongestText);
        builder.Property(n => n.ReceivedHow).HasMaxLength(3 * Lengths.Name);
        foreach (var name in new[] { nameof(FormalNotice.ProposedBy), nameof(FormalNotice.PreparedBy), nameof(FormalNotice.IssuedBy), nameof(FormalNotice.ClosedBy) })
        {
            builder.Property(name).HasMaxLength(2 * Lengths.Name);
        }

        builder.Property(n => n.Revision).IsConcurrencyToken();
        builder.HasOne<Declaration>().WithMany().HasForeignKey(n => n.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Operator>().WithMany().HasForeignKey(n => n.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(n => n.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(n => n.Observations).WithOne().HasForeignKey(o => o.NoticeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.Number).IsUnique();

        // Two agents who write one at the same time write one.
        builder.HasIndex(n => n.DeclarationId).IsUnique().HasFilter("ClosedAt IS NULL");
    }
}

internal sealed class NoticeObservationConfiguration : IEntityTypeConfiguration<NoticeObservation>
{
    public void Configure(EntityTypeBuilder<NoticeObservation> builder)
    {
        builder.ToTable("NoticeObservations");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Text).HasMaxLength(FormalNotice.LongestText);
        builder.Property(o => o.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(o => o.FileName).HasMaxLength(DocumentName.MaxLength);
        builder.Property(o => o.Sha256).HasMaxLength(Lengths.Sha256);
        builder.Ignore(o => o.File);
        builder.HasOne<DocumentContent>().WithMany().HasForeignKey(o => o.ContentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NoticeFileConfiguration : IEntityTypeConfiguration<NoticeFileRow>
{
    public void Configure(EntityTypeBuilder<NoticeFileRow> builder)
    {
        builder.ToTable("NoticeFiles");
        builder.HasKey(f => f.NoticeId);
        builder.Property(f => f.NoticeId).ValueGeneratedNever();
        builder.Property(f => f.Sha256).HasMaxLength(Lengths.Sha256);
        builder.HasOne<FormalNotice>().WithOne().HasForeignKey<NoticeFileRow>(f => f.NoticeId).OnDelete(DeleteBehavior.Restrict);
    }
}
