using Microsoft.EntityFrameworkCore;

namespace Soffi.Data.Engines;

/// <summary>The production engine.</summary>
public sealed class SqlServerSoffiDbContext(DbContextOptions<SqlServerSoffiDbContext> options) : SoffiDbContext(options)
{
    /// <summary>
    /// Codes, addresses and subjects are compared byte for byte, as SQLite does: under a case-insensitive collation two
    /// subjects of a provider could pass for one person.
    /// </summary>
    public const string Collation = "Latin1_General_100_BIN2";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAtMicrosecond>().HaveColumnType("datetimeoffset(6)");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        var compared = modelBuilder.Model.GetEntityTypes()
            .SelectMany(e => e.GetKeys().SelectMany(k => k.Properties).Concat(e.GetIndexes().SelectMany(i => i.Properties)))
            .Where(p => p.ClrType == typeof(string))
            .Distinct();
        foreach (var property in compared)
        {
            property.SetCollation(Collation);
        }
    }
}
