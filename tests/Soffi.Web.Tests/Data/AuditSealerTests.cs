using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

/// <summary>The journal is tampered with as an intruder would: by raw SQL, behind the application.</summary>
public sealed class AuditSealerTests
{
    private static readonly FakeTimeProvider Clock = new(Sample.Now.AddHours(1));

    [Fact]
    public async Task Verify_of_an_untouched_journal_finds_no_fault()
    {
        await using var database = await Sealed(6);
        await Write(database, 2);

        var verification = await Verify(database);

        Assert.Null(verification.Fault);
        Assert.Equal((6, 3), (verification.Sealed, verification.Pending)); // 2 entries and that of the seal itself
    }

    [Fact]
    public async Task Seal_follows_the_segment_before_and_stops_when_nothing_happened()
    {
        await using var database = await Sealed(3);
        await Write(database, 4);
        await Seal(database);
        Assert.Null(await Seal(database));

        await using var context = database.Open();
        var segments = await context.AuditSegments.OrderBy(s => s.Id).ToListAsync();
        Assert.Equal(2, segments.Count);
        Assert.Equal(AuditSealing.Genesis, segments[0].PreviousDigest);
        Assert.Equal(segments[0].Digest, segments[1].PreviousDigest);
        Assert.Equal(5, segments[1].Count);
        Assert.Null((await Verify(database)).Fault);
    }

    [SkippableTheory]
    [InlineData("UPDATE AuditEntries SET Result = 'refus' WHERE Id = 3", AuditFaultKind.Altered, 3L)]
    [InlineData("UPDATE AuditEntries SET At = At + 1 WHERE Id = 4", AuditFaultKind.Altered, 4L)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 2", AuditFaultKind.Deleted, 2L)]
    [InlineData("DELETE FROM AuditEntries WHERE Id >= 5", AuditFaultKind.Deleted, 5L)]
    [InlineData("UPDATE AuditEntries SET Id = 99 WHERE Id = 3; UPDATE AuditEntries SET Id = 3 WHERE Id = 5; UPDATE AuditEntries SET Id = 5 WHERE Id = 99", AuditFaultKind.Reordered, 3L)]
    [InlineData("UPDATE AuditSegments SET Digest = PreviousDigest", AuditFaultKind.BrokenSeal, 1L)]
    [InlineData("UPDATE AuditSegments SET Leaves = zeroblob(length(Leaves))", AuditFaultKind.BrokenSeal, 1L)]
    public async Task Verify_after_tampering_names_the_first_faulty_entry(string sql, AuditFaultKind kind, long id)
    {
        await using var database = await Sealed(6);
        Skip(database);
        await Tamper(database, sql);

        var fault = (await Verify(database)).Fault;

        Assert.Equal((kind, id), (fault!.Kind, fault.EntryId));
        Assert.Contains(id.ToString(System.Globalization.CultureInfo.InvariantCulture), fault.Sentence, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Verify_after_an_insertion_names_the_inserted_entry()
    {
        await using var database = await TestDatabase.Create();
        Skip(database);
        await Write(database, 6);
        await Tamper(database, "DELETE FROM AuditEntries WHERE Id = 3"); // A gap, as an undone transaction leaves on SQL Server.
        await Seal(database);
        Assert.Null((await Verify(database)).Fault);

        await Tamper(
            database,
            """
            INSERT INTO AuditEntries (Id, At, ActorName, Action, ObjectType, ObjectId, DetailsJson, Result)
            SELECT 3, At, 'Intrus', Action, ObjectType, ObjectId, DetailsJson, Result FROM AuditEntries WHERE Id = 2
            """);

        var fault = (await Verify(database)).Fault;
        Assert.Equal((AuditFaultKind.Inserted, 3L), (fault!.Kind, fault.EntryId));
    }

    [Fact]
    public async Task Verify_after_a_segment_was_removed_finds_the_chain_broken()
    {
        await using var database = await Sealed(3);
        await Write(database, 2);
        await Seal(database);
        await Tamper(database, "DELETE FROM AuditSegments WHERE FirstEntryId = 1");

        Assert.Equal(AuditFaultKind.BrokenSeal, (await Verify(database)).Fault!.Kind);
    }

    /// <summary>The texts of tampering are written for SQLite; the sealing they test is the same code on both engines.</summary>
    private static void Skip(TestDatabase database) =>
        Xunit.Skip.If(database.Provider != DatabaseProvider.Sqlite, "Raw SQL for SQLite.");

    private static async Task<TestDatabase> Sealed(int entries)
    {
        var database = await TestDatabase.Create();
        await Write(database, entries);
        await Seal(database);
        return database;
    }

    private static async Task Write(TestDatabase database, int entries)
    {
        await using var context = database.Open();
        var trail = new AuditTrail(context);
        for (var i = 0; i < entries; i++)
        {
            trail.Add(new AuditEntry(
                Sample.Now.AddSeconds(i), Sample.Claire.UserId, "Claire Martin", AuditAction.CellsSaved, "declaration", $"objet-{i}", 1,
                """{"cellules":["B2.010.ALT"]}"""));
            await context.SaveChangesAsync();
        }
    }

    private static async Task<string?> Seal(TestDatabase database)
    {
        await using var context = database.Open();
        return await new AuditSealer(context, Clock).Seal();
    }

    private static async Task<AuditVerification> Verify(TestDatabase database)
    {
        await using var context = database.Open();
        return await new AuditSealer(context, Clock).Verify();
    }

    private static async Task Tamper(TestDatabase database, string sql)
    {
        await using var context = database.Open();
        await context.Database.ExecuteSqlRawAsync(sql);
    }
}
