using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class DeclarationConfiguration : IEntityTypeConfiguration<Declaration>
{
    public void Configure(EntityTypeBuilder<Declaration> builder)
    {
        builder.ToTable("Declarations");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.HasOne<Operator>().WithMany().HasForeignKey(d => d.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(d => d.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FormVersion>().WithMany().HasForeignKey(d => d.FormVersionId).OnDelete(DeleteBehavior.Restrict);

        // ClientCascade: an erased cell or a replaced explanation leaves its table; the database itself cascades nothing.
        builder.HasMany(d => d.Cells).WithOne().HasForeignKey(c => c.DeclarationId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasMany(d => d.Explanations).WithOne().HasForeignKey(e => e.DeclarationId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasMany(d => d.CadresWithoutObject).WithOne().HasForeignKey(c => c.DeclarationId).OnDelete(DeleteBehavior.ClientCascade);
        builder.HasMany(d => d.Changes).WithOne().HasForeignKey(c => c.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(d => d.Reopenings).WithOne().HasForeignKey(r => r.DeclarationId).OnDelete(DeleteBehavior.Restrict);

        builder.HasMany(d => d.Decisions).WithOne().HasForeignKey(r => r.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(d => d.Waivers).WithOne().HasForeignKey(w => w.DeclarationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(d => d.AgentName).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(d => d.AgentId);

        // One statement per operator, exercise and form (F04): a campaign is one exercise of one kind, an operator has one form in it.
        builder.HasIndex(d => new { d.OperatorId, d.CampaignId }).IsUnique();
    }
}
