using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Data.Configurations;

internal sealed class StatSubmissionConfiguration : IEntityTypeConfiguration<StatSubmission>
{
    public void Configure(EntityTypeBuilder<StatSubmission> builder)
    {
        builder.ToTable("StatSubmissions");
        builder.HasKey(s => s.No);
        builder.Property(s => s.No).ValueGeneratedNever();
        builder.Property(s => s.RegionCode).HasMaxLength(2);
        builder.HasOne<Submission>().WithOne().HasForeignKey<StatSubmission>(s => s.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Operator>().WithMany().HasForeignKey(s => s.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.DeclarationId);
    }
}

internal sealed class StatFactConfiguration : IEntityTypeConfiguration<StatFactRow>
{
    public void Configure(EntityTypeBuilder<StatFactRow> builder)
    {
        builder.ToTable("StatFacts");

        // No foreign key to the submission: it would ask for an index of its own, half as large as the table.
        // In the order in which tables read: the rows of one exercise and one cell are one run of the file.
        builder.HasKey(f => new { f.Exercise, f.CellId, f.SubmissionNo });
        builder.Property(f => f.Exercise).ValueGeneratedNever();
        builder.Property(f => f.CellId).ValueGeneratedNever();
        builder.Property(f => f.SubmissionNo).ValueGeneratedNever();
        builder.Property(f => f.Kind).HasConversion<byte>();
    }
}

internal sealed class StatCellMemberConfiguration : IEntityTypeConfiguration<StatCellMember>
{
    public void Configure(EntityTypeBuilder<StatCellMember> builder)
    {
        builder.ToTable("StatCellMembers");
        builder.HasKey(m => new { m.Axis, m.CellId });
        builder.Property(m => m.Axis).HasMaxLength(40);
        builder.Property(m => m.CellId).ValueGeneratedNever();
        builder.Property(m => m.Member).HasMaxLength(Lengths.CodePart);
    }
}
