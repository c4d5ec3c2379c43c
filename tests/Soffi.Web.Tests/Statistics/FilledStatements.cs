using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Seed;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>
/// Submitted statements of every family for two exercises, in which every cell that may be typed is filled and the others are
/// computed by the domain: nothing that a published table reads is blank.
/// </summary>
internal static class FilledStatements
{
    public static readonly int[] Exercises = [2024, 2025];

    public static readonly (string Code, OperatorType Type, string? Region)[] Bodies =
    [
        ("AFDAS", OperatorType.Opco, null), ("AKTO", OperatorType.Opco, null), ("ATLAS", OperatorType.Opco, null), ("SANTE", OperatorType.Opco, null),
        ("TPARA", OperatorType.Atpro, "84"), ("TPBRE", OperatorType.Atpro, "53"), ("TPIDF", OperatorType.Atpro, "11"),
        ("AGEFICE", OperatorType.Faf, null), ("FIFPL", OperatorType.Faf, null), ("VIVEA", OperatorType.Faf, null),
    ];

    private static readonly Dictionary<OperatorType, string> Folders = new()
    {
        [OperatorType.Opco] = "OPCO",
        [OperatorType.Atpro] = "ATPRO",
        [OperatorType.Faf] = "FAF",
    };

    private static readonly ConcurrentDictionary<(int, OperatorType), FormDefinition> Known = new();

    public static FormDefinition Form(int exercise, OperatorType type) => Known.GetOrAdd(
        (exercise, type), f => FormReader.Read(FormFiles.FromFolder(StatisticsData.PathTo("src/Soffi.Web/Forms")), $"{f.Item1}/{Folders[f.Item2]}").Definition!);

    public static async Task Fill(SoffiDbContext context)
    {
        var bodies = Bodies.ToDictionary(b => b.Code, b => new Operator(b.Code, $"Organisme {b.Code}", b.Type, "900000001", b.Region));
        context.Operators.AddRange(bodies.Values);
        var campaigns = Exercises.ToDictionary(e => e, e => new Campaign(
            StatementKind.Esf, e, new DateTimeOffset(e + 1, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(e + 1, 5, 30, 22, 0, 0, TimeSpan.Zero)));
        context.Campaigns.AddRange(campaigns.Values);
        var forms = Exercises.SelectMany(e => Folders.Keys.Select(t => (Key: (e, t), Form: FormVersion.Of(Form(e, t).Header, StatisticsData.Now.AddYears(-2)))))
            .ToDictionary(f => f.Key, f => f.Form);
        context.FormVersions.AddRange(forms.Values);
        await context.SaveChangesAsync();
        foreach (var exercise in Exercises)
        {
            foreach (var (body, rank) in Bodies.Select((b, i) => (b, i)))
            {
                Submit(context, bodies[body.Code], campaigns[exercise], forms[(exercise, body.Type)], rank);
                await context.SaveChangesAsync();
            }
        }

        await new DemoSeries(context, new AuditTrail(context), new FakeTimeProvider(StatisticsData.Now)).Seed(default);
    }

    /// <summary>The value of every cell: what is typed differs from one cell, body and year to the next; the rest is computed.</summary>
    /// <param name="left">Cells left blank.</param>
    public static CellValues Values(FormDefinition form, Operator body, int rank, IReadOnlyCollection<CellCode>? left = null)
    {
        var typed = form.Cells.Where(c => c.IsInput && CellTypes.IsNumeric(c.Type) && left?.Contains(c.Code) != true)
            .Select((c, i) => KeyValuePair.Create(c.Code, CellValue.Of(Typed(c.Type, ((i * 37) % 911) + 1 + (rank * 13) + (form.Header.Exercise % 7)))));
        var context = new StatementContext { OperatorCode = body.Code, RegionCode = body.RegionCode };
        return FormCalculator.Calculate(form, new CellValues(typed), context).Values;
    }

    private static decimal Typed(CellType type, int seed) => type switch
    {
        CellType.Amount => (seed * 12_345.67m) + 0.01m,
        CellType.Rate => seed % 100,
        CellType.Decimal => seed + 0.5m,
        _ => seed * 3,
    };

    internal static void Submit(
        SoffiDbContext context, Operator body, Campaign campaign, FormVersion form, int rank, IReadOnlyCollection<CellCode>? left = null)
    {
        var declaration = new Declaration(body.Id, campaign.Id, form.Id, StatisticsData.Now.AddDays(-20));
        context.Declarations.Add(declaration);
        context.Submissions.Add(new Submission(
            declaration, 1, string.Create(CultureInfo.InvariantCulture, $"ESF-{campaign.Exercise}-{body.Code}-0001"), new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"),
            "{}", new string('a', 64), Values(Form(campaign.Exercise, body.Type), body, rank, left), StatisticsData.Now.AddDays(-10 + rank)));
    }
}

/// <summary>One filled database for the tests that only read it.</summary>
public sealed class FilledDatabase : IAsyncLifetime
{
    internal TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.Create();
        await using var context = Database.Open();
        await FilledStatements.Fill(context);
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();
}

/// <summary>The portal over that database.</summary>
public sealed class FilledHost : StatisticsHost
{
    internal override Task Fill(SoffiDbContext context) => FilledStatements.Fill(context);
}
