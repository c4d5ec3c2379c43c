using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

public sealed class StorageTests
{
    [Fact]
    public async Task Instants_come_back_in_utc_at_the_microsecond_and_sort_in_sql()
    {
        await using var database = await TestDatabase.Create();
        var first = new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567); // finer than a microsecond
        var second = new DateTimeOffset(2026, 10, 25, 2, 15, 0, TimeSpan.FromHours(1)); // later, though its clock reads earlier
        var before1970 = new DateTimeOffset(1965, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10);
        await using (var context = database.Open())
        {
            context.HeldPosts.AddRange(Post(second), Post(before1970), Post(first));
            await context.SaveChangesAsync();
        }

        await using var reading = database.Open();
        var read = await reading.HeldPosts.OrderBy(p => p.CreatedAt).Select(p => p.CreatedAt).ToListAsync();
        Assert.Equal([before1970, first.AddTicks(-7).ToUniversalTime(), second.ToUniversalTime()], read);
        Assert.All(read, at => Assert.Equal(TimeSpan.Zero, at.Offset));
        Assert.Equal(1, await reading.HeldPosts.CountAsync(p => p.CreatedAt > first));
        Assert.Equal(second, await reading.HeldPosts.MaxAsync(p => p.CreatedAt));
    }

    [Fact]
    public async Task Every_kind_of_cell_comes_back_as_typed()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        var values = new Dictionary<CellCode, CellValue>
        {
            [Sample.Cell("A.1.A")] = CellValue.Of(CellScale.Limit),
            [Sample.Cell("A.2.A")] = CellValue.Of(-0.0001m),
            [Sample.Cell("A.3.A")] = CellValue.Of(0m),
            [Sample.Cell("A.4.A")] = CellValue.OfText("Société « Œuvre & Cie », 12 €"),
            [Sample.Cell("A.5.A")] = CellValue.NotApplicable,
            [Sample.Cell("A.6.A")] = CellValue.Unreadable("12,3,4 ?"),
        };
        await using (var context = database.Open())
        {
            await Sample.Repository(context).Change(id, 0, (loaded, _) => loaded.Declaration.SaveCells(
                new CellSave(values, 0, new HashSet<CellCode>()), Sample.Claire, Sample.Now));
        }

        await using var reading = database.Open();
        var read = (await Sample.Repository(reading).Load(id))!.Declaration.Values();
        Assert.Equal(values.OrderBy(v => v.Key), read.OrderBy(v => v.Key));
    }

    [Fact]
    public async Task Sums_in_sql_are_exact()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        var numbers = Enumerable.Range(1, 100).Select(n => CellScale.Limit - (n * 0.0001m)).ToList();
        await using (var context = database.Open())
        {
            await Sample.Repository(context).Change(id, 0, (loaded, _) => loaded.Declaration.SaveCells(
                Sample.Save(0, [.. numbers.Select((n, i) => ($"A.{i}.A", n))]), Sample.Claire, Sample.Now));
        }

        await using var reading = database.Open();
        var sum = await reading.DeclarationCells.Where(c => c.DeclarationId == id).SumAsync(c => c.Number);
        Assert.Equal(numbers.Sum(), CellScale.FromStored(sum!.Value));
    }

    [Fact]
    public async Task Duplicates_are_recognised_by_number()
    {
        await using var database = await TestDatabase.Create();
        await using (var context = database.Open())
        {
            context.Add(new Operator("AKTO", "AKTO", OperatorType.Opco, "000100008"));
            context.Add(new Grant("a@b.example", Role.Administrator, Sample.Now));
            await context.SaveChangesAsync();
        }

        await Refused(database, c => c.Add(new Operator("AKTO", "Autre", OperatorType.Opco, "000200006")), duplicate: true);
        await Refused(database, c => c.Add(new Grant("A@B.example", Role.Administrator, Sample.Now)), duplicate: true);
        await Refused(
            database,
            c => c.Add(new CadrePresence { DeclarationId = Guid.NewGuid(), Cadre = "B2", UserId = Guid.NewGuid(), LastSeenAt = Sample.Now }),
            duplicate: false);
    }

    [Fact]
    public async Task A_subject_is_compared_byte_for_byte()
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();
        context.Add(new User("https://portail.example/", "abc", "abc@b.example", "A", "B", Sample.Now));
        context.Add(new User("https://portail.example/", "ABC", "autre@b.example", "A", "B", Sample.Now));
        await context.SaveChangesAsync();

        Assert.Equal("autre@b.example", (await context.Users.SingleAsync(u => u.Subject == "ABC")).Email);
    }

    [Fact]
    public async Task The_database_cascades_nothing()
    {
        await using var database = await TestDatabase.Create();
        var id = await Sample.Declaration(database);
        await using (var context = database.Open())
        {
            await Sample.Repository(context).Change(id, 0, (loaded, _) =>
                loaded.Declaration.SaveCells(Sample.Save(0, ("B2.010.ALT", 1m)), Sample.Claire, Sample.Now));
        }

        await using var deleting = database.Open();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => deleting.Declarations.Where(d => d.Id == id).ExecuteDeleteAsync());
    }

    private static async Task Refused(TestDatabase database, Action<SoffiDbContext> add, bool duplicate)
    {
        await using var context = database.Open();
        add(context);
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());
        Assert.Equal(duplicate, UniqueViolation.Is(error));
    }

    private static HeldPost Post(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at.Year < 1970 ? DateTimeOffset.UnixEpoch : at),
        CookieHash = new string('c', 64),
        Path = "/declarations",
        CreatedAt = at,
        ExpiresAt = at,
    };
}
