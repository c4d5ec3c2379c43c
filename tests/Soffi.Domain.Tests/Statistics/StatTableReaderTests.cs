using Soffi.Domain.Statistics;

namespace Soffi.Domain.Tests.Statistics;

public sealed class StatTableReaderTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(Tables.Folder(), "J2.json"));

    [Fact]
    public void Read_accepts_every_table_file_of_the_portal()
    {
        var files = Directory.GetFiles(Tables.Folder(), "*.json");

        Assert.True(files.Length >= 2);
        Assert.All(files, f => Assert.NotEmpty(StatTableReader.Read(Path.GetFileName(f), File.ReadAllText(f)).Measures));
    }

    [Theory]
    [InlineData("\"rowLabel\"", "\"rowLable\"", 8, "rowLable")]
    [InlineData("\"kind\": \"ESF\"", "\"kind\": \"ESG\"", 5, "ESG")]
    [InlineData("\"rows\": \"operators\"", "\"rows\": \"age*age\"", 7, "chacune une fois")]
    [InlineData("\"B2.030.TOT\"", "\"B2.030\"", 19, "mal formé")]
    [InlineData("\"B2.030.TOT\"", "\"B2.060.TOT\", \"B2.060.TOT\"", 17, "chacune une fois")]
    [InlineData("\"code\": \"CPRO\"", "\"code\": \"APP\"", 11, "employé deux fois")]
    [InlineData("\"id\": \"J2\"", "\"id\": \"J3\"", 2, "nom du fichier")]
    [InlineData("\"shareOf\": \"TOTAL\"", "\"shareOf\": \"TOUT\"", 45, "shareOf")]
    [InlineData("{base}", "la base", 47, "{base}")]
    [InlineData("\"decimals\": 1", "\"decimals\": \"un\"", 9, "decimals")]
    [InlineData("\"divisor\": 1000000, ", "", 9, "divisor")]
    public void Read_refuses_what_it_does_not_know_with_file_and_line(string from, string to, long line, string word)
    {
        var refused = Assert.Throws<StatTableException>(
            () => StatTableReader.Read("J2.json", Good.Replace(from, to, StringComparison.Ordinal)));

        Assert.Equal(line, refused.Line);
        Assert.StartsWith($"J2.json, ligne {line}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void J2_columns_split_the_lines_of_the_total_without_gap_or_overlap()
    {
        var parts = Tables.J2.Measures.Where(c => c.Code != "TOTAL").SelectMany(c => c.Terms).ToList();

        Assert.Equal(parts.Count, parts.Distinct().Count());
        Assert.Equal(["ESF.OPCO:B2.900.TOT"], Tables.J2.FindMeasure("TOTAL")!.Terms.Select(c => c.ToString()));
    }
}
