using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Tests.Statistics;

/// <summary>
/// Submitted statements of eleven OPCO: every line of the charges for 2025 (two of them missing), and the published monthly
/// contracts of 2021 to 2023 split among all (a fictitious split whose totals are the published ones).
/// </summary>
internal sealed class StatisticsData
{
    public static readonly DateTimeOffset Now = new(2026, 6, 2, 8, 30, 0, TimeSpan.Zero);

    public static readonly string[] Codes =
    [
        "AFDAS", "AKTO", "ATLAS", "CONSTRUCTYS", "MOBILITES", "OCAPIAT", "OPCO2I", "OPCOEP", "OPCOMMERCE", "SANTE", "UNIFORMATION",
    ];

    /// <summary>Those that have not submitted for 2025.</summary>
    public static readonly string[] Missing = ["AKTO", "ATLAS"];

    private readonly Dictionary<string, Operator> _operators = [];
    private readonly Dictionary<int, (Campaign Campaign, FormVersion Form)> _campaigns = [];
    private int _receipt;

    /// <summary>The form of the OPCO for that exercise, as the product publishes it.</summary>
    public static FormDefinition Form(int exercise) => Forms.GetOrAdd(exercise, e => FormReader.Read(Files, $"{e}/OPCO").Definition!);

    private static FormFiles Files { get; } = FormFiles.FromFolder(PathTo("src/Soffi.Web/Forms"));

    private static ConcurrentDictionary<int, FormDefinition> Forms { get; } = new();

    /// <summary>The published entries: year, then the twelve months.</summary>
    public static Dictionary<int, int[]> PublishedEntries { get; } = ReadCsv("contrats-pro-moins-26-ans.csv")
        .ToDictionary(line => line.Year, line => line.Months.Select(m => int.Parse(m, CultureInfo.InvariantCulture)).ToArray());

    /// <summary>The published rates, to a tenth of a point.</summary>
    public static Dictionary<int, decimal[]> PublishedRates { get; } = ReadCsv("contrats-pro-moins-26-ans-glissements.csv")
        .ToDictionary(line => line.Year, line => line.Months.Select(m => decimal.Parse(m, CultureInfo.InvariantCulture)).ToArray());

    /// <summary>The lines that the form adds up in B2.900, in its order.</summary>
    public static IReadOnlyList<string> ChargeRows { get; } = ReadChargeRows();

    public static StatCellsCatalog Catalog { get; } = StatCellsCatalog.Read(PathTo("src/Soffi.Web/Features/Statistics/dimensions.json"));

    /// <summary>The cells of the forms that the statements are of.</summary>
    public static StatCells Cells { get; } = new([.. new[] { 2021, 2022, 2023, 2024, 2025 }.Select(Form)], Catalog.Names);

    /// <summary>Questions of each kind: by cell, by members, by region, by type, at a date, compared.</summary>
    public static IReadOnlyList<StatQuery> Questions { get; } =
    [
        .. new[]
        {
            "mesure=ESF.OPCO:B2.010.TOT&lignes=operateur&colonnes=exercice&exercice=2024,2025&avec=evolution&perimetre=deposees",
            "mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=age,sexe&colonnes=niveau&exercice=2025&perimetre=validees",
            "mesure=ESF.OPCO:C1X.@age.@niveau*sexe&lignes=operateur&exercice=2025&f.age=M26&operateur=AKTO&perimetre=date&au=2026-06-01",
            "mesure=ESF.ATPRO:B2.900.TOT&mesure=ESF.FAF:B2.900.TOT&lignes=region,type&colonnes=mesure&exercice=2025&f.region=84&constant=1",
        }.Select(Question),
    ];

    /// <summary>The question of that address of the builder.</summary>
    public static StatQuery Question(string address) => StatAddress.Read(Pairs(address), _ => null).Query;

    /// <summary>The cells that a measure written code by code adds up.</summary>
    public static IReadOnlyList<CellCode> CellsOf(StatMeasure measure) => [.. measure.Terms.Select(t => new CellCode(t.Table, t.Rows, t.Columns))];

    public static StatTables Tables { get; } = StatTables.Read(PathTo("src/Soffi.Web/Features/Statistics/Tables"));

    public static string PathTo(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));

    public static Actor ActorWith(Role role, string? region = null) => new(
        Guid.NewGuid(), "Inès Durand", "ines@dgefp.example", [new Grant("ines@dgefp.example", role, Now, regionCode: region)]);

    public static async Task<StatisticsData> Fill(SoffiDbContext context)
    {
        var data = new StatisticsData();
        await data.AddFrame(context);
        foreach (var (year, months) in PublishedEntries)
        {
            for (var i = 0; i < Codes.Length; i++)
            {
                data.Submit(context, year, Codes[i], Share(months, i), Now.AddDays(-30));
            }
        }

        foreach (var (code, index) in Codes.Select((c, i) => (c, i)).Where(c => !Missing.Contains(c.c)))
        {
            // A first version, superseded: statistics must not see it.
            var declaration = data.Submit(context, 2025, code, Charges(index, 7), Now.AddDays(-20), latest: false);
            data.Submit(context, 2025, code, Charges(index, 1), Now.AddDays(-10 + index), declaration: declaration);
        }

        foreach (var code in Missing)
        {
            context.Declarations.Add(data.NewDeclaration(2025, code, Now.AddDays(-20)));
        }

        await context.SaveChangesAsync();
        return data;
    }

    /// <summary>Adds a submission built by the domain.</summary>
    public Declaration Submit(
        SoffiDbContext context, int year, string code, IEnumerable<KeyValuePair<CellCode, CellValue>> values, DateTimeOffset at,
        bool latest = true, Declaration? declaration = null)
    {
        var first = declaration is null;
        declaration ??= NewDeclaration(year, code, at);
        if (first)
        {
            context.Declarations.Add(declaration);
        }

        var submission = new Submission(
            declaration, first ? 1 : 2, $"ESF-{year}-{code}-{++_receipt:0000}", new SignedBy(Guid.NewGuid(), "Marc Bernard", "Directeur"),
            "{}", new string('a', 64), values, at);
        if (!latest)
        {
            submission.Supersede();
        }

        context.Submissions.Add(submission);
        return declaration;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string address) =>
        address.Split('&').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));

    private Declaration NewDeclaration(int year, string code, DateTimeOffset at) =>
        new(_operators[code].Id, _campaigns[year].Campaign.Id, _campaigns[year].Form.Id, at);

    private async Task AddFrame(SoffiDbContext context)
    {
        foreach (var code in Codes)
        {
            context.Operators.Add(_operators[code] = new Operator(code, $"Opco {code}", OperatorType.Opco, "900000001"));
        }

        foreach (var year in new[] { 2021, 2022, 2023, 2024, 2025 })
        {
            var campaign = new Campaign(
                StatementKind.Esf, year, new DateTimeOffset(year + 1, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(year + 1, 5, 30, 22, 0, 0, TimeSpan.Zero));
            var form = FormVersion.Of(Form(year).Header, Now.AddYears(-1));
            _campaigns[year] = (campaign, form);
            context.Campaigns.Add(campaign);
            context.FormVersions.Add(form);
        }

        await context.SaveChangesAsync();
    }

    /// <summary>Every line of the charges, cents included, its transfers negative, and their total.</summary>
    private static List<KeyValuePair<CellCode, CellValue>> Charges(int index, int times)
    {
        var lines = ChargeRows.Select((row, i) => (
            Row: row,
            Euros: row == "130" ? -12_345.67m * (index + 1) : times * (((index + 1) * 1_234_567.89m * (i + 1)) + (37.05m * i)))).ToList();
        var cells = lines.Select(l => Cell("B2", l.Row, "TOT", l.Euros)).ToList();
        cells.Add(Cell("B2", "900", "TOT", lines.Sum(l => l.Euros)));
        return cells;
    }

    /// <summary>What one of eleven takes of each month: an even part, the first ones taking what is left.</summary>
    private static IEnumerable<KeyValuePair<CellCode, CellValue>> Share(int[] months, int index) => months.Select((total, month) => Cell(
        "C2M", (month + 1).ToString("00", CultureInfo.InvariantCulture), "M26",
        (total / Codes.Length) + (index < total % Codes.Length ? 1 : 0)));

    private static KeyValuePair<CellCode, CellValue> Cell(string table, string row, string column, decimal value) =>
        KeyValuePair.Create(new CellCode(table, row, column), CellValue.Of(value));

    private static List<string> ReadChargeRows()
    {
        using var cadre = JsonDocument.Parse(
            File.ReadAllText(PathTo("src/Soffi.Web/Forms/2025/OPCO/cadre-b2.json")),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var rows = cadre.RootElement.GetProperty("tables")[0].GetProperty("rows").EnumerateArray()
            .Select(r => r.GetProperty("code").GetString()!).ToList();
        var total = cadre.RootElement.GetProperty("tables")[0].GetProperty("rows").EnumerateArray()
            .Single(r => r.GetProperty("code").GetString() == "900").GetProperty("formula").GetString();
        Assert.Equal("SUM(B2.010.*:B2.130.*)", total);
        return rows[rows.IndexOf("010")..(rows.IndexOf("130") + 1)];
    }

    private static IEnumerable<(int Year, string[] Months)> ReadCsv(string file) =>
        File.ReadAllLines(PathTo($"tests/Soffi.Web.Tests/Statistics/Donnees/{file}")).Skip(1)
            .Select(line => line.Split(','))
            .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1..]));
}
