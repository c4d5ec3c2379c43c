using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Maintenance;

namespace Soffi.Data.Configurations;

internal sealed class MaintenanceWindowConfiguration : IEntityTypeConfiguration<MaintenanceWindow>
{
    public void Configure(EntityTypeBuilder<MaintenanceWindow> builder)
    {
        builder.ToTable("MaintenanceWindows");
        builder.Property(w => w.Reason).HasMaxLength(Lengths.Announcement);
        builder.Property(w => w.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(w => w.EndedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(w => w.EndsAt).IsConcurrencyToken();
        builder.HasIndex(w => w.EndsAt);
    }
}
