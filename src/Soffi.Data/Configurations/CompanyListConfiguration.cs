using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Statistics;

namespace Soffi.Data.Configurations;

internal sealed class CompanyListConfiguration : IEntityTypeConfiguration<CompanyList>
{
    public void Configure(EntityTypeBuilder<CompanyList> builder)
    {
        builder.ToTable("CompanyLists");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.FileName).HasMaxLength(CompanyList.LongestFileName);
        builder.Property(l => l.Sha256).HasMaxLength(Lengths.Sha256);
        builder.Property(l => l.RecordedByName).HasMaxLength(2 * Lengths.Name);
        builder.HasMany(l => l.Operators).WithOne().HasForeignKey(o => o.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.Overlaps).WithOne().HasForeignKey(o => o.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.Exercise, l.Number }).IsUnique();
    }
}

internal sealed class CompanyListOperatorConfiguration : IEntityTypeConfiguration<CompanyListOperator>
{
    public void Configure(EntityTypeBuilder<CompanyListOperator> builder)
    {
        builder.ToTable("CompanyListOperators");
        builder.HasKey(o => new { o.ListId, o.OperatorCode });
        builder.Property(o => o.OperatorCode).HasMaxLength(Lengths.CodePart);
    }
}

internal sealed class CompanyOverlapConfiguration : IEntityTypeConfiguration<CompanyOverlap>
{
    public void Configure(EntityTypeBuilder<CompanyOverlap> builder)
    {
        builder.ToTable("CompanyOverlaps");
        builder.HasKey(o => new { o.ListId, o.Siren });
        builder.Property(o => o.Siren).HasMaxLength(9);
        builder.Property(o => o.OperatorCodes).HasMaxLength(1_000);
    }
}
