using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class CadreWithoutObjectConfiguration : IEntityTypeConfiguration<CadreWithoutObject>
{
    public void Configure(EntityTypeBuilder<CadreWithoutObject> builder)
    {
        builder.ToTable("CadresWithoutObject");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Cadre).HasMaxLength(Lengths.CodePart);
        builder.Property(c => c.Reason).HasMaxLength(CadreWithoutObject.MaxLength);
        builder.Property(c => c.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(c => new { c.DeclarationId, c.Cadre }).IsUnique();
    }
}
