using ClosedXML.Excel;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Infrastructure.Excel;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

public sealed class StatisticsWorkbookTests : IAsyncLifetime
{
    private StatResult _j2 = null!;
    private StatResult _j11 = null!;

    public async Task InitializeAsync()
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();
        await StatisticsData.Fill(context);
        _j2 = await Results.Compute(context, "J2", "2025");
        _j11 = await Results.Compute(context, "J11", "2021,2022,2023");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("J2")]
    [InlineData("J11")]
    public void Write_gives_typed_figures_that_round_to_the_screen(string id)
    {
        var result = id == "J2" ? _j2 : _j11;
        using var workbook = Open(StatisticsWorkbook.Write(result, Results.Context));
        var lines = Results.Lines(workbook.Worksheet("Tableau"), result);

        Assert.Equal(result.Rows.Select(r => r.Label), lines.Select(l => l.Label));
        foreach (var (row, line) in result.Rows.Zip(lines))
        {
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var cell = line.Cells[i];
                Assert.Equal(row.Cells[i].IsValue ? XLDataType.Number : XLDataType.Text, cell.DataType);
                Assert.Equal(
                    StatText.Of(row.Cells[i]),
                    row.Cells[i].IsValue ? StatText.Number(cell.GetValue<decimal>(), row.Cells[i].Decimals) : cell.GetString());
            }
        }
    }

    [Fact]
    public void Write_keeps_the_cents_under_the_format()
    {
        using var workbook = Open(StatisticsWorkbook.Write(_j2, Results.Context));
        var total = Results.Lines(workbook.Worksheet("Tableau"), _j2)[^1];

        Assert.Equal(_j2.Find("TOTAL", "APP")!.Raw, total.Cells[0].GetValue<decimal>() * 1_000_000m);
        Assert.Equal("#,##0.0", total.Cells[0].Style.NumberFormat.Format);
    }

    [Fact]
    public void Write_says_on_the_reading_sheet_what_must_be_known()
    {
        using var workbook = Open(StatisticsWorkbook.Write(_j2, Results.Context));
        var reading = workbook.Worksheet("Lecture").RowsUsed()
            .Select(r => KeyValuePair.Create(r.Cell(1).GetString(), r.Cell(2).GetString())).ToLookup(p => p.Key, p => p.Value);

        Assert.Equal("J2 – Charges des OPCO par dispositif", reading["Tableau"].Single());
        Assert.Equal("Exercice 2025\u202F; tous les opérateurs", reading["Filtres"].Single());
        Assert.Equal("AKTO, ATLAS", reading["Manquants 2025"].Single());
        Assert.Equal("charges comptabilisées", reading["Base"].Single());
        Assert.Equal("Inès Durand", reading["Exporté par"].Single());
        Assert.Equal("2\u00A0juin 2026 à 10\u00A0h\u00A030 (heure de Paris, UTC+02:00)", reading["Exporté le"].Single());
        Assert.Equal(StatCanonical.Sha256(_j2), reading["Empreinte SHA-256 du résultat"].Single());
        Assert.Equal(StatisticsWorkbook.DemonstrationMention, reading["Avertissement"].Single());
        Assert.Contains(reading["Source"].Single(), "Source\u00A0: ESF 2025, DGEFP\u202F; champ\u00A0: opérateurs ayant déposé\u202F; base\u00A0: charges comptabilisées\u202F; annexe au PLF 2027", StringComparison.Ordinal);
        Assert.Contains(workbook.Worksheet("Lecture").RowsUsed(), r => r.Cell(2).DataType == XLDataType.DateTime);
    }

    [Fact]
    public void Write_freezes_the_header_and_the_first_column()
    {
        using var workbook = Open(StatisticsWorkbook.Write(_j2, Results.Context));
        var view = workbook.Worksheet("Tableau").SheetView;

        Assert.Equal("Opérateur", workbook.Worksheet("Tableau").Cell(view.SplitRow, 1).GetString());
        Assert.Equal(1, view.SplitColumn);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://exemple.fr\")")]
    [InlineData("+33 1 44 38 38 38")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    public void WriteText_never_makes_a_formula(string hostile)
    {
        using var made = WorkbookFile.Create("essai");
        made.AddWorksheet("essai").Cell(1, 1).WriteText(hostile);
        using var workbook = Open(made.ToBytes());
        var cell = workbook.Worksheet("essai").Cell(1, 1);

        Assert.False(cell.HasFormula);
        Assert.Equal(XLDataType.Text, cell.DataType);
        Assert.Equal(hostile, cell.GetString());
        Assert.True(cell.Style.IncludeQuotePrefix);
    }

    private static XLWorkbook Open(byte[] file) => new(new MemoryStream(file));
}
