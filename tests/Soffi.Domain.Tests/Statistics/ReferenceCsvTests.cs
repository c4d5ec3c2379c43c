using System.Text;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>Files of reference figures and of companies: all is read, or nothing and every fault with its line.</summary>
public sealed class ReferenceCsvTests
{
    private const string Head = "code;exercice;operateur;valeur;source\n";

    private static readonly ReferenceFrame Frame = new(
        new Dictionary<int, IReadOnlyList<ReferenceDefinition>>
        {
            [2025] =
            [
                new("FC", "Dotations", "€", ReferencePerimeter.Both, OperatorType.Opco, "d"),
                new("DECA", "Contrats", "contrats", ReferencePerimeter.Operator, OperatorType.Opco, "d"),
                new("PAYS", "Pays", "€", ReferencePerimeter.National, OperatorType.Opco, "d"),
            ],
        },
        new[] { "AKTO", "ATLAS" }.ToLookup(_ => OperatorType.Opco));

    [Fact]
    public void Read_file_gives_every_figure()
    {
        var (entries, faults) = Read(Head + "FC;2025;;1 234 567,50;Rapport, p. 12\n\nfc;2025;akto;12.5;\"Rapport ; annexe \"\"A\"\"\"\n");

        Assert.Empty(faults);
        Assert.Equal(
            [new ReferenceEntry("FC", 2025, "", 1_234_567.50m, "Rapport, p. 12", null), new ReferenceEntry("FC", 2025, "AKTO", 12.5m, "Rapport ; annexe \"A\"", null)],
            entries);
    }

    [Fact]
    public void Read_columns_in_any_order_with_a_date_as_spreadsheets_write_them()
    {
        byte[] latin = Encoding.Latin1.GetBytes("Source;Date;Valeur;Exercice;Code\r\nPublié en été;15/09/2026;100;2025;PAYS\r\n");
        byte[] marked = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Head + "PAYS;2025;;100;Publié en été")];

        Assert.Equal(new ReferenceEntry("PAYS", 2025, "", 100, "Publié en été", new DateOnly(2026, 9, 15)), Assert.Single(ReferenceCsv.Read(latin, Frame).Entries));
        Assert.Equal("Publié en été", Assert.Single(ReferenceCsv.Read(marked, Frame).Entries).Source);
    }

    [Theory]
    [InlineData("FC;2019;;1;Rapport", "l’exercice")]
    [InlineData("XX;2025;;1;Rapport", "FC, DECA, PAYS")]
    [InlineData("FC;2025;NULLE;1;Rapport", "n’est pas le code d’un OPCO")]
    [InlineData("DECA;2025;;1;Rapport", "demandé par opérateur")]
    [InlineData("PAYS;2025;AKTO;1;Rapport", "national")]
    [InlineData("FC;2025;;;Rapport", "la valeur manque")]
    [InlineData("FC;2025;;douze;Rapport", "nombre lisible")]
    [InlineData("FC;2025;;1.234;Rapport", "ambigu")]
    [InlineData("FC;2025;;-5;Rapport", "négatif")]
    [InlineData("FC;2025;;2000000000000;Rapport", "trop grand")]
    [InlineData("FC;2025;;1,23456;Rapport", "4 décimales")]
    [InlineData("FC;2025;;1;", "la source manque")]
    [InlineData("FC;2025;;1;=HYPERLINK(1)", "signe qu’un tableur")]
    [InlineData("FC;2025;;1", "4 champs au lieu de 5")]
    [InlineData("FC;2025;;1;Rapport;de trop", "6 champs au lieu de 5")]
    [InlineData("FC;2025;;1;\"Rapport", "guillemet")]
    public void Read_faulty_line_gives_nothing_and_says_which(string line, string sentence)
    {
        var (entries, faults) = Read($"{Head}FC;2025;ATLAS;1;Rapport\n{line}\n");

        Assert.Empty(entries);
        var fault = Assert.Single(faults);
        Assert.Equal(3, fault.Line);
        Assert.Contains(sentence, fault.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Ligne 3\u00a0: ", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "vide")]
    [InlineData(" \n ", "vide")]
    [InlineData("code;exercice;valeur;source\n", "n’a que sa première ligne")]
    [InlineData("code;exercice;source\n", "la colonne « valeur » manque")]
    [InlineData("code;exercice;valeur;source;note\n", "la colonne « note » est inconnue")]
    [InlineData("code;code;exercice;valeur;source\n", "écrite deux fois")]
    [InlineData("PK\u0003\u0004", "n’est pas un CSV")]
    public void Read_file_of_another_shape_says_what_is_expected(string text, string sentence) =>
        Assert.Contains(Read(text).Faults, f => f.ToString().Replace('\u00a0', ' ').Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Read_figure_given_twice_names_the_first_line() =>
        Assert.Equal("Ligne 3\u00a0: ce chiffre est déjà donné à la ligne 2.", Assert.Single(Read(Head + "FC;2025;;1;Rapport\nFC;2025;;2;Rapport\n").Faults).ToString());

    [Fact]
    public void Read_reports_every_fault_in_the_order_of_the_lines()
    {
        var (_, faults) = Read(Head + "FC;2025;;un;Rapport\nFC;2025;AKTO;1\nXX;2025;;1;\n");

        Assert.Equal([2, 3, 4, 4], faults.Select(f => f.Line));
    }

    [Fact]
    public void Read_file_over_the_limit_is_refused_whole()
    {
        var lines = string.Concat(Enumerable.Range(0, ReferenceCsv.MostLines + 1).Select(_ => "FC;2025;;1;Rapport\n"));

        Assert.Contains("plus de 2000", Assert.Single(Read(Head + lines).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_companies_counts_each_body_and_lists_those_of_several()
    {
        var (reading, faults) = Companies("siren;operateur\n000001016;AKTO\n000 001 024;akto\n000001024;ATLAS\n000001024;ATLAS\n000001032;ATLAS\n");

        Assert.Empty(faults);
        Assert.Equal((3, 1), (reading!.Companies, reading.Duplicates));
        Assert.Equal((2, 2), (reading.Operators["AKTO"], reading.Operators["ATLAS"]));
        var overlap = Assert.Single(reading.Overlaps);
        Assert.Equal("000001024", overlap.Siren);
        Assert.Equal(["AKTO", "ATLAS"], overlap.Operators);
    }

    [Theory]
    [InlineData("NULLE;000001016", "n’est pas le code d’un OPCO")]
    [InlineData("AKTO;000001017", "clé de contrôle est fausse")]
    [InlineData("AKTO;", "le numéro SIREN manque")]
    [InlineData("AKTO", "1 champs au lieu de 2")]
    public void Read_companies_refuses_a_wrong_line(string line, string sentence)
    {
        var (reading, faults) = Companies($"operateur;siren\nAKTO;000001016\n{line}\n");

        Assert.Null(reading);
        Assert.Contains(sentence, Assert.Single(faults).ToString(), StringComparison.Ordinal);
        Assert.Equal(3, faults[0].Line);
    }

    [Fact]
    public void Read_companies_stops_at_a_hundred_faults() => Assert.InRange(
        Companies("operateur;siren\n" + string.Concat(Enumerable.Repeat("NULLE;1\n", 5_000))).Faults.Count, CompanyCsv.MostFaults, CompanyCsv.MostFaults + 1);

    [Fact]
    public void Figures_keep_every_version_and_a_withdrawal_has_no_value()
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var entry = new ReferenceEntry("FC", 2025, "", 12.3456m, "Rapport", new DateOnly(2026, 9, 15));
        var figure = new ReferenceFigure(entry, 1, null, "système", now);

        Assert.Equal(12.3456m, figure.Value);
        Assert.True(figure.Says(entry));
        Assert.False(figure.Says(entry with { Source = "Autre" }));
        Assert.Null(new ReferenceFigure(entry with { Value = null }, 2, null, "système", now).Value);
    }

    private static (IReadOnlyList<ReferenceEntry> Entries, IReadOnlyList<CsvFault> Faults) Read(string text) =>
        ReferenceCsv.Read(Encoding.UTF8.GetBytes(text), Frame);

    private static (CompanyReading? Reading, IReadOnlyList<CsvFault> Faults) Companies(string text) =>
        CompanyCsv.Read(Encoding.UTF8.GetBytes(text), ["AKTO", "ATLAS"]);
}
