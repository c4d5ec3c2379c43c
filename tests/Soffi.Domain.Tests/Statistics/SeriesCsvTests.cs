using System.Text;
using Soffi.Domain.Statistics;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>Files of published series: all is read, or nothing and every fault with its line.</summary>
public sealed class SeriesCsvTests
{
    private const string Head = "serie;titre;unite;source;annee;valeur;mois;dimension;membre;libelle;statut\n";

    [Fact]
    public void Read_file_gives_every_series_with_its_values()
    {
        var (entries, faults) = Read(Head
            + "COLLECTE;Collecte;M€;Rapport;2016;6 998,6;;;;;r\nCOLLECTE;Collecte;M€;Rapport;2017;7317;;;;;\n"
            + "entrees;Entrées;contrats;Dares;2021;3328;1;;;;p\nDEP;Dépense;M€;Jaune;2022;10952;;financeur;OPCO;Opcos;\n");

        Assert.Empty(faults);
        Assert.Equal(["COLLECTE", "ENTREES", "DEP"], entries.Select(e => e.Code));
        Assert.Equal([new SeriesPoint(2016, 0, "", "", 1, 6998.6m, false, true), new SeriesPoint(2017, 0, "", "", 1, 7317m, false, false)], entries[0].Values);
        Assert.Equal(new SeriesPoint(2021, 1, "", "", 1, 3328m, true, false), entries[1].Values.Single());
        Assert.Equal(("financeur", new SeriesPoint(2022, 0, "OPCO", "Opcos", 1, 10952m, false, false)), (entries[2].Dimension, entries[2].Values.Single()));
    }

    [Theory]
    [InlineData("9COLLECTE;Collecte;M€;Rapport;2016;1;;;;;", 2, "majuscules, chiffres et tirets")]
    [InlineData("COLLECTE;;M€;Rapport;2016;1;;;;;", 2, "« titre » manque")]
    [InlineData("COLLECTE;Collecte;M€;=CMD();2016;1;;;;;", 2, "tableur calculerait")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;16;1;;;;;", 2, "n’est pas une année")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;douze;;;;;", 2, "nombre")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;;;;;;", 2, "valeur manque")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;13;;;;", 2, "mois de 1 à 12")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;;OPCO;;", 2, "n’a pas de dimension")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;operateur;AKTO;;", 2, "ne convient pas")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;region;98;;", 2, "n’est pas une modalité de « region »")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;sexe;X;;", 2, "n’est pas une modalité de « sexe » : F, H")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;;;;x", 2, "le statut est")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;;;;\nCOLLECTE;Collecte;M€;Rapport;2016;2;;;;;", 3, "déjà donnée à la ligne 2")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;;;;\nCOLLECTE;Autre;M€;Rapport;2017;2;;;;;", 3, "doivent être ceux de la ligne 2")]
    [InlineData("COLLECTE;Collecte;M€;Rapport;2016;1;;;;;\nCOLLECTE;Collecte;M€;Rapport;2017;2;1;;;;", 3, "mélange des mois")]
    [InlineData("COLLECTE;Collecte", 2, "champs au lieu de")]
    public void Read_refuses_a_wrong_line_and_says_what_to_write(string lines, int line, string expected)
    {
        var (entries, faults) = Read(Head + lines + "\n");

        Assert.Empty(entries);
        Assert.Equal(line, faults[0].Line);
        Assert.Contains(expected, faults[0].Message.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_tells_every_fault_at_once()
    {
        var (_, faults) = Read(Head + "COLLECTE;Collecte;M€;Rapport;2016;douze;;;;;\nCOLLECTE;Collecte;M€;Rapport;16;1;;;;;x\n");

        Assert.Equal([2, 3, 3], faults.Select(f => f.Line));
    }

    [Theory]
    [InlineData("", "vide")]
    [InlineData("serie;titre;unite;source;annee\n", "« valeur » manque")]
    [InlineData(Head, "première ligne")]
    public void Read_refuses_a_file_that_is_no_series(string text, string expected) =>
        Assert.Contains(expected, Read(text).Faults[0].Message.Replace('\u00A0', ' '), StringComparison.Ordinal);

    [Fact]
    public void Take_keeps_the_former_value_and_marks_the_new_one_revised()
    {
        var now = new DateTimeOffset(2026, 6, 2, 8, 0, 0, TimeSpan.Zero);
        var file = new ReceivedSeries("collecte.csv", new string('a', 64));
        var series = new PublishedSeries(Read(Head + "COLLECTE;Collecte;M€;Rapport;2016;7026;;;;;\n").Entries[0], file, null, "système", now);

        Assert.Equal(1, series.Take(Read(Head + "COLLECTE;Collecte;M€;Rapport;2016;6998,6;;;;;\n").Entries[0], file, null, "système", now));
        Assert.Equal(0, series.Take(Read(Head + "COLLECTE;Collecte;M€;Rapport;2016;6998,6;;;;;\n").Entries[0], file, null, "système", now));
        Assert.Equal([(1, 7026m, StatFlags.None), (2, 6998.6m, StatFlags.Revised)], series.Values.Select(v => (v.Version, v.Value, v.Flags)));
    }

    private static (IReadOnlyList<SeriesEntry> Entries, IReadOnlyList<CsvFault> Faults) Read(string text) => SeriesCsv.Read(
        Encoding.UTF8.GetBytes(text), dimension => dimension == "sexe" ? [new StatMember("F", "Femmes"), new StatMember("H", "Hommes")] : null);
}
