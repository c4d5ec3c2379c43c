using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Declarations;

namespace Soffi.Data.Configurations;

internal sealed class ReviewDecisionConfiguration : IEntityTypeConfiguration<ReviewDecision>
{
    public void Configure(EntityTypeBuilder<ReviewDecision> builder)
    {
        builder.ToTable("ReviewDecisions");
        builder.Property(d => d.About).HasMaxLength(ReviewDecision.LongestAbout);
        builder.Property(d => d.Text).HasMaxLength(DeclarationReopening.LongestReason);
        builder.Property(d => d.ActorName).HasMaxLength(2 * Lengths.Name);
        builder.HasIndex(d => new { d.DeclarationId, d.Revision }).IsUnique();
    }
}
