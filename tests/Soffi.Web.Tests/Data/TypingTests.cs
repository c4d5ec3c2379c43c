using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

/// <summary>Cells typed on a statement kept in memory: what is kept is never believed without the database.</summary>
public sealed class TypingTests
{
    private static readonly CellCode Second = Sample.Cell("B2.020.ALT");

    [Fact]
    public async Task Type_saves_cells_history_and_journal_together()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var process = new StandingStatements();

        await Type(database, process, id, Sample.Claire, Sample.Save(0, ("B2.010.ALT", 1234.56m), ("B2.020.ALT", 5m)));
        await Type(database, process, id, Sample.Claire, Erase(1, Second));
        await Type(database, process, id, Sample.Marc, Sample.Save(2, ("B2.010.ALT", 7m)));

        foreach (var reader in new[] { process, new StandingStatements() })
        {
            await using var context = database.Open();
            var declaration = (await Sample.Repository(context, reader).Load(id))!.Declaration;
            Assert.Equal(3, declaration.Revision);
            Assert.Equal(DeclarationStatus.InProgress, declaration.Status);
            Assert.Equal(CellValue.Of(7), Assert.Single(declaration.Values()).Value);
            Assert.Equal(4, (await Sample.Repository(context).ChangesSince(id, 0)).Count);
            Assert.Equal(3, (await new AuditTrail(context).Read(new AuditFilter(Action: AuditAction.CellsSaved), 1, 10)).Total);
        }
    }

    [Fact]
    public async Task Type_leaves_what_others_are_reading_as_it_was()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var process = new StandingStatements();
        await Type(database, process, id, Sample.Claire, Sample.Save(0, ("B2.010.ALT", 1m), ("B2.020.ALT", 2m)));
        await using var context = database.Open();
        var read = (await Sample.Repository(context, process).Load(id))!.Declaration;

        await Type(database, process, id, Sample.Marc, Sample.Save(1, ("B2.010.ALT", 9m)));
        await Type(database, process, id, Sample.Marc, Erase(2, Second));

        Assert.Equal(1, read.Revision);
        Assert.Equal([1m, 2m], read.Values().OrderBy(v => v.Key).Select(v => v.Value.Number));
    }

    [Fact]
    public async Task Load_after_another_process_saved_reads_what_stands()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var here = new StandingStatements();
        using var elsewhere = new StandingStatements();
        await Type(database, here, id, Sample.Claire, Sample.Save(0, ("B2.010.ALT", 1m)));
        await Type(database, elsewhere, id, Sample.Marc, Sample.Save(1, ("B2.020.ALT", 2m)));

        await using var context = database.Open();
        var declaration = (await Sample.Repository(context, here).Load(id))!.Declaration;

        Assert.Equal(2, declaration.Revision);
        Assert.Equal([1m, 2m], declaration.Values().OrderBy(v => v.Key).Select(v => v.Value.Number));
    }

    [Fact]
    public async Task Type_on_a_statement_opened_before_somebody_else_saved_is_a_conflict()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var process = new StandingStatements();
        await using var context = database.Open();
        var repository = Sample.Repository(context, process);
        var opened = (await repository.Load(id))!;
        await Type(database, new StandingStatements(), id, Sample.Marc, Sample.Save(0, ("B2.010.ALT", 7m)));

        var outcome = await repository.Type(opened, 0, (loaded, _) =>
            loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 9m), ("B2.020.ALT", 10m)), Sample.Claire, Sample.Now));

        Assert.Equal(Second, Assert.Single(outcome!.Saved).Code);
        Assert.Equal(("Marc Bernard", CellValue.Of(7)), (outcome.Conflicts[0].OtherAuthor, outcome.Conflicts[0].Standing));
        Assert.Equal(2, (await repository.Load(id))!.Declaration.Revision);
    }

    [Fact]
    public async Task Type_by_many_at_once_loses_nothing()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var here = new StandingStatements();
        using var elsewhere = new StandingStatements();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() =>
            Type(database, n % 3 == 0 ? elsewhere : here, id, n % 2 == 0 ? Sample.Claire : Sample.Marc, Sample.Save(0, ($"B2.{n:000}.ALT", n))))));

        await using var context = database.Open();
        var declaration = (await Sample.Repository(context, here).Load(id))!.Declaration;
        Assert.Equal((16, 16), (declaration.Revision, declaration.Cells.Count));
        Assert.Equal(16, (await new AuditTrail(context).Read(new AuditFilter(Action: AuditAction.CellsSaved), 1, 50)).Total);
        Assert.Equal(declaration.Values().OrderBy(v => v.Key), (await Sample.Repository(context).Load(id))!.Declaration.Values().OrderBy(v => v.Key));
    }

    [Fact]
    public async Task Type_when_the_act_fails_keeps_nothing()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var process = new StandingStatements();
        await using var context = database.Open();
        var repository = Sample.Repository(context, process);
        var opened = (await repository.Load(id))!;

        await Assert.ThrowsAsync<InvalidOperationException>(() => repository.Type<int>(opened, 0, (loaded, _) =>
        {
            loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 9m)), Sample.Claire, Sample.Now);
            throw new InvalidOperationException("essai");
        }));

        Assert.Equal(0, (await repository.Load(id))!.Declaration.Revision);
        Assert.Empty((await repository.Load(id))!.Declaration.Cells);
    }

    [Fact]
    public async Task Type_by_many_who_opened_the_same_page_never_reads_the_statement_again()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        using var process = new StandingStatements();
        var readings = new Readings();
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            var context = database.Open(more => more.AddInterceptors(readings));
            var repository = Sample.Repository(context, process);
            return (Context: context, Repository: repository, Statement: (await repository.Load(id))!);
        }));
        readings.Count = 0;

        await Task.WhenAll(opened.Select((o, n) => Task.Run(() => o.Repository.Type(
            o.Statement, 0, (loaded, _) => loaded.Declaration.SaveCells(Sample.Save(0, ($"B2.{n:000}.ALT", n)), Sample.Claire, Sample.Now)))));

        Assert.Equal(0, readings.Count);
        Assert.Equal(16, process.Find(id, 16)!.Revision);
        foreach (var (context, _, _) in opened)
        {
            await context.DisposeAsync();
        }
    }

    private static CellSave Erase(int revision, CellCode code) =>
        new(new Dictionary<CellCode, CellValue> { [code] = CellValue.Blank }, revision, new HashSet<CellCode>());

    private static async Task<SaveOutcome?> Type(TestDatabase database, StandingStatements process, Guid id, Actor author, CellSave save)
    {
        await using var context = database.Open();
        var repository = Sample.Repository(context, process);
        var opened = (await repository.Load(id))!;
        return await repository.Type(opened, save.BaseRevision, (loaded, trail) =>
        {
            trail.Add(new AuditEntry(Sample.Now, author.UserId, author.DisplayName, AuditAction.CellsSaved, "declaration", id.ToString(), null, "{}"));
            return loaded.Declaration.SaveCells(save, author, Sample.Now);
        });
    }

    /// <summary>Counts the readings of the cells of statements.</summary>
    private sealed class Readings : DbCommandInterceptor
    {
        private int _count;

        public int Count { get => _count; set => _count = value; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("SELECT", StringComparison.Ordinal) && command.CommandText.Contains("FROM \"DeclarationCells\"", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _count);
            }

            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
