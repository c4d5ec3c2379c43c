using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Benchmarks;

/// <summary>
/// Files of SQLite with 1, 10 and 100 times the real volume: the schema of the product, made by its migrations; operators,
/// campaigns, forms, statements and submissions saved by its own model; then one fact for every cell of the form of every
/// exercise and every operator, written by SQL in the order of its key. Forms exist from 2021 on: the five exercises before are
/// given the form of 2021, under their own year. Cells of submissions, which statistics do not read, are left out.
/// </summary>
internal static class StatVolume
{
    public const int Operators = 40;

    public const int FirstExercise = 2016;

    public const int LastExercise = 2025;

    private const int FirstForm = 2021;
    private const string Folder = "OPCO";

    /// <summary>One cell in that many is told by one or two operators only, the others writing zero: secrecy has something to do.</summary>
    private const int Scarce = 50;

    /// <summary>One statement in that many was corrected once: its first version is there too, and not counted.</summary>
    private const int Corrected = 10;

    private static readonly DateTimeOffset Now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    public static StatFamily Family => new(StatementKind.Esf, OperatorType.Opco);

    public static IEnumerable<int> Exercises => Enumerable.Range(FirstExercise, LastExercise - FirstExercise + 1);

    /// <summary>The opening of the last campaign; one operator more submits each day.</summary>
    public static DateTimeOffset LastCampaign => new(LastExercise + 1, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static string PathOf(int times) => Path.Combine(Path.GetTempPath(), $"soffi-volume-{times}.db");

    /// <summary>The file of that many times the real volume, made when there is none yet.</summary>
    public static async Task<string> Make(FormFiles files, int times)
    {
        var path = PathOf(times);
        if (File.Exists(path))
        {
            return path;
        }

        var (made, watch) = (path + ".fait", Stopwatch.StartNew());
        File.Delete(made);
        var forms = Forms(files);
        await using (var services = Services(made))
        {
            await using var scope = services.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
            await context.Database.MigrateAsync();
            await Statements(context, forms, times * Operators);
            await context.Database.CloseConnectionAsync();
        }

        SqliteConnection.ClearAllPools();
        var facts = Facts(made, forms);
        SqliteConnection.ClearAllPools();
        File.Move(made, path);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{times} times the real volume: {times * Operators} operators, {Exercises.Count()} exercises, {facts:N0} values, {new FileInfo(path).Length / 1e6:N0} MB, in {watch.Elapsed.TotalSeconds:0} s: {path}"));
        return path;
    }

    /// <summary>The services that answer questions, over that file.</summary>
    public static ServiceProvider Services(string path, string? web = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:Soffi", (string?)$"Data Source={path}")]).Build();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSoffiData(settings, Path.GetTempPath());
        if (web is not null)
        {
            services.AddSingleton(StatTables.Read(Path.Combine(web, "Features", "Statistics", "Tables")));
            services.AddSingleton(StatCellsCatalog.Read(Path.Combine(web, "Features", "Statistics", "dimensions.json")));
            services.AddSingleton<StatKept>();
            services.AddScoped<StatisticsQueries>();
        }

        return services.BuildServiceProvider();
    }

    /// <summary>An agent of the ministry, added to that file; the address that opens a session for them.</summary>
    public static async Task<string> Agent(string path)
    {
        await using var services = Services(path);
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SoffiDbContext>();
        const string email = "agent@banc.exemple.invalid";
        var known = await context.Users.SingleOrDefaultAsync(u => u.Email == email);
        if (known is null)
        {
            known = new User("banc", "agent", email, "Agent", "Banc", Now);
            var grant = new Grant(email, Role.AgentDgefp, Now);
            grant.BindTo(known.Id);
            context.AddRange(known, grant, new CguVersion("1.0", "Conditions du banc d’essai.", Now, Now));
            await context.SaveChangesAsync();
        }

        return $"{CrowdPeople.EnterPath}?personne={known.Id}";
    }

    private static List<FormDefinition> Forms(FormFiles files)
    {
        var texts = files.Paths.ToDictionary(p => p, p => files.Find(p)!, StringComparer.Ordinal);
        foreach (var early in Exercises.Where(e => e < FirstForm))
        {
            texts[$"{early}/{Folder}/form.json"] = texts[$"{FirstForm}/{Folder}/form.json"].Replace($"\"exercise\": {FirstForm}", $"\"exercise\": {early}", StringComparison.Ordinal);
        }

        var all = new FormFiles(texts);
        return [.. Exercises.Select(e => FormReader.Read(all, $"{e}/{Folder}")).Select(r => r.Definition ?? throw new InvalidOperationException(string.Join('\n', r.Faults)))];
    }

    /// <summary>Everything but the values: StatProjection counts each submission as it is saved.</summary>
    private static async Task Statements(SoffiDbContext context, List<FormDefinition> forms, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            context.Operators.Add(new Operator(string.Create(CultureInfo.InvariantCulture, $"OPCO{i:0000}"), $"Opérateur {i}", OperatorType.Opco, "900000001"));
        }

        await context.SaveChangesAsync();
        var operators = await context.Operators.Where(o => o.Code.StartsWith("OPCO")).OrderBy(o => o.Id).Select(o => new { o.Id, o.Code }).ToListAsync();
        foreach (var form in forms)
        {
            context.ChangeTracker.Clear();
            var exercise = form.Header.Exercise;
            var campaign = new Campaign(
                StatementKind.Esf, exercise, new DateTimeOffset(exercise + 1, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(exercise + 1, 5, 31, 22, 0, 0, TimeSpan.Zero));
            var version = FormVersion.Of(form.Header, Now);
            context.AddRange(campaign, version);
            await context.SaveChangesAsync();
            foreach (var chunk in operators.Chunk(500))
            {
                context.ChangeTracker.Clear();
                foreach (var one in chunk)
                {
                    var declaration = new Declaration(one.Id, campaign.Id, version.Id, campaign.OpensAt);
                    context.Add(declaration).Property(d => d.Status).CurrentValue = DeclarationStatus.Validated;
                    var first = Sent(declaration, 1);
                    context.Add(first);
                    if ((one.Id + exercise) % Corrected == 0)
                    {
                        first.Supersede();
                        context.Add(Sent(declaration, 2));
                    }

                    Submission Sent(Declaration statement, int number) => new(
                        statement, number, string.Create(CultureInfo.InvariantCulture, $"ESF-{exercise}-{one.Code}-{number:0000}"),
                        new SignedBy(Guid.Empty, "Banc d’essai", "Directeur"), "{}", new string('0', 64), [], campaign.OpensAt.AddDays((one.Id % 90) + number));
                }

                await context.SaveChangesAsync();
            }
        }
    }

    private static long Facts(string path, List<FormDefinition> forms)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; CREATE TEMP TABLE Cells (Id INTEGER PRIMARY KEY, Place INTEGER); CREATE TEMP TABLE Counted (No INTEGER PRIMARY KEY, Rank INTEGER)");
        var written = 0L;
        foreach (var form in forms)
        {
            var exercise = form.Header.Exercise;
            Run("BEGIN; DELETE FROM Cells; DELETE FROM Counted");
            foreach (var (place, cell) in form.Cells.Where(c => CellTypes.IsNumeric(c.Type)).Index())
            {
                Run(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO Cells VALUES ({Family.CellId(cell.Code)}, {place})"));
            }

            Run(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO Counted SELECT No, OperatorId FROM StatSubmissions WHERE Exercise = {exercise}"));
            written += Run(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO StatFacts (Exercise, CellId, SubmissionNo, Kind, Number)
                SELECT {exercise}, c.Id, s.No, {(int)CellKind.Number},
                  CASE WHEN c.Place % {Scarce} = 7 AND s.Rank % {Operators} NOT IN (c.Place % {Operators}, (c.Place / 7) % {Operators}) THEN 0
                  ELSE ((c.Place * 37 + s.Rank * 101 + {exercise}) % 99991 + 1) * 12345 END
                FROM Cells c CROSS JOIN Counted s ORDER BY c.Id, s.No
                """));
            Run("COMMIT");
        }

        Run("DROP TABLE Cells; DROP TABLE Counted; PRAGMA journal_mode = WAL");
        return written;

        int Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            return command.ExecuteNonQuery();
        }
    }
}
