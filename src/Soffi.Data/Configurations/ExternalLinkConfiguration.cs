using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Links;

namespace Soffi.Data.Configurations;

internal sealed class ExternalLinkConfiguration : IEntityTypeConfiguration<ExternalLink>
{
    public void Configure(EntityTypeBuilder<ExternalLink> builder)
    {
        builder.ToTable("ExternalLinks");
        builder.Property(l => l.Title).HasMaxLength(ExternalLink.LongestTitle);
        builder.Property(l => l.Url).HasMaxLength(ExternalLink.LongestUrl);
        builder.Property(l => l.Description).HasMaxLength(ExternalLink.LongestDescription);
        builder.Property(l => l.AddedBy).HasMaxLength(2 * Lengths.Name);
    }
}
