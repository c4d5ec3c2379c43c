using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;

namespace Soffi.Data.Configurations;

internal sealed class OutgoingMessageConfiguration : IEntityTypeConfiguration<OutgoingMessage>
{
    public void Configure(EntityTypeBuilder<OutgoingMessage> builder)
    {
        builder.ToTable("OutgoingMessages");
        builder.Property(m => m.Key).HasMaxLength(200);
        builder.Property(m => m.To).HasMaxLength(Lengths.Email);
        builder.Property(m => m.Subject).HasMaxLength(300);
        builder.Property(m => m.LastError).HasMaxLength(300);
        builder.Property(m => m.Attempts).IsConcurrencyToken();
        builder.HasIndex(m => m.Key).IsUnique();
        builder.HasIndex(m => m.DueAt).HasFilter("SentAt IS NULL");
    }
}
