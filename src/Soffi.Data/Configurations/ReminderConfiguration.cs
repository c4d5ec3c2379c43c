using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;

namespace Soffi.Data.Configurations;

internal sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("Reminders");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Key).HasMaxLength(Reminder.LongestKey);
        builder.Property(r => r.Missing).HasMaxLength(Reminder.LongestMissing);
        builder.Property(r => r.ActorName).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<Declaration>().WithMany().HasForeignKey(r => r.DeclarationId).OnDelete(DeleteBehavior.Restrict);

        // Whatever runs twice, a step leaves once.
        builder.HasIndex(r => new { r.DeclarationId, r.Key }).IsUnique();
    }
}
