using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Audit;
using Soffi.Web.Features.Home;
using Soffi.Web.Features.Review;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Data;
using Soffi.Web.Tests.Infrastructure;
using Soffi.Web.Tests.Statistics;

namespace Soffi.Web.Tests.Engines;

/// <summary>
/// Every public query of every feature, as SQL Server would receive it. The classes are found by their name, so that a
/// new one is gated without being listed; a parameter of a new type needs a sample here.
/// </summary>
public sealed class CapturedWebQueryTests
{
    private static readonly Guid Id = Guid.NewGuid();

    private static readonly StatTables Tables = StatTables.Read(
        Path.Combine(SourceTree.Root, "src", "Soffi.Web", "Features", "Statistics", "Tables"));

    private static readonly Actor Actor = new(
        Id, "Claire Martin", "claire@demo.example",
        [.. Enum.GetValues<Role>().Select(r => new Grant("claire@demo.example", r, Sample.Now, 1, null))]);

    private static readonly StatOperator Akto = new(1, "AKTO", "AKTO");

    private static readonly StatFrame Frame = new([2024, 2025], [Akto], StatisticsData.Cells);

    /// <summary>Values for the parameters; several where the query takes another way.</summary>
    private static readonly Dictionary<Type, object?[]> Samples = new()
    {
        [typeof(CancellationToken)] = [CancellationToken.None],
        [typeof(StatementKind)] = [StatementKind.Esf],
        [typeof(OperatorType)] = [OperatorType.Opco],
        [typeof(bool)] = [true, false],
        [typeof(Guid)] = [Id],
        [typeof(Guid?)] = [null, Id],
        [typeof(long)] = [1L],
        [typeof(int)] = [1],
        [typeof(int?)] = [1, null],
        [typeof(string)] = ["1"],
        [typeof(DateTimeOffset)] = [Sample.Now],
        [typeof(IReadOnlyCollection<int>)] = [new[] { 1, 2 }],
        [typeof(IReadOnlyList<int>)] = [new[] { 1, 2 }],
        [typeof(IReadOnlyCollection<long>)] = [new[] { 1L, 2L }],
        [typeof(IReadOnlyCollection<Guid>)] = [new[] { Id }],
        [typeof(CellCode)] = [CellCode.Parse("B2.010.ALT")],
        [typeof(IReadOnlyCollection<CellCode>)] = [new[] { CellCode.Parse("B2.010.ALT") }],
        [typeof(Actor)] = [Actor],
        [typeof(Operator)] = [new Operator("ARTAUT", "Section", OperatorType.Faf, "000000000", hostId: 1)],
        [typeof(ReviewScope)] = [new ReviewScope(true, new HashSet<string>()), new ReviewScope(false, new HashSet<string> { "84" })],
        [typeof(ReviewFilter)] = [new ReviewFilter(2025, OperatorType.Opco, ReviewState.All)],
        [typeof(AuditFilter)] = [new AuditFilter(), new AuditFilter(Sample.Now, Sample.Now, Id, 1, "connexion", "declaration", "1")],
        [typeof(AuditSearch)] = [new AuditSearch(), new AuditSearch { Du = "01/05/2026", Au = "31/05/2026", Personne = Id }],
        [typeof(StatTable)] = [.. Tables.All],
        [typeof(StatFilter)] = [new StatFilter([2024, 2025], []), new StatFilter([2025], [Akto])],
        [typeof(StatReader)] = [StatReader.Everything, new StatReader(false, new HashSet<string> { "84" })],
        [typeof(StatFrame)] = [Frame],
        [typeof(StatQuery)] = [.. StatisticsData.Questions],
        [typeof(StatTables)] = [Tables],
        [typeof(byte[])] = ["serie;titre;unite;source;annee;valeur\nESSAI;Essai;M€;Rapport;2016;7026\n"u8.ToArray()],
        [typeof(IReadOnlyList<SeriesEntry>)] =
            [new[] { new SeriesEntry("ESSAI", "Essai", "M€", "Rapport", "", "", "", [new SeriesPoint(2016, 0, "", "", 1, 7026, false, false)]) }],
        [typeof(CrossControlSet)] = [CrossControlReader.Read(FormFiles.FromFolder(Path.Combine(SourceTree.Root, "src", "Soffi.Web", "Forms")), 2025).Controls],
    };

    public static TheoryData<string> Names => [.. Methods().Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Query_is_sound_and_portable_tsql(string name)
    {
        foreach (var method in Methods().Where(m => $"{m.DeclaringType!.Name}.{m.Name}" == name))
        {
            foreach (var arguments in Arguments(method.GetParameters()))
            {
                var captured = new CapturedTSql();
                await Run(captured, method, arguments);

                Assert.NotEmpty(captured.Commands);
                Assert.All(captured.Commands, sql => Assert.Empty(TSql.Faults(sql)));
            }
        }
    }

    [Fact]
    public void Queries_of_the_statistics_are_among_them() =>
        Assert.Contains(Methods(), m => m.DeclaringType == typeof(StatisticsQueries) && m.Name == nameof(StatisticsQueries.Compute));

    private static async Task Run(CapturedTSql captured, MethodInfo method, object?[] arguments)
    {
        await using var context = captured.Open();
        var services = new ServiceCollection()
            .AddSingleton(context).AddSingleton<AuditTrail>().AddSingleton<DocumentContents>()
            .AddSingleton<FormCatalog>().AddSingleton<StandingStatements>().AddSingleton<DeclarationRepository>().AddSingleton<StatementOpenings>().AddSingleton<TimeProvider>(new FakeTimeProvider(Sample.Now)).AddSingleton(StatisticsData.Catalog)
            .AddSingleton<SealedFindings>().AddSingleton<SealedExplanations>().AddSingleton<ExplanationNotes>().AddSingleton<StatKept>().AddSingleton<StatTableAnswers>()
            .AddSingleton<KeyFigureQueries>().AddSingleton(KeyFigures.Read(
                "key-figures.json", File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Soffi.Web", "Features", "Home", "key-figures.json")), Tables));
        foreach (var type in Methods().Select(m => m.DeclaringType!).Distinct())
        {
            services.AddSingleton(type);
        }

        await using var provider = services.BuildServiceProvider();
        try
        {
            await (Task)method.Invoke(provider.GetRequiredService(method.DeclaringType!), arguments)!;
        }
        catch (Exception e) when (captured.Commands.Count > 0 && !e.Message.Contains("could not be translated", StringComparison.Ordinal))
        {
            // The made-up rows do not fit together: what matters is the text already captured.
        }
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(Program).Assembly.GetTypes()
        .Where(t => t.IsClass && t.Name.EndsWith("Queries", StringComparison.Ordinal)
            && t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(SoffiDbContext))))
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(m => typeof(Task).IsAssignableFrom(m.ReturnType));

    private static IEnumerable<object?[]> Arguments(ParameterInfo[] parameters)
    {
        IEnumerable<object?[]> all = [[]];
        foreach (var parameter in parameters)
        {
            Assert.True(Samples.TryGetValue(parameter.ParameterType, out var values), $"No sample for {parameter.ParameterType}.");
            all = all.SelectMany(head => values!.Select(value => (object?[])[.. head, value]));
        }

        return all;
    }
}
