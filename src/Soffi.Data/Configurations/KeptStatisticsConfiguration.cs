using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Domain.Statistics;

namespace Soffi.Data.Configurations;

internal sealed class FrozenResultConfiguration : IEntityTypeConfiguration<FrozenResult>
{
    private static readonly string[] Withdrawal = [nameof(FrozenResult.WithdrawnAt), nameof(FrozenResult.WithdrawnBy), nameof(FrozenResult.WithdrawalReason)];

    public void Configure(EntityTypeBuilder<FrozenResult> builder)
    {
        builder.ToTable("FrozenResults");
        builder.Property(f => f.Code).HasMaxLength(FrozenResult.CodeLength);
        builder.Property(f => f.TableId).HasMaxLength(Lengths.CodePart);
        builder.Property(f => f.Sha256).HasMaxLength(Lengths.Sha256);
        builder.Property(f => f.ContentSha256).HasMaxLength(Lengths.Sha256);
        builder.Property(f => f.Title).HasMaxLength(FrozenResult.LongestTitle);
        builder.Property(f => f.Note).HasMaxLength(FrozenResult.LongestNote);
        builder.Property(f => f.Regions).HasMaxLength(100);
        builder.Property(f => f.AuthorName).HasMaxLength(2 * Lengths.Name);
        builder.Property(f => f.WithdrawnAt).IsConcurrencyToken();
        builder.Property(f => f.WithdrawnBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(f => f.WithdrawalReason).HasMaxLength(FrozenResult.LongestReason);
        builder.HasIndex(f => f.Code).IsUnique();
        builder.HasIndex(f => f.AuthorId);

        // Evidence: whatever the code tries, only the withdrawal is ever written over.
        foreach (var property in builder.Metadata.GetProperties().Where(p => !Withdrawal.Contains(p.Name) && !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}

internal sealed class SavedQueryConfiguration : IEntityTypeConfiguration<SavedQuery>
{
    public void Configure(EntityTypeBuilder<SavedQuery> builder)
    {
        builder.ToTable("SavedQueries");
        builder.Property(q => q.Name).HasMaxLength(SavedQuery.LongestName);
        builder.Property(q => q.Note).HasMaxLength(SavedQuery.LongestNote);
        builder.Property(q => q.OwnerName).HasMaxLength(2 * Lengths.Name);
        builder.Property(q => q.UpdatedBy).HasMaxLength(2 * Lengths.Name);
        builder.Property(q => q.Revision).IsConcurrencyToken();
        builder.HasIndex(q => q.OwnerId);
    }
}
