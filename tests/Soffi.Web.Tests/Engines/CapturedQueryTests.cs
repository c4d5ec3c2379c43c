using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Data;

namespace Soffi.Web.Tests.Engines;

/// <summary>Every query of the repositories, as SQL Server would receive it.</summary>
public sealed class CapturedQueryTests
{
    private static readonly Dictionary<string, Func<SoffiDbContext, Task>> Queries = new()
    {
        ["DeclarationRepository.Load"] = c => Sample.Repository(c).Load(Guid.NewGuid()),
        ["DeclarationRepository.Change"] = c => Sample.Repository(c).Change(Guid.NewGuid(), 3, Edit),
        ["DeclarationRepository.Type"] = c => Sample.Repository(c).Type(Opened(), 0, Edit),
        ["DeclarationRepository.Rehearse"] = c => Sample.Repository(c).Rehearse(Opened(), Edit),
        ["DeclarationRepository.LatestSubmission"] = c => Sample.Repository(c).LatestSubmission(Guid.NewGuid()),
        ["DeclarationRepository.PreviousValues"] = c => Sample.Repository(c).PreviousValues(1, StatementKind.Esf, 2025),
        ["DeclarationRepository.ChangesSince"] = c => Sample.Repository(c).ChangesSince(Guid.NewGuid(), 3),
        ["DeclarationRepository.Add"] = AddBoth,
        ["AuditTrail.Add"] = c =>
        {
            new AuditTrail(c).Add(Entry());
            return c.SaveChangesAsync();
        },
        ["AuditTrail.Read"] = c => new AuditTrail(c).Read(
            new AuditFilter(Sample.Now, Sample.Now, Guid.NewGuid(), 1, AuditAction.CellsSaved, "declaration", "1"), 2, 20),
        ["AuditTrail.All"] = async c => await new AuditTrail(c).All(
            new AuditFilter(ActorId: Guid.NewGuid(), OnBehalf: true, Result: "refus", Words: "100 %")).GetAsyncEnumerator().MoveNextAsync(),
        ["AuditTrail.About"] = c => new AuditTrail(c).About("declaration", "1", [AuditAction.DocumentAdded, AuditAction.DocumentRead], 20),
        ["NavigationTrail.Write"] = c => Navigation(c).Write([new NavigationTrace { At = Sample.Now, UserId = Guid.NewGuid(), Method = "GET", Route = "/", Status = 200 }]),
        ["NavigationTrail.Seal"] = c => Navigation(c).Seal(),
        ["NavigationTrail.Verify"] = c => Navigation(c).Verify(),
        ["NavigationTrail.Purge"] = c => Navigation(c).Purge(Sample.Now),
        ["DocumentContents.Add"] = async c =>
        {
            await using var transaction = await c.Database.BeginTransactionAsync();
            await Contents(c).Add(new MemoryStream(new byte[DocumentContents.PartBytes + 1]));
        },
        ["DocumentContents.Open"] = async c => await Contents(c).Open(Guid.NewGuid()).CopyToAsync(Stream.Null),
        ["DocumentContents.RemoveUnused"] = c => Contents(c).RemoveUnused(Guid.NewGuid()),
        ["DocumentContents.NotAnalysed"] = c => Contents(c).NotAnalysed(10),
        ["AuditSealer.Seal"] = c => new AuditSealer(c, new FakeTimeProvider(Sample.Now)).Seal(),
        ["AuditSealer.Verify"] = c => new AuditSealer(c, new FakeTimeProvider(Sample.Now)).Verify(),
    };

    public static TheoryData<string> Names => [.. Queries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Query_is_sound_and_portable_tsql(string name)
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open())
        {
            try
            {
                await Queries[name](context);
            }
            catch (Exception e) when (captured.Commands.Count > 0 && e is not Xunit.Sdk.XunitException)
            {
                // The made-up rows do not fit together: what matters is the text already captured.
            }
        }

        Assert.NotEmpty(captured.Commands);
        Assert.All(captured.Commands, sql => Assert.Empty(TSql.Faults(sql)));
    }

    [Fact]
    public void Every_public_query_of_the_data_layer_is_captured()
    {
        var expected = new[] { typeof(DeclarationRepository), typeof(AuditTrail), typeof(AuditSealer), typeof(NavigationTrail), typeof(DocumentContents) }
            .SelectMany(t => t.GetMethods().Where(m => m.DeclaringType == t && !m.IsStatic && m.Name is not (nameof(AuditTrail.SeenBy) or nameof(AuditTrail.ActsFor))).Select(m => $"{t.Name}.{m.Name}")).Distinct();

        Assert.Equal(expected.Order(StringComparer.Ordinal), Queries.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Change_captures_reading_and_writing()
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open())
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Sample.Repository(context).Change(Guid.NewGuid(), 3, Edit));
        }

        var all = string.Join('\n', captured.Commands);
        Assert.Contains("[DeclarationCells]", all, StringComparison.Ordinal);
        Assert.Contains("UPDATE [Declarations]", all, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO [AuditEntries]", all, StringComparison.Ordinal);
        Assert.Contains("[Revision] = @", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Type_writes_only_what_was_typed()
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open())
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Sample.Repository(context).Type(Opened(), 1, Edit));
        }

        var all = string.Join('\n', captured.Commands);
        Assert.DoesNotContain("FROM [DeclarationCells]", all, StringComparison.Ordinal);
        Assert.Contains("UPDATE [Declarations]", all, StringComparison.Ordinal);
        Assert.Contains("[Revision] = @", all, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO [AuditEntries]", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_rows_go_to_the_server_together()
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open())
        {
            // This server says that one row was written, whatever was asked: the save is refused and tried again.
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Sample.Repository(context).Type(Opened(), 1, Edit));
        }

        var first = captured.Commands[0];
        Assert.Equal(1, Count(first, "INSERT INTO [AuditEntries]"));
        Assert.Equal(1, Count(first, "UPDATE [Declarations] SET"));
        Assert.Equal(1, Count(first, "INSERT INTO [CellChanges]")); // Two rows in one statement.
        Assert.Equal(1, Count(first, "UPDATE [DeclarationCells] SET"));
        Assert.Equal(1, Count(first, "INSERT INTO [DeclarationCells]"));
        Assert.All(captured.Commands, sql => Assert.Empty(TSql.Faults(sql)));
    }

    [Fact]
    public async Task Typed_rows_go_one_by_one_to_a_server_that_takes_one()
    {
        var captured = new CapturedTSql();
        await using (var context = captured.Open(maxBatchSize: 1))
        {
            await Sample.Repository(context).Type(Opened(), 1, Edit);
        }

        Assert.Equal(6, captured.Commands.Count);
        Assert.All(captured.Commands, sql => Assert.DoesNotContain(';', sql));
        Assert.All(captured.Commands, sql => Assert.Empty(TSql.Faults(sql)));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>At revision 1, which the captured server answers too.</summary>
    private static LoadedDeclaration Opened()
    {
        var declaration = new Declaration(1, 1, 1, Sample.Now);
        declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 5m)), Sample.Claire, Sample.Now);
        return new LoadedDeclaration(
            declaration, new Operator("AKTO", "AKTO", OperatorType.Opco, "000100008"), new Campaign(StatementKind.Esf, 2025, Sample.Now, Sample.Now.AddDays(90)),
            new FormVersion(StatementKind.Esf, OperatorType.Opco, 2025, 1, "État statistique et financier", "{}", new string('a', 64), Sample.Now));
    }

    private static int Edit(LoadedDeclaration loaded, AuditTrail trail)
    {
        loaded.Declaration.SaveCells(
            Sample.Save(loaded.Declaration.Revision, ("B2.010.ALT", 1m), ("B2.020.ALT", 2m)), Sample.Claire, Sample.Now);
        trail.Add(Entry());
        return 0;
    }

    private static Task AddBoth(SoffiDbContext context)
    {
        var declaration = new Declaration(1, 1, 1, Sample.Now);
        declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 1m), ("B2.020.ALT", 2m)), Sample.Claire, Sample.Now);
        Sample.Repository(context).Add(declaration);
        Sample.Repository(context).Add(new Submission(
            declaration, 1, "ESF-2025-AKTO-1-ABCDEF", new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"), "{}", new string('a', 64),
            declaration.Values(), Sample.Now));
        return context.SaveChangesAsync();
    }

    private static NavigationTrail Navigation(SoffiDbContext context) => new(context, new FakeTimeProvider(Sample.Now));

    private static DocumentContents Contents(SoffiDbContext context) => new(context, new FakeTimeProvider(Sample.Now));

    private static AuditEntry Entry() =>
        new(Sample.Now, null, AuditEntry.System, AuditAction.CellsSaved, "declaration", "1", 1, "{}");
}
