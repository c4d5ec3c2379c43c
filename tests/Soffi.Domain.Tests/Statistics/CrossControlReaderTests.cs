using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>Files of cross controls: those of the product, and what is refused with its line.</summary>
public sealed class CrossControlReaderTests
{
    private const string Good = """
        {
          "exercise": 2025,
          "parameters": { "t": { "value": "1", "label": "Écart toléré, en euros" } },
          "references": [ { "code": "REF", "label": "Référence", "unit": "€", "per": "both", "operatorType": "OPCO", "definition": "d" } ],
          "controls": [
            { "code": "X01", "label": "l", "legalBasis": "b", "help": "h", "per": "national", "comparison": "=", "tolerance": "$t",
              "left": { "label": "déclaré", "unit": "€", "sum": { "kind": "ESF", "operatorType": "OPCO", "cells": ["B1.010.TOT"] } },
              "right": { "label": "publié", "reference": "REF" } } ]
        }
        """;

    public static TheoryData<int> Exercises => [.. CrossControlReader.Exercises(PublishedForms.Files)];

    [Theory]
    [MemberData(nameof(Exercises))]
    public void Read_the_product_files_and_every_cell_stands_in_the_form(int exercise)
    {
        var reading = CrossControlReader.Read(PublishedForms.Files, exercise);

        Assert.Empty(reading.Faults);
        Assert.Subset(reading.Controls!.Controls.Select(c => c.Code).ToHashSet(), new HashSet<string> { "X01", "X02", "X03", "X04", "X05" });
        Assert.Empty(CrossControlLinter.Lint(reading.Controls, path => PublishedForms.Reading(path.ToString()).Definition, id => id is "J2" or "J11" ? Tables.Read(id) : null));
    }

    [Fact]
    public void Product_has_cross_controls_for_the_exercises_of_the_opco_statement() =>
        Assert.Equal([2021, 2022, 2023, 2024, 2025, 2026], CrossControlReader.Exercises(PublishedForms.Files));

    [Fact]
    public void Read_file_based_on_another_replaces_by_code()
    {
        var of2026 = CrossControlReader.Read(PublishedForms.Files, 2026).Controls!;

        var endowments = Assert.IsType<CrossSum>(of2026.Controls.Single(c => c.Code == "X01").Left);
        Assert.Contains(CellCode.Parse("B1.013.TOT"), endowments.Cells);
        Assert.Equal(CrossControlReader.Read(PublishedForms.Files, 2025).Controls!.Controls.Count, of2026.Controls.Count);
    }

    [Theory]
    [InlineData("\"exercise\": 2025", "\"exercise\": 2024", 2, "comme le nom du fichier")]
    [InlineData("\"help\": \"h\"", "\"helpe\": \"h\"", 6, "Clé « helpe » inconnue")]
    [InlineData("\"per\": \"national\"", "\"per\": \"régional\"", 6, "« régional » est inconnu")]
    [InlineData("\"$t\"", "\"$u\"", 6, "le nom d’un paramètre de ce fichier")]
    [InlineData("\"$t\"", "\"1\"", 6, "le nom d’un paramètre de ce fichier")]
    [InlineData("B1.010.TOT\"", "B1.010\"", 7, "Code de cellule mal formé")]
    [InlineData("[\"B1.010.TOT\"]", "[\"B1.010.TOT\", \"B1.010.TOT\"]", 7, "comptée deux fois")]
    [InlineData("[\"B1.010.TOT\"]", "[]", 7, "liste")]
    [InlineData("\"reference\": \"REF\"", "\"reference\": \"AUTRE\"", 8, "n’est pas dans « references »")]
    [InlineData("\"reference\": \"REF\"", "\"constant\": -1", 8, "nombre positif")]
    [InlineData("\"reference\": \"REF\"", "\"reference\": \"REF\", \"constant\": 1", 8, "une seule source")]
    [InlineData("\"unit\": \"€\", \"per\"", "\"unit\": \"contrats\", \"per\"", 8, "pas la même unité")]
    [InlineData("\"value\": \"1\"", "\"value\": \"un\"", 3, "nombre positif")]
    [InlineData("\"comparison\": \"=\"", "\"comparison\": \"ratio\"", 6, "demande « least »")]
    [InlineData("\"code\": \"REF\"", "\"code\": \"ref 1\"", 4, "majuscules, chiffres et tirets")]
    [InlineData("\"controls\": [", "\"controls\": [ { \"code\": \"X09\", \"removed\": true },", 5, "rien à ôter")]
    [InlineData("\"exercise\": 2025,", "\"exercise\": 2025, \"basedOn\": 2019,", 2, "croises/2019.json manque")]
    [InlineData("\"exercise\": 2025,", "\"exercise\": 2025, \"basedOn\": 2025,", 2, "n’en reprend pas lui-même un autre")]
    [InlineData("\"tolerance\": \"$t\",", "", 3, "ne sert à aucun contrôle")]
    [InlineData("{\n  \"exercise\"", "{ ,\n \"exercise\"", 1, "JSON mal formé")]
    public void Read_faulty_file_names_line_and_what_to_write(string part, string replaced, int line, string sentence)
    {
        var text = Good.ReplaceLineEndings("\n");
        Assert.Contains(part, text, StringComparison.Ordinal);

        var reading = Read(text.Replace(part, replaced, StringComparison.Ordinal));

        Assert.Null(reading.Controls);
        Assert.Contains(reading.Faults, f => f.Line == line && f.File == "croises/2025.json" && f.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_a_control_twice_is_refused()
    {
        var text = Good.ReplaceLineEndings("\n");
        var control = text[text.IndexOf("{ \"code\": \"X01\"", StringComparison.Ordinal)..text.LastIndexOf(" ]", StringComparison.Ordinal)];

        var reading = Read(text.Replace(control, $"{control}, {control}", StringComparison.Ordinal));

        Assert.Contains(reading.Faults, f => f.Message.Contains("employé deux fois", StringComparison.Ordinal));
    }

    [Fact]
    public void Lint_names_cells_forms_and_tables_that_do_not_exist()
    {
        CrossControlSet Set(string cell, string kind = "ESF", string unit = "€") => Read(Good
            .Replace("B1.010.TOT", cell, StringComparison.Ordinal).Replace("\"ESF\"", $"\"{kind}\"", StringComparison.Ordinal)
            .Replace("\"unit\": \"€\"", $"\"unit\": \"{unit}\"", StringComparison.Ordinal)).Controls!;
        IReadOnlyList<string> Lint(CrossControlSet set, bool hasForm = true) =>
            [.. CrossControlLinter.Lint(set, p => hasForm ? PublishedForms.Reading(p.ToString()).Definition : null, id => id is "J2" or "J11" ? Tables.Read(id) : null).Select(f => f.ToString())];

        Assert.Empty(Lint(Set("B1.010.TOT")));
        Assert.Contains("la cellule B1.999.TOT n’existe pas dans 2025/OPCO", Assert.Single(Lint(Set("B1.999.TOT"))), StringComparison.Ordinal);
        Assert.Contains("croises/2025.json:6", Assert.Single(Lint(Set("ID.DENOM.VAL"))), StringComparison.Ordinal);
        Assert.Contains("n’est pas un nombre", Assert.Single(Lint(Set("ID.DENOM.VAL"))), StringComparison.Ordinal);
        Assert.Contains("est en « contrats »", Assert.Single(Lint(Set("C1.041.T"))), StringComparison.Ordinal);
        Assert.Contains("le formulaire 2025/OPCO n’existe pas", Assert.Single(Lint(Set("B1.010.TOT"), hasForm: false)), StringComparison.Ordinal);
    }

    private static CrossControlReading Read(string text) =>
        CrossControlReader.Read(new FormFiles(new Dictionary<string, string> { ["croises/2025.json"] = text }), 2025);
}
