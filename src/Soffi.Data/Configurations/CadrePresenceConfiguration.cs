using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class CadrePresenceConfiguration : IEntityTypeConfiguration<CadrePresence>
{
    public void Configure(EntityTypeBuilder<CadrePresence> builder)
    {
        builder.ToTable("CadrePresences");
        builder.HasKey(p => new { p.DeclarationId, p.Cadre, p.UserId });
        builder.Property(p => p.Cadre).HasMaxLength(Lengths.CodePart);
        builder.Property(p => p.UserName).HasMaxLength(2 * Lengths.Name);
        builder.HasOne<Declaration>().WithMany().HasForeignKey(p => p.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
