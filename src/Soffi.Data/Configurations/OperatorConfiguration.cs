using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class OperatorConfiguration : IEntityTypeConfiguration<Operator>
{
    public void Configure(EntityTypeBuilder<Operator> builder)
    {
        builder.ToTable("Operators");
        builder.Property(o => o.Code).HasMaxLength(Lengths.CodePart);
        builder.Property(o => o.Name).HasMaxLength(Lengths.Name);
        builder.Property(o => o.Siren).HasMaxLength(9);
        builder.Property(o => o.RegionCode).HasMaxLength(2);
        builder.HasOne<Operator>().WithMany().HasForeignKey(o => o.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => o.Code).IsUnique();
    }
}
