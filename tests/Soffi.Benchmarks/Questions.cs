using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Benchmarks;

/// <summary>J2 of the last exercise and a crossing of four dimensions on the file of one volume, by the product and by hand.</summary>
internal sealed class Questions : IAsyncDisposable
{
    private const string Crossed = "mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=age,sexe&colonnes=niveau,exercice&perimetre=validees&exercice=";

    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;
    private readonly SqliteConnection _raw;

    private Questions(ServiceProvider services, AsyncServiceScope scope, SqliteConnection raw) => (_services, _scope, _raw) = (services, scope, raw);

    public required Func<Task> Table { get; init; }

    public required Func<Task> TableByHand { get; init; }

    /// <summary>Rows of the facts that the table reads.</summary>
    public required long TableRows { get; init; }

    public required Func<Task> Crossing { get; init; }

    public required Func<Task> CrossingByHand { get; init; }

    public required long CrossingRows { get; init; }

    public static async Task<Questions> Open(string web, int times, string path)
    {
        var services = StatVolume.Services(path, web);
        var scope = services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<StatisticsQueries>();
        var raw = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        raw.Open();

        var table = services.GetRequiredService<StatTables>().Find("J2")!;
        var frame = await queries.Frame(table, default);
        var cells = table.Blocks[0].Query.Measures.SelectMany(m => m.Terms.SelectMany(frame.Cells.Resolve).Select(c => (c.Id, m.Code))).ToList();
        var filter = new StatFilter([StatVolume.LastExercise], []);
        var measures = cells.ToLookup(c => c.Id, c => c.Code);

        var whole = await queries.Frame(default);
        var (query, refused) = StatAddress.Read(
            (Crossed + string.Join(',', StatVolume.Exercises)).Split('&').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1])), _ => null);
        if (refused.Count > 0 || StatQueryCheck.Refusals(query, whole, StatScope.ByOperator) is { Count: > 0 })
        {
            throw new InvalidOperationException(string.Join(' ', refused));
        }

        var crossed = query.Measures[0].Terms.SelectMany(whole.Cells.Resolve).ToList();
        return new Questions(services, scope, raw)
        {
            Table = async () => Check(await queries.Compute(table, frame, filter, StatReader.Everything, default)),
            TableByHand = () => ByHand(raw, ForTable([.. cells.Select(c => c.Id)]), 2, measures),
            TableRows = cells.Count * (long)times * StatVolume.Operators,
            Crossing = async () => Check(await queries.Compute(query, whole, StatReader.Everything, default)),
            CrossingByHand = () => ByHand(raw, ForCrossing([.. crossed.Select(c => c.Id)]), 4, null),
            CrossingRows = crossed.Sum(c => c.Exercises.Count(e => e <= StatVolume.LastExercise)) * (long)times * StatVolume.Operators,
        };
    }

    public static void Check(StatResult result)
    {
        if (!result.Rows.SelectMany(r => r.Cells).Any(c => c.IsValue))
        {
            throw new InvalidOperationException("The answer has no figure.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _raw.DisposeAsync();
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static string ForTable(IReadOnlyList<long> cells) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT s.OperatorId, f.CellId, SUM(f.Number), SUM(f.Kind = 1), SUM(f.Kind <> 1), SUM(NOT s.IsAccepted), SUM(s.Number > 1)
        FROM StatFacts f JOIN StatSubmissions s ON s.No = f.SubmissionNo
        WHERE s.Until IS NULL AND f.Exercise = {StatVolume.LastExercise} AND f.CellId IN ({string.Join(',', cells)})
        GROUP BY s.OperatorId, f.CellId
        """);

    private static string ForCrossing(IReadOnlyList<long> cells) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT f.Exercise, a.Member, b.Member, c.Member, SUM(f.Number), SUM(f.Kind = 1), SUM(f.Kind <> 1), SUM(NOT s.IsAccepted), SUM(s.Number > 1)
        FROM StatFacts f JOIN StatSubmissions s ON s.No = f.SubmissionNo
        JOIN StatCellMembers a ON a.CellId = f.CellId AND a.Axis = 'age'
        JOIN StatCellMembers b ON b.CellId = f.CellId AND b.Axis = 'sexe'
        JOIN StatCellMembers c ON c.CellId = f.CellId AND c.Axis = 'niveauPrepare'
        WHERE s.Until IS NULL AND s.IsAccepted AND f.Exercise IN ({string.Join(',', StatVolume.Exercises)}) AND f.CellId IN ({string.Join(',', cells)})
        GROUP BY f.Exercise, a.Member, b.Member, c.Member
        """);

    /// <summary>Reads every line, and adds up what goes under one measure.</summary>
    private static Task ByHand(SqliteConnection raw, string sql, int keys, ILookup<long, string>? measures)
    {
        using var command = raw.CreateCommand();
        command.CommandText = sql;
        using var lines = command.ExecuteReader();
        var sums = new Dictionary<(string, string), Told>();
        while (lines.Read())
        {
            var told = new Told(lines.GetInt64(keys), lines.GetInt32(keys + 1), lines.GetInt32(keys + 2), lines.GetInt32(keys + 3), lines.GetInt32(keys + 4));
            var key = measures is null ? string.Join('|', Enumerable.Range(0, keys).Select(lines.GetString)) : lines.GetString(0);
            foreach (var measure in measures?[lines.GetInt64(1)] ?? [""])
            {
                var known = sums.GetValueOrDefault((key, measure));
                sums[(key, measure)] = new Told(
                    known.Sum + told.Sum, known.Numbers + told.Numbers, known.NotApplicable + told.NotApplicable, known.Provisional + told.Provisional, known.Revised + told.Revised);
            }
        }

        return sums.Count > 0 ? Task.CompletedTask : throw new InvalidOperationException("Nothing was read.");
    }

    /// <summary>What a table says of a figure: its sum, whether it was told, whether it is provisional or revised.</summary>
    private readonly record struct Told(long Sum, int Numbers, int NotApplicable, int Provisional, int Revised);
}
