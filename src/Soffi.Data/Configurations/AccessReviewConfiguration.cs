using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class AccessReviewConfiguration : IEntityTypeConfiguration<AccessReview>
{
    public void Configure(EntityTypeBuilder<AccessReview> builder)
    {
        builder.ToTable("AccessReviews");
        builder.Property(r => r.ClosedAt).IsConcurrencyToken();
        builder.HasOne<Campaign>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);

        // One a campaign, whichever instance finds first that it has opened.
        builder.HasIndex(r => r.CampaignId).IsUnique();
    }
}
