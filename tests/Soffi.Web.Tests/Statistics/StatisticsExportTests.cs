using System.Globalization;
using System.Text;
using System.Text.Json;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Domain.Sheets;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>What each format holds: the crossings of the screen, the sums of SQL written by hand, and nothing of what is hidden.</summary>
public sealed class StatisticsExportTests : IAsyncLifetime
{
    private const decimal Lonely = 87_654_321.98m;

    private TestDatabase _database = null!;
    private SoffiDbContext _context = null!;
    private StatisticsData _data = null!;
    private StatResult _j2 = null!;
    private StatResult _j11 = null!;

    public static IEnumerable<object[]> Everything =>
        from format in new[] { "xlsx", "ods", "csv", "csv-ouvert", "sdmx", "parquet" } from table in new[] { "J2", "J11" } select new object[] { format, table };

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.Create();
        _context = _database.Open();
        _data = await StatisticsData.Fill(_context);
        _j2 = await Results.Compute(_context, "J2", "2025");
        _j11 = await Results.Compute(_context, "J11", "2021,2022,2023");
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Write_gives_every_crossing_of_the_screen_in_its_order(string word, string table)
    {
        var (format, result) = (StatFormat.Find(word)!, table == "J2" ? _j2 : _j11);
        var lines = ExportReading.Lines(ExportReading.Bytes(result, format), format);
        var at = ExportReading.Columns(result, lines[0]);
        var crossings = result.Rows.SelectMany(r => r.Cells.Select((c, i) => (Row: r, Column: result.Columns[i], Cell: c)))
            .Where(c => c.Row.Kind != StatRowKind.Growth || c.Column.Derived == StatDerived.None).ToList();

        Assert.Equal(crossings.Count, lines.Count - 1);
        Assert.Equal(crossings.Count, StatLong.Count(result));
        foreach (var (crossing, line) in crossings.Zip(lines.Skip(1)))
        {
            Assert.Equal(crossing.Cell.IsValue ? ExportReading.Flags(crossing.Cell.Flags) : StatText.Of(crossing.Cell), line[at["statut"]]);
            Assert.Equal(crossing.Cell.IsValue ? StatText.Of(crossing.Cell) : "", line[at["valeur_arrondie"]] is { Length: > 0 } shown
                ? StatText.Number(decimal.Parse(shown, CultureInfo.InvariantCulture), crossing.Cell.Decimals) : "");
            Assert.Equal(crossing.Row.Derived is StatDerived.Growth ? "evolution" : crossing.Column.Derived is StatDerived.ShareOfColumn ? "part" : "valeur", line[at["calcul"]]);
            Assert.Equal(crossing.Column.Measure!.Code, line[at["mesure"]]);
        }
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    [InlineData("csv")]
    [InlineData("csv-ouvert")]
    [InlineData("sdmx")]
    [InlineData("parquet")]
    public async Task Write_gives_the_sums_of_sql_by_hand(string word)
    {
        var format = StatFormat.Find(word)!;
        var lines = ExportReading.Lines(ExportReading.Bytes(_j2, format), format);
        var at = ExportReading.Columns(_j2, lines[0]);

        foreach (var measure in _j2.Table.Measures)
        {
            var sums = await ExportReading.ByHand(_context, measure);
            sums[word == "sdmx" ? "_T" : StatRow.TotalKey] = sums.Values.Sum();
            var read = lines.Skip(1).Where(l => l[at["mesure"]] == measure.Code && l[at["calcul"]] == "valeur" && l[at["valeur"]].Length > 0)
                .ToDictionary(l => l[at["operateur"]], l => decimal.Parse(l[at["valeur"]], CultureInfo.InvariantCulture) * 1_000_000);
            Assert.Equal(sums.OrderBy(s => s.Key, StringComparer.Ordinal), read.OrderBy(s => s.Key, StringComparer.Ordinal));
        }

        Assert.All(lines.Skip(1), l => Assert.Equal("2025", l[at["exercice"]]));
        Assert.All(lines.Skip(1).Where(l => l[at["operateur"]] == "AKTO"), l => Assert.Equal("n.d.", l[at["statut"]]));
    }

    [Fact]
    public void Write_for_french_excel_has_its_mark_semicolons_commas_and_no_thousands()
    {
        var bytes = ExportReading.Bytes(_j11, StatFormat.Csv);
        var text = Encoding.UTF8.GetString(bytes)[1..];

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith("Exercice;Mesure (code);Mesure;Calcul (code);Calcul;Valeur exacte;Valeur publiée;Unité;Statut;Base;Rupture de série\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n2023;01;Janv.;valeur;Valeur;3555;3555;contrats;p;contrats débutés dans le mois;non\r\n", text, StringComparison.Ordinal);
        Assert.Contains(";-24,2;%;p;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'-", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public void Write_for_open_data_has_no_mark_points_and_plain_line_ends()
    {
        var text = Encoding.UTF8.GetString(ExportReading.Bytes(_j11, StatFormat.OpenCsv));

        Assert.StartsWith("exercice,mesure,mesure_libelle,calcul,calcul_libelle,valeur,valeur_arrondie,unite,statut,base,rupture\n", text, StringComparison.Ordinal);
        Assert.Contains(",-24.2,%,p,", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Write_as_sdmx_has_its_structure_concepts_and_statuses()
    {
        var lines = ExportReading.Lines(ExportReading.Bytes(_j2, StatFormat.Sdmx), StatFormat.Sdmx);

        Assert.Equal(
            ["STRUCTURE", "STRUCTURE_ID", "ACTION", "TIME_PERIOD", "OPERATEUR", "MESURE", "CALCUL", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "VALEUR_ARRONDIE", "UNIT_MEASURE", "STATUT", "BASE", "RUPTURE"],
            lines[0]);
        Assert.All(lines.Skip(1), l => Assert.Equal(["dataflow", "DGEFP:SOFFI_J2(1.0)", "I", "2025"], l[..4]));
        Assert.All(lines.Skip(1), l => Assert.Equal(l[4] is "AKTO" or "ATLAS" ? "O" : "P", l[8]));
        Assert.Contains(lines, l => l[4] == "_T");
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-US")]
    public void Write_is_the_same_whatever_the_culture_of_the_server(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var expected = StatFormat.All.Select(f => ExportReading.AllText(ExportReading.Bytes(_j2, f))).ToList();
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(expected, StatFormat.All.Select(f => ExportReading.AllText(ExportReading.Bytes(_j2, f))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://exemple.fr\";\"a\")")]
    [InlineData("+33 1 44 38 38 38")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    public void Write_never_lets_a_text_be_a_formula(string hostile)
    {
        var member = new StatMember("=1+1", hostile);
        var result = _j2 with { Groups = [new StatRowGroup("En M€", [.. _j2.Rows.Take(1).Select(r => r with { Label = hostile, Path = [member] })])] };

        foreach (var format in new[] { StatFormat.Csv, StatFormat.OpenCsv, StatFormat.Sdmx })
        {
            var lines = ExportReading.Lines(ExportReading.Bytes(result, format), format);
            Assert.DoesNotContain(lines.SelectMany(l => l), f => CellText.IsRisky(f) && !decimal.TryParse(f, CultureInfo.InvariantCulture, out _));
            Assert.Contains(lines, l => l.Contains("'=1+1"));
        }

        using var workbook = new XLWorkbook(new MemoryStream(ExportReading.Bytes(result, StatFormat.Xlsx)));
        Assert.DoesNotContain(workbook.Worksheets.SelectMany(s => s.CellsUsed()), c => c.HasFormula);
        Assert.All(
            workbook.Worksheets.SelectMany(s => s.CellsUsed()).Where(c => c.GetString() == hostile),
            c => Assert.True(c.DataType == XLDataType.Text && c.Style.IncludeQuotePrefix));
        var ods = ExportReading.AllText(ExportReading.Bytes(result, StatFormat.Ods));
        Assert.DoesNotContain("table:formula", ods, StringComparison.Ordinal);
        Assert.Contains("office:value-type=\"string\"><text:p>=1+1</text:p>", ods, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_holds_no_number_of_what_is_hidden()
    {
        foreach (var (index, code) in StatisticsData.Codes.Take(5).Index())
        {
            var lines = new[] { "010", "020", "040", "050", "061", "080" }.Select((row, i) => (Row: row, Euros: 1_111_111.11m * (index + i + 1)))
                .Concat(index == 0 ? [("030", Lonely)] : []).ToList();
            _data.Submit(
                _context, 2024, code, lines.Append(("900", lines.Sum(l => l.Item2))).Select(l => KeyValuePair.Create(new CellCode("B2", l.Item1, "TOT"), CellValue.Of(l.Item2))),
                StatisticsData.Now.AddDays(-3));
        }

        await _context.SaveChangesAsync();
        var queries = Results.Queries(_context);
        var table = StatisticsData.Tables.Find("J2")!;
        var frame = await queries.Frame(table, default);
        var result = await queries.Compute(
            table, frame, StatFilter.Read(table, frame, ["2024"], [], out _)!, new StatReader(false, new HashSet<string> { "11" }), default);
        Assert.Equal(StatState.Secret, result.Find(StatRow.TotalKey, "PROA")!.State);

        foreach (var format in StatFormat.All)
        {
            var bytes = ExportReading.Bytes(result, format);
            Assert.DoesNotMatch("87[^0-9]?6543", ExportReading.AllText(bytes));
            if (format != StatFormat.Schema)
            {
                var read = ExportReading.Lines(bytes, format);
                var at = ExportReading.Columns(result, read[0]);
                var hidden = read.Skip(1).Where(l => l[at["statut"]] == "s").ToList();
                Assert.Contains(hidden, l => l[at["mesure"]] == "PROA");
                Assert.All(hidden, l => Assert.Equal(("", ""), (l[at["valeur"]], l[at["valeur_arrondie"]])));
            }
        }
    }

    [Theory]
    [InlineData("J2")]
    [InlineData("J11")]
    public void Schema_describes_the_columns_of_the_open_csv_and_what_makes_a_line_unique(string table)
    {
        var result = table == "J2" ? _j2 : _j11;
        using var schema = JsonDocument.Parse(ExportReading.Bytes(result, StatFormat.Schema));
        var lines = ExportReading.Lines(ExportReading.Bytes(result, StatFormat.OpenCsv), StatFormat.OpenCsv);
        var fields = schema.RootElement.GetProperty("fields").EnumerateArray().ToList();
        var key = schema.RootElement.GetProperty("primaryKey").EnumerateArray().Select(k => Array.IndexOf(lines[0], k.GetString())).ToList();

        Assert.Equal(lines[0], fields.Select(f => f.GetProperty("name").GetString()));
        Assert.Equal(lines.Count - 1, lines.Skip(1).Select(l => string.Join('|', key.Select(k => l[k]))).Distinct().Count());
        foreach (var (index, field) in fields.Index())
        {
            var values = lines.Skip(1).Select(l => l[index]).ToList();
            Assert.All(values, v => Assert.True(field.GetProperty("type").GetString() switch
            {
                "number" => v.Length == 0 || decimal.TryParse(v, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
                "year" => int.TryParse(v, CultureInfo.InvariantCulture, out _),
                "boolean" => v is "oui" or "non",
                _ => true,
            }));
            if (field.GetProperty("constraints").TryGetProperty("enum", out var words))
            {
                Assert.All(values, v => Assert.Contains(v, words.EnumerateArray().Select(w => w.GetString())));
            }

            Assert.True(!field.GetProperty("constraints").GetProperty("required").GetBoolean() || values.TrueForAll(v => v.Length > 0));
        }
    }

    [Fact]
    public void Write_as_xlsx_is_valid_and_filters_the_data()
    {
        var bytes = ExportReading.Bytes(_j2, StatFormat.Xlsx);
        using (var package = SpreadsheetDocument.Open(new MemoryStream(bytes), false))
        {
            Assert.Empty(new OpenXmlValidator().Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        }

        using var workbook = new XLWorkbook(new MemoryStream(bytes));
        var sheet = workbook.Worksheet("Données");
        Assert.Equal(["Tableau", "Données", "Lecture"], workbook.Worksheets.Select(s => s.Name));
        Assert.Equal($"A1:M{StatLong.Count(_j2) + 1}", sheet.AutoFilter.Range.RangeAddress.ToString());
        Assert.Equal(1, sheet.SheetView.SplitRow);
    }

    [Fact]
    public void Refusal_is_said_for_more_lines_than_a_sheet_holds_and_the_csv_takes_them()
    {
        var row = _j2.Rows.First();
        var huge = _j2 with { Groups = [new StatRowGroup("En M€", [.. Enumerable.Repeat(row, (WrittenWorkbook.MaxRows / _j2.Columns.Count) + 1)])] };

        Assert.Contains("prenez le CSV", StatFormat.Xlsx.Refusal(huge), StringComparison.Ordinal);
        Assert.NotNull(StatFormat.Ods.Refusal(huge));
        Assert.Null(StatFormat.Csv.Refusal(huge));
        Assert.Null(StatFormat.Xlsx.Refusal(_j2));
    }

    [Fact]
    public void Write_as_parquet_gives_every_line_of_several_groups()
    {
        var row = _j2.Rows.First();
        var large = _j2 with { Groups = [new StatRowGroup("En M€", [.. Enumerable.Repeat(row, (45_000 / _j2.Columns.Count) + 1)])] };

        var lines = ExportReading.Lines(ExportReading.Bytes(large, StatFormat.Parquet), StatFormat.Parquet);

        Assert.Equal(StatLong.Count(large), lines.Count - 1);
        Assert.Equal(lines[1], lines[1 + _j2.Columns.Count]);
        Assert.Equal(lines[1], lines[^_j2.Columns.Count]);
    }

    [Theory]
    [InlineData("J2")]
    [InlineData("J11")]
    public void Weights_are_within_a_fifth_of_the_files(string table)
    {
        var result = table == "J2" ? _j2 : _j11;
        var wrong = StatFormat.All.Select(f => (f.Word, Said: StatisticsWeights.Of(result, f), Real: (long)ExportReading.Bytes(result, f).Length))
            .Where(w => Math.Abs(w.Said - w.Real) > w.Real / 5);

        Assert.Empty(wrong);
    }
}
