using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Data.Engines;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

/// <summary>Builds the few rows a statement hangs on.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static readonly Actor Claire = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"), "Claire Martin", "claire@demo.example", []);

    public static readonly Actor Marc = new(Guid.Parse("0197a000-0000-7000-8000-000000000002"), "Marc Bernard", "marc@demo.example", []);

    public static CellCode Cell(string code) => CellCode.Parse(code);

    public static CellSave Save(int baseRevision, params (string Code, decimal Number)[] cells) => new(
        cells.ToDictionary(c => Cell(c.Code), c => CellValue.Of(c.Number)), baseRevision, new HashSet<CellCode>());

    /// <summary>An operator, a campaign, a form version and a statement to fill; the identifier of the statement.</summary>
    public static async Task<Guid> Declaration(TestDatabase database, string operatorCode = "AKTO", int exercise = 2025)
    {
        await using var context = database.Open();
        var body = context.Operators.SingleOrDefault(o => o.Code == operatorCode)
            ?? context.Add(new Operator(operatorCode, operatorCode, OperatorType.Opco, "000100008")).Entity;
        var campaign = context.Add(new Campaign(StatementKind.Esf, exercise, Now, Now.AddDays(90))).Entity;
        var form = context.Add(SmallDefinition.Version(StatementKind.Esf, OperatorType.Opco, exercise, 1, "État statistique et financier", Now)).Entity;
        await context.SaveChangesAsync();
        var declaration = new Declaration(body.Id, campaign.Id, form.Id, Now);
        context.Add(declaration);
        await context.SaveChangesAsync();
        return declaration.Id;
    }

    /// <param name="standing">Shared by the requests of one process; null for a process that knows nothing.</param>
    public static DeclarationRepository Repository(SoffiDbContext context, StandingStatements? standing = null) =>
        new(context, new AuditTrail(context), Forms(context), standing ?? new StandingStatements());

    /// <summary>The forms published in that database.</summary>
    public static FormCatalog Forms(SoffiDbContext context)
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => context.Reopen());
        return new FormCatalog(services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());
    }

    /// <summary>Another context on the same database, with the same interceptors.</summary>
    private static SoffiDbContext Reopen(this SoffiDbContext context) => context switch
    {
        SqliteSoffiDbContext => new SqliteSoffiDbContext((DbContextOptions<SqliteSoffiDbContext>)context.GetOptions()),
        _ => new SqlServerSoffiDbContext((DbContextOptions<SqlServerSoffiDbContext>)context.GetOptions()),
    };

    private static IDbContextOptions GetOptions(this SoffiDbContext context) => context.GetService<IDbContextOptions>();
}
