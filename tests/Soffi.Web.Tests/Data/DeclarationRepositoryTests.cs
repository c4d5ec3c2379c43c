using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

public sealed class DeclarationRepositoryTests
{
    [Fact]
    public async Task Change_saves_cells_history_and_journal_together()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);

        var saved = await Save(database, id, Sample.Claire, Sample.Save(0, ("B2.010.ALT", 1234.56m), ("B2.020.ALT", 0m)));

        Assert.Equal(2, saved!.Saved.Count);
        await using var context = database.Open();
        var loaded = await Sample.Repository(context).Load(id);
        Assert.Equal(1, loaded!.Declaration.Revision);
        Assert.Equal(DeclarationStatus.InProgress, loaded.Declaration.Status);
        Assert.Equal(CellValue.Of(1234.56m), loaded.Declaration.Values()[Sample.Cell("B2.010.ALT")]);
        Assert.Equal(CellValue.Of(0), loaded.Declaration.Values()[Sample.Cell("B2.020.ALT")]);
        Assert.Equal("AKTO", loaded.Operator.Code);
        Assert.Equal(2, (await Sample.Repository(context).ChangesSince(id, 0)).Count);
        Assert.Equal(AuditAction.CellsSaved, Assert.Single((await new AuditTrail(context).Read(new AuditFilter(), 1, 10)).Entries).Action);
    }

    [Fact]
    public async Task Change_erases_a_cell_and_replaces_an_explanation()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        await Save(database, id, Sample.Claire, Sample.Save(0, ("B2.010.ALT", 5m)));
        var finding = new Finding("P01", "P01", Severity.ToExplain, "Écart", "Écart de 5.", "", []);
        foreach (var text in new[] { "Première explication.", "Seconde explication." })
        {
            await using var writing = database.Open();
            await Sample.Repository(writing).Change(id, 0, (loaded, _) =>
                loaded.Declaration.Explain(finding, text, Sample.Claire, Sample.Now));
        }

        var erase = new CellSave(
            new Dictionary<CellCode, CellValue> { [Sample.Cell("B2.010.ALT")] = CellValue.Blank }, 3, new HashSet<CellCode>());
        await Save(database, id, Sample.Claire, erase);

        await using var context = database.Open();
        var loaded = await Sample.Repository(context).Load(id);
        Assert.Empty(loaded!.Declaration.Cells);
        Assert.Equal("Seconde explication.", Assert.Single(loaded.Declaration.Explanations).Text);
        Assert.Equal(4, loaded.Declaration.Revision);
    }

    [Fact]
    public async Task Change_when_overtaken_loads_again_and_repeats()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        var calls = 0;
        await using var context = database.Open();

        var outcome = await Sample.Repository(context).Change(id, 0, (loaded, _) =>
        {
            if (++calls == 1)
            {
                // Somebody else saves between the reading and the writing, the same new cell included.
                Save(database, id, Sample.Marc, Sample.Save(0, ("B2.010.ALT", 7m), ("B2.020.ALT", 8m))).GetAwaiter().GetResult();
            }

            return loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 9m), ("B2.030.ALT", 10m)), Sample.Claire, Sample.Now);
        });

        Assert.Equal(2, calls);
        Assert.Equal("B2.030.ALT", Assert.Single(outcome!.Saved).Code.ToString());
        var conflict = Assert.Single(outcome.Conflicts);
        Assert.Equal(("B2.010.ALT", CellValue.Of(7), "Marc Bernard"), (conflict.Code.ToString(), conflict.Standing, conflict.OtherAuthor));
        await using var reading = database.Open();
        var declaration = (await Sample.Repository(reading).Load(id))!.Declaration;
        Assert.Equal(2, declaration.Revision);
        Assert.Equal([7m, 8m, 10m], declaration.Values().OrderBy(v => v.Key).Select(v => v.Value.Number));
    }

    [Fact]
    public async Task Change_by_many_writers_at_once_loses_nothing()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
            Save(database, id, n % 2 == 0 ? Sample.Claire : Sample.Marc, Sample.Save(0, ($"B2.{n:000}.ALT", n))))));

        await using var context = database.Open();
        var declaration = (await Sample.Repository(context).Load(id))!.Declaration;
        Assert.Equal(8, declaration.Revision);
        Assert.Equal(8, declaration.Cells.Count);
        Assert.Equal(8, (await new AuditTrail(context).Read(new AuditFilter(Action: AuditAction.CellsSaved), 1, 50)).Total);
    }

    [Fact]
    public async Task Change_when_the_act_fails_writes_nothing()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        await using var context = database.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Sample.Repository(context).Change(id, 0, (loaded, trail) =>
        {
            loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 1m)), Sample.Claire, Sample.Now);
            trail.Add(Entry("declaration", id.ToString()));
            loaded.Declaration.Submit(Sample.Now);
            loaded.Declaration.Submit(Sample.Now);
            return 0;
        }));

        await using var reading = database.Open();
        Assert.Equal(0, (await Sample.Repository(reading).Load(id))!.Declaration.Revision);
        Assert.Equal(0, (await new AuditTrail(reading).Read(new AuditFilter(), 1, 10)).Total);
    }

    [Fact]
    public async Task Change_with_unsaved_changes_is_refused()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        await using var context = database.Open();
        new AuditTrail(context).Add(Entry("essai", "1"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Sample.Repository(context).Change(id, 0, (_, _) => 0));
    }

    [Fact]
    public async Task Load_of_an_unknown_statement_gives_null()
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();

        Assert.Null(await Sample.Repository(context).Load(Guid.NewGuid()));
        Assert.Null(await Sample.Repository(context).Change<object>(Guid.NewGuid(), 0, (_, _) => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task PreviousValues_gives_the_latest_submission_of_the_exercise_before()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database, exercise: 2024);
        int operatorId;
        await using (var context = database.Open())
        {
            var repository = Sample.Repository(context);
            operatorId = await repository.Change(id, 0, (loaded, _) =>
            {
                loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 12.5m)), Sample.Claire, Sample.Now);
                loaded.Declaration.Submit(Sample.Now);
                repository.Add(new Submission(
                    loaded.Declaration, 1, "ESF-2024-AKTO-1-ABCDEF", new SignedBy(Sample.Marc.UserId, "Marc Bernard", "Directeur"), "{}",
                    new string('b', 64), loaded.Declaration.Values(), Sample.Now));
                return loaded.Operator.Id;
            });
        }

        await using var reading = database.Open();
        var values = await Sample.Repository(reading).PreviousValues(operatorId, StatementKind.Esf, 2025);
        Assert.Equal(CellValue.Of(12.5m), values[Sample.Cell("B2.010.ALT")]);
        Assert.Empty(await Sample.Repository(reading).PreviousValues(operatorId, StatementKind.Esf, 2024));
        Assert.Empty(await Sample.Repository(reading).PreviousValues(operatorId, StatementKind.Csa, 2025));
        Assert.Single((await Sample.Repository(reading).LatestSubmission(id))!.Cells);
    }

    private static AuditEntry Entry(string type, string id) =>
        new(Sample.Now, Sample.Claire.UserId, Sample.Claire.DisplayName, AuditAction.CellsSaved, type, id, null, "{}");

    private static async Task<SaveOutcome?> Save(TestDatabase database, Guid id, Soffi.Domain.Access.Actor author, CellSave save)
    {
        await using var context = database.Open();
        return await Sample.Repository(context).Change(id, save.BaseRevision, (loaded, trail) =>
        {
            trail.Add(Entry("declaration", id.ToString()));
            return loaded.Declaration.SaveCells(save, author, Sample.Now);
        });
    }
}
