using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class StatementProgressConfiguration : IEntityTypeConfiguration<StatementProgress>
{
    public void Configure(EntityTypeBuilder<StatementProgress> builder)
    {
        builder.ToTable("StatementProgress");
        builder.HasKey(s => s.DeclarationId);
        builder.Property(s => s.DeclarationId).ValueGeneratedNever();
        builder.Property(s => s.Stamp).HasMaxLength(Lengths.Sha256);
        builder.HasOne<Declaration>().WithOne().HasForeignKey<StatementProgress>(s => s.DeclarationId).OnDelete(DeleteBehavior.ClientCascade);
    }
}
