using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;

namespace Soffi.Data.Configurations;

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("JobRuns");
        builder.HasKey(j => j.Name);
        builder.Property(j => j.Name).HasMaxLength(60);
        builder.Property(j => j.Outcome).HasMaxLength(500);
    }
}
