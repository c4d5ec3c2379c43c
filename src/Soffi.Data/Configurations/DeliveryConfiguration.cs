using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    private const int Code = 40;

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Recipient).HasMaxLength(Code);
        builder.Property(d => d.RecipientName).HasMaxLength(Lengths.Name);
        builder.Property(d => d.LegalBasis).HasMaxLength(Lengths.Name);
        builder.Property(d => d.Reason).HasMaxLength(Delivery.LongestReason);
        builder.Property(d => d.OrderedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(d => d.CancelledBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(d => d.Fault).HasMaxLength(Lengths.Announcement);
        builder.Property(d => d.Address).HasMaxLength(Lengths.Email);
        builder.Property(d => d.BundleSha256).HasMaxLength(Lengths.Sha256);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.Ignore(d => d.MessageKey);
        builder.HasOne<Submission>().WithMany().HasForeignKey(d => d.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Declaration>().WithMany().HasForeignKey(d => d.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Operator>().WithMany().HasForeignKey(d => d.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.SubmissionId, d.Recipient, d.Copy }).IsUnique();
        builder.HasIndex(d => new { d.State, d.DueAt });
    }
}

internal sealed class RecipientAddressConfiguration : IEntityTypeConfiguration<RecipientAddress>
{
    public void Configure(EntityTypeBuilder<RecipientAddress> builder)
    {
        builder.ToTable("RecipientAddresses");
        builder.HasKey(a => a.Recipient);
        builder.Property(a => a.Recipient).HasMaxLength(40);
        builder.Property(a => a.Email).HasMaxLength(Lengths.Email);
        builder.Property(a => a.ChangedBy).HasMaxLength(2 * Lengths.Name);
    }
}

internal sealed class OutgoingAttachmentConfiguration : IEntityTypeConfiguration<OutgoingAttachment>
{
    public void Configure(EntityTypeBuilder<OutgoingAttachment> builder)
    {
        builder.ToTable("OutgoingAttachments");
        builder.Property(a => a.Name).HasMaxLength(300);
        builder.HasOne<OutgoingMessage>().WithMany(m => m.Attachments).HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}
