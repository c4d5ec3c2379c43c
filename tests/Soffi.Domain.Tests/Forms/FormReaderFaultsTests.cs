using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Whoever writes a form is told all that is wrong, where, in French; nothing malformed is taken in silence.</summary>
public sealed class FormReaderFaultsTests
{
    private const string Control = """
        { "code": "T1", "severity": "bloquant", "label": "Essai", "condition": "T.1.X = 1",
          "message": "Écart {écart}", "cells": ["T.1.X"] }
        """;

    /// <summary>Text replaced in the valid grid, its replacement, the line, a part of the sentence.</summary>
    public static TheoryData<string, string, int, string> GridFaults => new()
    {
        { "\"title\": \"Tableau\"", "\"titre\": \"x\", \"title\": \"Tableau\"", 3, "Clé « titre » inconnue" },
        { "\"title\": \"Tableau\"", "\"title\": \" \"", 3, "« title » : un texte est attendu" },
        { "\"amount\"", "\"money\"", 3, "Type « money » inconnu" },
        { "\"code\": \"T\"", "\"code\": \"t\"", 3, "Code de tableau « t » mal formé" },
        { "\"code\": \"A\"", "\"code\": \"../x\"", 1, "Code de cadre « ../x » mal formé" },
        { "\"code\": \"Y\"", "\"code\": \"X\"", 4, "écrit deux fois" },
        { "\"code\": \"2\"", "\"code\": \"a b\"", 5, "Code de ligne « a b » mal formé" },
        { "{ \"code\": \"1\", \"label\": \"un\" }", "{ \"code\": \"1\" }", 5, "« label »" },
        { "{ \"code\": \"1\", \"label\": \"un\" }", "\"un\"", 5, "Un objet { … } est attendu" },
        { "{ \"code\": \"1\", \"label\": \"un\" }", "{ \"axis\": \"sections\" }", 5, "Axe « sections » inconnu" },
        { "\"signed\": true", "\"signed\": \"oui\"", 5, "true ou false" },
        { "\"signed\": true", "\"formula\": 5", 5, "une formule entre guillemets" },
        { "\"signed\": true", "\"carryOver\": true", 5, "une formule entre guillemets" },
        { "\"signed\": true", "\"type\": \"text\", \"carryOver\": \"N-1:T.2.*\"", 5, "seule une cellule numérique" },
        { "SUM(T.1.*:T.2.*)", "SUM(T.1.*:T.8.*)", 5, "la plage T.1.X:T.8.X" },
        { "SUM(T.1.*:T.2.*)", "MOYENNE(T.1.*)", 5, "« MOYENNE » inattendu au caractère 1" },
        { "SUM(T.1.*:T.2.*)", "U.1.X", 5, "la cellule U.1.X n’existe pas" },
        { "SUM(T.1.*:T.2.*)", "T.1.* * $taux", 5, "paramètre « $taux » inconnu" },
        { "SUM(T.1.*:T.2.*)", "T.1.* + T.9.*", 5, "Calcul en boucle : T.9.X → T.9.X" },
        { "SUM(T.1.*:T.2.*)", "9999999999999999999999999999999999999999", 5, "nombre trop grand" },
        { "\"cells\": []", "\"cells\": [{ \"closed\": true }]", 6, "« at »" },
        { "\"cells\": []", "\"cells\": [5]", 6, "Un objet { … } est attendu" },
        { "\"cells\": []", "\"cells\": [{ \"at\": \"T.7.X\", \"closed\": true }]", 6, "n’est pas une cellule du tableau T" },
        { "\"cells\": []", "\"cells\": [{ \"at\": \"T.1.*\", \"signed\": true }, { \"at\": \"T.*.X\", \"signed\": false }]", 6, "deux valeurs différentes de « signed »" },
        { "\"cells\": []", "\"cells\": [],", 6, "JSON mal formé" },
        { "\"Cadre A\"", "\"\\ud800\"", 1, "isolé" },
    };

    [Theory]
    [MemberData(nameof(GridFaults))]
    public void Read_wrong_cadre_says_where_and_what(string valid, string wrong, int line, string sentence)
    {
        Assert.Contains(valid, SmallForm.Grid, StringComparison.Ordinal);

        var reading = SmallForm.Reading(SmallForm.Grid.Replace(valid, wrong, StringComparison.Ordinal));

        Assert.Null(reading.Definition);
        Assert.Contains(reading.Faults, f => f.File == "2025/OPCO/a.json" && f.Line == line && f.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"ESF\"", "\"BILAN\"", 1, "« BILAN » est inconnu")]
    [InlineData("\"OPCO\"", "\"FAF\"", 1, "ne se range pas dans le dossier 2025/OPCO")]
    [InlineData("2025", "2024", 1, "L’exercice 2024 ne va pas avec le dossier")]
    [InlineData("\"version\": 1", "\"version\": 1.5", 1, "un entier de 1")]
    [InlineData("\"parameters\": {}", "\"parameters\": { \"p\": 5 }", 2, "Un objet { … } est attendu")]
    [InlineData("\"parameters\": {}", "\"parameters\": { \"p\": { \"label\": \"l\", \"value\": \"1/0\" } }", 2, "fraction")]
    [InlineData("\"parameters\": {}", "\"parameters\": { \"p\": { \"label\": \"l\", \"value\": \"79228162514264337593543950335/0.1\" } }", 2, "fraction")]
    [InlineData("\"parameters\": {}", "\"parameters\": { \"été\": { \"label\": \"l\", \"value\": 1 } }", 2, "Nom de paramètre « été »")]
    [InlineData("\"axes\": {}", "\"axes\": { \"s\": \"x\" }", 3, "Axe « s » : une liste")]
    [InlineData("\"axes\": {}", "\"axes\": { \"s\": [{ \"code\": \"a b\", \"label\": \"l\" }] }", 3, "Code d’axe « a b »")]
    [InlineData("\"a.json\"", "\"z.json\"", 4, "Le fichier z.json manque")]
    [InlineData("\"a.json\"", "\"../../a.json\"", 4, "du même dossier")]
    [InlineData(", \"controls\": \"c.json\"", "", 1, "« controls »")]
    [InlineData("\"controls\"", "\"basedOn\": \"2024/OPCO\", \"controls\"", 4, "le formulaire 2024/OPCO n’existe pas")]
    public void Read_wrong_header_says_where_and_what(string valid, string wrong, int line, string sentence)
    {
        Assert.Contains(valid, SmallForm.Header, StringComparison.Ordinal);

        var faults = SmallForm.Reading(header: SmallForm.Header.Replace(valid, wrong, StringComparison.Ordinal)).Faults;

        Assert.Contains(faults, f => f.File == "2025/OPCO/form.json" && f.Line == line && f.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"bloquant\"", "\"grave\"", "« grave » est inconnu")]
    [InlineData("\"T.1.X = 1\"", "5", "« condition » : une formule entre guillemets")]
    [InlineData("\"T.1.X = 1\"", "\"T.5.X = 1\"", "la cellule T.5.X n’existe pas")]
    [InlineData("\"T.1.X = 1\"", "\"T.1.X = [mot]\"", "mot « [mot] » inconnu")]
    [InlineData("\"label\": \"Essai\"", "\"label\": \"Essai\", \"tolerance\": -1", "un nombre positif")]
    [InlineData("\"label\": \"Essai\"", "\"label\": \"Essai\", \"forEach\": 5", "Un objet { … } est attendu")]
    [InlineData("\"label\": \"Essai\"", "\"label\": \"Essai\", \"forEach\": { \"of\": \"Z\", \"row\": \"all\" }", "le tableau « Z » n’existe pas")]
    [InlineData("\"label\": \"Essai\"", "\"label\": \"Essai\", \"forEach\": { \"of\": \"T\", \"row\": \"all\", \"column\": \"all\" }", "pas les deux")]
    [InlineData("\"label\": \"Essai\"", "\"label\": \"Essai\", \"forEach\": { \"of\": \"T\", \"row\": [\"1\"], \"with\": { \"2\": {} } }", "« with » : 2")]
    public void Read_wrong_control_says_where_and_what(string valid, string wrong, string sentence)
    {
        var controls = $"[\n{Control.Replace(valid, wrong, StringComparison.Ordinal)}]";

        Assert.Contains(SmallForm.Reading(controls: controls).Faults, f => f is { File: "2025/OPCO/c.json", Line: 2 } && f.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_message_or_cells_naming_nothing_is_refused_at_their_line()
    {
        var controls = $"[\n{Control.Replace("{écart}", "{T.7.X} {label:T.8.X}", StringComparison.Ordinal).Replace("[\"T.1.X\"]", "[\"T.9.Z\"]", StringComparison.Ordinal)}]";

        var faults = SmallForm.Reading(controls: controls).Faults;

        Assert.Equal([3, 3, 3], faults.Select(f => f.Line));
    }

    [Fact]
    public void Read_control_written_twice_is_refused_at_the_second() =>
        Assert.Contains(new FormFault("2025/OPCO/c.json", 3, "Le contrôle T1 est écrit deux fois."), SmallForm.Reading(controls: $"[{Control},\n{Control}]").Faults);

    [Fact]
    public void Read_many_faults_reports_them_all_each_once()
    {
        var cadre = SmallForm.Grid.Replace("\"title\": \"Tableau\"", "\"titre\": 1, \"title\": \"Tableau\"", StringComparison.Ordinal)
            .Replace("amount", "money", StringComparison.Ordinal)
            .Replace("SUM(T.1.*:T.2.*)", "U.1.X", StringComparison.Ordinal);
        var controls = $"[{Control.Replace("bloquant", "grave", StringComparison.Ordinal)}]";

        var faults = SmallForm.Reading(cadre, controls, SmallForm.Header.Replace("\"version\": 1", "\"version\": 0", StringComparison.Ordinal)).Faults;

        Assert.Equal(5, faults.Count);
        Assert.Equal(faults.Count, faults.Distinct().Count());
        Assert.Equal(3, faults.Select(f => f.File).Distinct().Count());
    }

    [Fact]
    public void Read_two_cells_in_a_circle_names_the_way_round()
    {
        var cadre = SmallForm.Grid.Replace("SUM(T.1.*:T.2.*)", "T.1.TOT", StringComparison.Ordinal).Replace("SUM(T.*.X:T.*.Y)", "T.9.X", StringComparison.Ordinal);

        var fault = Assert.Single(SmallForm.Reading(cadre).Faults);

        Assert.Contains("Calcul en boucle", fault.Message, StringComparison.Ordinal);
        Assert.Contains("T.9.X", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_deep_or_huge_json_is_refused_without_crash()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        Assert.Contains("imbriqué", Assert.Single(SmallForm.Reading(deep).Faults).Message, StringComparison.Ordinal);
        Assert.Contains("trop grand", Assert.Single(SmallForm.Reading(new string(' ', FormFiles.MaxLength + 1)).Faults).Message, StringComparison.Ordinal);
        Assert.Equal("Ce fichier est vide.", Assert.Single(SmallForm.Reading("").Faults).Message);
    }

    [Fact]
    public void Read_based_on_takes_the_model_and_replaces_the_parameter()
    {
        var header = SmallForm.Header.Replace("\"parameters\": {}", "\"parameters\": { \"p\": { \"label\": \"l\", \"value\": \"1/4\" } }", StringComparison.Ordinal);
        var copy = """
            { "kind": "ESF", "basedOn": "2025/OPCO", "operatorType": "OPCO", "exercise": 2024, "version": 2, "title": "Avant", "legalBasis": "R. 6332-31",
              "parameters": { "p": { "label": "l", "value": 2 } } }
            """;
        var files = new FormFiles(new Dictionary<string, string>
        {
            ["2025/OPCO/form.json"] = header,
            ["2025/OPCO/a.json"] = SmallForm.Grid,
            ["2025/OPCO/c.json"] = "[]",
            ["2024/OPCO/form.json"] = copy,
        });

        var (model, form) = (FormReader.Read(files, "2025/OPCO").Definition!, FormReader.Read(files, "2024/OPCO").Definition!);

        Assert.Equal((0.25m, 2m), (model.Header.Parameters["p"].Value, form.Header.Parameters["p"].Value));
        Assert.Equal((2024, 2), (form.Header.Exercise, form.Header.Version));
        Assert.Equal(model.Cells.Select(c => c.Code), form.Cells.Select(c => c.Code));
        Assert.NotEqual(model.Header.Sha256, form.Header.Sha256);
    }

    [Fact]
    public void Read_key_order_and_white_space_do_not_change_the_hash()
    {
        var other = SmallForm.Header.Replace("\"kind\": \"ESF\", \"operatorType\": \"OPCO\"", "// un commentaire\n\"operatorType\":\"OPCO\",\"kind\":\"ESF\"", StringComparison.Ordinal);

        Assert.Equal(SmallForm.Read().Header.Sha256, SmallForm.Read(header: other).Header.Sha256);
    }

    [Theory]
    [InlineData("2025/OPCO", true)]
    [InlineData("2025/CSA", true)]
    [InlineData("2025/opco", false)]
    [InlineData("25/OPCO", false)]
    [InlineData("2025/OPCO/", false)]
    [InlineData("+025/FAF", false)]
    [InlineData(null, false)]
    public void TryParse_form_path_takes_only_known_folders(string? text, bool expected)
    {
        Assert.Equal(expected, FormPath.TryParse(text, out var path));
        Assert.True(!expected || path.ToString() == text);
    }
}
