using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;

namespace Soffi.Data.Configurations;

internal sealed class ChangeStampConfiguration : IEntityTypeConfiguration<ChangeStamp>
{
    public void Configure(EntityTypeBuilder<ChangeStamp> builder)
    {
        builder.ToTable("ChangeStamps");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasData(new ChangeStamp { Id = ChangeStamp.Statistics }, new ChangeStamp { Id = ChangeStamp.People }, new ChangeStamp { Id = ChangeStamp.Frame });
    }
}
