using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Campaigns;

namespace Soffi.Data.Configurations;

internal sealed class CampaignDocumentConfiguration : IEntityTypeConfiguration<CampaignDocument>
{
    public void Configure(EntityTypeBuilder<CampaignDocument> builder)
    {
        builder.ToTable("CampaignDocuments");
        builder.Property(d => d.Code).HasMaxLength(CampaignDocument.LongestCode);
        builder.Property(d => d.Label).HasMaxLength(CampaignDocument.LongestLabel);
        builder.Property(d => d.LegalBasis).HasMaxLength(CampaignDocument.LongestLegalBasis);
        builder.Property(d => d.Formats).HasMaxLength(CampaignDocument.LongestFormats);
        builder.HasIndex(d => new { d.CampaignId, d.OperatorType, d.Code }).IsUnique();
    }
}
