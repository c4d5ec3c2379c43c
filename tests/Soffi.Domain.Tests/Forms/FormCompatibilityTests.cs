using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Each reason to refuse a corrected version, what has to be announced, and what is only told.</summary>
public sealed class FormCompatibilityTests
{
    private const string Cadre = """
        { "code": "A", "title": "Cadre A", "help": "Aide.", "tables": [
          { "code": "T", "title": "Tableau", "type": "amount", "publishable": true, "definition": "Montant.",
            "columns": [{ "code": "X", "label": "Charges" }, { "code": "Y", "label": "Produits" }],
            "rows": [{ "code": "1", "label": "un" }, { "code": "2", "label": "deux", "signed": true },
                     { "code": "3", "label": "Ouverture", "carryOver": "N-1:T.*.*" },
                     { "code": "5", "label": "cinq" },
                     { "code": "9", "label": "Total", "formula": "SUM(T.1.*:T.3.*)" }],
            "cells": [{ "at": "T.1.X", "required": true }] } ] }
        """;

    private const string Controls = """
        [ { "code": "P01", "severity": "bloquant", "label": "Plafond", "condition": "T.1.X <= $plafond", "tolerance": 1, "message": "{T.1.X}", "cells": ["T.1.X"] },
          { "code": "P02", "severity": "information", "label": "Repère", "condition": "T.2.X <= T.2.Y", "message": "{T.2.X}", "cells": ["T.2.X"] },
          { "code": "V01", "severity": "à justifier", "audience": "agents", "label": "Écart", "condition": "T.1.Y <= T.2.Y", "message": "{T.1.Y}", "cells": ["T.1.Y"] } ]
        """;

    private static readonly string Header = SmallForm.Header.Replace(
        "\"parameters\": {}", "\"parameters\": { \"plafond\": { \"value\": \"100\", \"label\": \"Plafond des charges\" } }", StringComparison.Ordinal);

    private static readonly FormDefinition Old = SmallForm.Read(Cadre, Controls, Header);

    [Theory]
    [InlineData("{ \"code\": \"5\", \"label\": \"cinq\" },", "", "Ligne T.5 «\u00a0cinq\u00a0» (2 cellules)", "serait perdu")]
    [InlineData("\"required\": true }", "\"required\": true }, { \"at\": \"T.5.Y\", \"closed\": true }", "T.5.Y «\u00a0cinq, Produits\u00a0»", "serait perdu")]
    [InlineData("\"label\": \"un\"", "\"label\": \"un\", \"type\": \"hours\"", "Ligne T.1", "de «\u00a0montant\u00a0» à «\u00a0nombre d’heures\u00a0»")]
    [InlineData("\"label\": \"un\"", "\"label\": \"un\", \"unit\": \"k€\"", "Ligne T.1", "l’unité passe de «\u00a0€\u00a0» à «\u00a0k€\u00a0»")]
    [InlineData("\"label\": \"deux\", \"signed\": true", "\"label\": \"deux\"", "Ligne T.2", "n’accepterait plus de nombre négatif")]
    [InlineData("\"label\": \"un\"", "\"label\": \"autre\", \"definition\": \"Effectif.\"", "Ligne T.1", "le code servirait à autre chose")]
    [InlineData("\"label\": \"cinq\"", "\"label\": \"cinq\", \"formula\": \"T.2.* * 2\"", "Ligne T.5", "deviendrait calculé")]
    [InlineData("\"label\": \"Total\", \"formula\": \"SUM(T.1.*:T.3.*)\"", "\"label\": \"Total\"", "Ligne T.9", "un code ne sert qu’une fois")]
    [InlineData("\"label\": \"un\"", "\"label\": \"un\", \"carryOver\": \"N-1:T.1.*\"", "Ligne T.1", "serait repris de l’exercice précédent")]
    public void Check_what_would_lose_or_change_a_typed_value_is_refused(string was, string now, string where, string why)
    {
        var refusal = Assert.Single(Check(Cadre.Replace(was, now, StringComparison.Ordinal)).Refusals);

        Assert.StartsWith(where, refusal, StringComparison.Ordinal);
        Assert.Contains(why, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_control_of_another_rule_under_another_label_is_refused()
    {
        var controls = Controls.Replace("\"label\": \"Repère\", \"condition\": \"T.2.X <= T.2.Y\"", "\"label\": \"Plancher\", \"condition\": \"T.2.X >= 0\"", StringComparison.Ordinal);

        Assert.Contains("Contrôle P02 «\u00a0Plancher\u00a0»", Assert.Single(Check(controls: controls).Refusals), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"exercise\": 2025", "\"exercise\": 2026", "ESF OPCO 2025 attendu, ESF OPCO 2026 trouvé")]
    [InlineData("\"operatorType\": \"OPCO\"", "\"operatorType\": \"FAF\"", "ESF FAF 2025 trouvé")]
    [InlineData("\"version\": 2", "\"version\": 3", "doit être 2")]
    [InlineData("\"version\": 2", "\"version\": 1", "doit être 2")]
    public void Check_another_form_or_another_number_is_refused(string was, string now, string why)
    {
        var header = Second(Header).Replace(was, now, StringComparison.Ordinal);
        var folder = header.Contains("\"exercise\": 2026", StringComparison.Ordinal) ? "2026/OPCO" : header.Contains("FAF", StringComparison.Ordinal) ? "2025/FAF" : "2025/OPCO";
        var reading = FormReader.Read(
            new FormFiles(new Dictionary<string, string> { [$"{folder}/form.json"] = header, [$"{folder}/a.json"] = Cadre, [$"{folder}/c.json"] = Controls }), folder);
        Assert.Empty(reading.Faults);

        Assert.Contains(why, Assert.Single(FormCompatibility.Check(Old, reading.Definition!).Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_nothing_but_the_number_is_refused() =>
        Assert.Contains("il n’y a rien à publier", Assert.Single(Check(Cadre).Refusals), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"label\": \"un\" },", "\"label\": \"un\" }, { \"code\": \"4\", \"label\": \"quatre\", \"required\": true },", "Ligne T.4 «\u00a0quatre\u00a0» (2 cellules)\u00a0: ajouté, à remplir")]
    [InlineData("\"at\": \"T.1.X\", \"required\": true", "\"at\": \"T.1.*\", \"required\": true", "T.1.Y «\u00a0un, Produits\u00a0»\u00a0: devient obligatoire")]
    [InlineData("\"label\": \"un\" },", "\"label\": \"un\", \"signed\": true },", "Ligne T.1 «\u00a0un\u00a0» (2 cellules)\u00a0: accepte désormais un nombre négatif")]
    [InlineData("\"carryOver\": \"N-1:T.*.*\"", "\"carryOver\": \"N-1:T.9.*\"", "Ligne T.3 «\u00a0Ouverture\u00a0» (2 cellules)\u00a0: est repris de l’exercice précédent d’une autre façon")]
    [InlineData(", \"carryOver\": \"N-1:T.*.*\"", "", "Ligne T.3 «\u00a0Ouverture\u00a0» (2 cellules)\u00a0: n’est plus repris")]
    public void Check_cell_that_asks_more_is_compatible_and_has_to_be_announced(string was, string now, string said)
    {
        var found = Check(Cadre.Replace(was, now, StringComparison.Ordinal));

        Assert.Empty(found.Refusals);
        Assert.StartsWith(said, Assert.Single(found.Announcements), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"code\": \"P02\", \"severity\": \"information\"", "\"code\": \"P02\", \"severity\": \"bloquant\"", "passe de «\u00a0information\u00a0» à «\u00a0bloquant\u00a0»")]
    [InlineData("\"condition\": \"T.1.X <= $plafond\", \"tolerance\": 1", "\"condition\": \"T.1.X <= $plafond\", \"tolerance\": 0", "la règle change")]
    [InlineData("\"condition\": \"T.1.X <= $plafond\"", "\"condition\": \"T.1.X + T.2.X <= $plafond\"", "la règle change")]
    [InlineData("{ \"code\": \"V01\"", "{ \"code\": \"P03\", \"severity\": \"bloquant\", \"label\": \"Neuf\", \"condition\": \"T.1.X >= T.1.Y\", \"message\": \"{T.1.X}\", \"cells\": [\"T.1.X\"] }, { \"code\": \"V01\"", "Contrôle P03 «\u00a0Neuf\u00a0»\u00a0: nouveau, bloquant")]
    public void Check_stricter_control_is_compatible_and_has_to_be_announced(string was, string now, string said)
    {
        var found = Check(controls: Controls.Replace(was, now, StringComparison.Ordinal));

        Assert.Empty(found.Refusals);
        Assert.Contains(said, Assert.Single(found.Announcements), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_parameter_of_another_value_has_to_be_announced()
    {
        var found = Check(header: Header.Replace("\"100\"", "\"90\"", StringComparison.Ordinal));

        Assert.True(found.IsCompatible);
        Assert.Equal("Paramètre «\u00a0Plafond des charges\u00a0»\u00a0: 100 devient 90.", Assert.Single(found.Announcements));
    }

    [Theory]
    [InlineData("\"label\": \"un\" },", "\"label\": \"Un\" },", "libellé modifié (c’était «\u00a0un\u00a0»)")]
    [InlineData("\"definition\": \"Montant.\"", "\"definition\": \"Montant comptabilisé.\"", "Tableau T «\u00a0Tableau\u00a0» (10 cellules)\u00a0: définition précisée\u00a0: Montant comptabilisé.")]
    [InlineData("\"label\": \"un\" },", "\"label\": \"un\" }, { \"code\": \"4\", \"label\": \"quatre\" },", "Ligne T.4 «\u00a0quatre\u00a0» (2 cellules)\u00a0: ajouté.")]
    [InlineData("SUM(T.1.*:T.3.*)", "SUM(T.1.*:T.2.*)", "Ligne T.9 «\u00a0Total\u00a0» (2 cellules)\u00a0: calculé autrement.")]
    [InlineData("\"publishable\": true", "\"publishable\": false", "n’est plus rendu public")]
    [InlineData(", \"required\": true", "", "n’est plus obligatoire")]
    [InlineData("\"help\": \"Aide.\"", "\"help\": \"Aide plus claire.\"", "Cadre A «\u00a0Cadre A\u00a0»\u00a0: titre, aide ou fondement modifiés")]
    public void Check_what_asks_nothing_is_told_only(string was, string now, string said)
    {
        var found = Check(Cadre.Replace(was, now, StringComparison.Ordinal));

        Assert.Empty(found.Refusals);
        Assert.Empty(found.Announcements);
        Assert.Contains(said, Assert.Single(found.Differences), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"tolerance\": 1", "\"tolerance\": 2", "Contrôle P01 «\u00a0Plafond\u00a0»\u00a0: tolérance élargie.")]
    [InlineData("\"code\": \"P01\", \"severity\": \"bloquant\"", "\"code\": \"P01\", \"severity\": \"à justifier\"", "passe de «\u00a0bloquant\u00a0» à «\u00a0à justifier\u00a0»")]
    [InlineData("\"message\": \"{T.2.X}\"", "\"message\": \"Voyez {T.2.X}.\"", "libellé, message ou fondement modifiés")]
    [InlineData("\"condition\": \"T.1.Y <= T.2.Y\"", "\"condition\": \"T.1.Y <= 0\"", "réservé aux agents\u00a0: la règle change")]
    public void Check_softer_control_is_told_only(string was, string now, string said)
    {
        var found = Check(controls: Controls.Replace(was, now, StringComparison.Ordinal));

        Assert.Empty(found.Announcements);
        Assert.Contains(said, Assert.Single(found.Others), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_real_form_against_itself_under_the_next_number_finds_nothing_to_publish()
    {
        var json = PublishedForms.Opco2025.Header.CanonicalJson.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);

        Assert.Contains("il n’y a rien à publier", Assert.Single(FormCompatibility.Check(PublishedForms.Opco2025, FormReader.ReadCanonical(json)).Refusals), StringComparison.Ordinal);
    }

    private static FormCompatibility Check(string cadre = Cadre, string controls = Controls, string? header = null) =>
        FormCompatibility.Check(Old, SmallForm.Read(cadre, controls, Second(header ?? Header)));

    private static string Second(string header) => header.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal);
}
