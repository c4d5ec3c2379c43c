using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Crossed axes, selections, parameters by body, dates, tolerances, audience, and forms based on others.</summary>
public sealed class FormLanguageTests
{
    private const string Header = """
        { "kind": "ESF", "operatorType": "OPCO", "exercise": 2025, "version": 1, "title": "Essai", "legalBasis": "R. 6332-31",
          "parameters": { "cap": { "value": "11", "label": "Plafond", "regions": { "94": "14" }, "operators": { "FAFCEA": "6" } }, "gap": { "value": 5, "label": "Écart" } },
          "axes": { "age": [{ "code": "J", "label": "Jeunes" }, { "code": "V", "label": "Autres" }], "sexe": [{ "code": "F", "label": "Femmes" }, { "code": "H", "label": "Hommes", "short": "hommes" }] },
          "cadres": ["a.json"], "controls": "c.json" }
        """;

    private const string Cadre = """
        { "code": "A", "title": "Cadre A", "tables": [
          { "code": "X", "title": "Croisé", "type": "count", "unit": "stagiaires", "publishable": true, "definition": "Personnes.",
            "columns": [{ "axes": ["age", "sexe"] }, { "code": "TF", "label": "Femmes", "formula": "SUM(X.*.@F)" }, { "code": "T", "label": "Total", "formula": "SUM(X.*.@)" }],
            "rows": [{ "axis": "age" }, { "code": "TOT", "label": "Total", "formula": "SUM(X.@.*)" }] },
          { "code": "D", "title": "Dates", "type": "date", "publishable": false, "definition": "Jour.",
            "columns": [{ "code": "VAL", "label": "Réponse" }],
            "rows": [{ "code": "CAC", "label": "Rapport" }, { "code": "TAUX", "label": "Taux", "type": "rate" }, { "code": "A", "label": "a", "type": "amount" }, { "code": "B", "label": "b", "type": "amount" }] } ] }
        """;

    [Fact]
    public void Read_crossing_joins_codes_and_labels_and_groups_the_columns()
    {
        var table = Read().FindTable("X")!;

        Assert.Equal(["JF", "JH", "VF", "VH", "TF", "T"], table.Columns.Select(c => c.Code));
        Assert.Equal("Jeunes, hommes", table.Columns[1].Label);
        Assert.Equal(("Jeunes", "hommes"), (table.Columns[1].Group, table.Columns[1].Short));
        Assert.Equal(["J", "H"], table.Columns[1].Members);
        Assert.Equal("stagiaires", table.At("J", "JF")!.Unit);
    }

    [Fact]
    public void Calculate_selection_adds_the_lines_made_with_that_member()
    {
        var values = FormCalculator.Calculate(Read(), SmallForm.Values(("X.J.JF", 1), ("X.J.JH", 2), ("X.J.VF", 4), ("X.V.VF", 8)), StatementContext.None).Values;

        Assert.Equal((5m, 7m, 13m, 15m), (Number("X.J.TF"), Number("X.J.T"), Number("X.TOT.TF"), Number("X.TOT.T")));

        decimal Number(string code) => values[CellCode.Parse(code)].Number;
    }

    [Theory]
    [InlineData("AUTRE", "84", 11)]
    [InlineData("AUTRE", "94", 14)]
    [InlineData("FAFCEA", "94", 6)]
    [InlineData(null, null, 11)]
    public void Check_parameter_is_that_of_the_body_then_of_its_region(string? code, string? region, int cap)
    {
        const string control = """
            [{ "code": "P1", "severity": "à justifier", "label": "l", "condition": "D.TAUX.VAL <= $cap", "tolerance": "$gap / 5", "message": "{D.TAUX.VAL} toléré {toléré}.", "cells": ["D.TAUX.VAL"] }]
            """;
        var form = Read(control);
        bool Passes(decimal rate)
        {
            var context = new StatementContext { OperatorCode = code, RegionCode = region };
            return FormChecker.Check(form, FormCalculator.Calculate(form, SmallForm.Values(("D.TAUX.VAL", rate)), context), context).Count == 0;
        }

        Assert.True(Passes(cap + 1), "The tolerance of one point is a formula.");
        Assert.False(Passes(cap + 1.01m));
    }

    [Theory]
    [InlineData("2025-12-30", "2026-05-01", "F06")]
    [InlineData("2025-12-31", "2026-05-01", "")]
    [InlineData("2026-05-02", "2026-05-01", "F07")]
    public void Check_dates_are_compared_by_their_day(string typed, string today, string broken)
    {
        const string controls = """
            [{ "code": "F06", "severity": "bloquant", "label": "l", "condition": "D.CAC.VAL >= date($exercice, 12, 31)", "when": "not blank(D.CAC.VAL)", "message": "{D.CAC.VAL}.", "cells": ["D.CAC.VAL"] },
             { "code": "F07", "severity": "à justifier", "label": "l", "condition": "D.CAC.VAL <= $aujourdhui", "when": "not blank(D.CAC.VAL)", "message": "{D.CAC.VAL}.", "cells": ["D.CAC.VAL"] }]
            """;
        var form = Read(controls);
        var context = new StatementContext { Today = DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        var inputs = new CellValues([KeyValuePair.Create(CellCode.Parse("D.CAC.VAL"), CellValue.OfText(typed))]);

        var findings = FormChecker.Check(form, FormCalculator.Calculate(form, inputs, context), context);

        Assert.Equal(broken, string.Join(",", findings.Select(f => f.ControlCode)));
        Assert.All(findings, f => Assert.Equal($"{typed[8..]}/{typed[5..7]}/{typed[..4]}.", f.Message));
    }

    [Fact]
    public void Check_control_changes_lower_or_silence_and_never_raise()
    {
        const string control = """
            [{ "code": "T1", "severity": "à justifier", "label": "l", "condition": "D.A.VAL = D.B.VAL", "message": "écart {écart}.", "cells": ["D.A.VAL"] }]
            """;
        var form = Read(control);
        Severity? Found(Severity? changed)
        {
            var context = new StatementContext
            {
                ControlChanges = new Dictionary<string, ControlChange> { ["T1"] = new("T1", changed, "motif", DateTimeOffset.UnixEpoch) },
            };
            return FormChecker.Check(form, FormCalculator.Calculate(form, SmallForm.Values(("D.A.VAL", 3)), context), context).SingleOrDefault()?.Severity;
        }

        Assert.Equal(Severity.Information, Found(Severity.Information));
        Assert.Equal(Severity.ToExplain, Found(Severity.Blocking));
        Assert.Null(Found(null));
    }

    [Fact]
    public void Check_control_for_agents_is_silent_until_the_review()
    {
        const string control = """
            [{ "code": "V1", "severity": "information", "audience": "agents", "label": "l", "condition": "D.A.VAL < 3", "message": "{D.A.VAL}.", "cells": ["D.A.VAL"] }]
            """;
        var form = Read(control);
        var calculation = FormCalculator.Calculate(form, SmallForm.Values(("D.A.VAL", 3)), StatementContext.None);

        Assert.Empty(FormChecker.Check(form, calculation, StatementContext.None));
        Assert.Single(FormChecker.Check(form, calculation, new StatementContext { ForAgents = true }));
    }

    [Theory]
    [InlineData("\"axes\": [\"age\", \"sexe\"]", "\"axes\": [\"age\", \"age\"]", "dans deux des axes croisés")]
    [InlineData("\"axes\": [\"age\", \"sexe\"]", "\"axes\": [\"age\", \"taille\"]", "Axe « taille » inconnu")]
    [InlineData("SUM(X.*.@F)", "X.*.@F", "n’a de sens que seul dans SUM")]
    [InlineData("SUM(X.*.@F)", "SUM(X.*.@Q)", "ne choisit aucune cellule")]
    public void Read_wrong_crossing_is_refused_with_a_sentence(string valid, string wrong, string sentence)
    {
        var faults = SmallForm.Reading(Cadre.Replace(valid, wrong, StringComparison.Ordinal), "[]", Header).Faults;

        Assert.Contains(faults, f => f.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"unit\": \"stagiaires\", ", "", "n’a pas d’unité")]
    [InlineData("\"publishable\": true, ", "", "ne dit pas si elle peut être publiée")]
    [InlineData(", \"definition\": \"Personnes.\"", "", "n’a pas de définition")]
    public void Lint_a_silent_cell_is_told(string said, string unsaid, string sentence)
    {
        var reading = SmallForm.Reading(Cadre.Replace(said, unsaid, StringComparison.Ordinal), "[]", Header);

        Assert.Empty(reading.Faults);
        Assert.Contains(FormLinter.Lint(reading.Definition!), f => f.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "how": "renamed", "was": "T.1.X", "is": "T.7.X", "note": "n." }""", "ne désigne aucune cellule")]
    [InlineData("""{ "how": "renamed", "was": "Z.1.X", "is": "T.1.X", "note": "n." }""", "« was » Z.1.X ne désigne aucune cellule du formulaire 2025")]
    [InlineData("""{ "how": "merged", "was": "T.1.X", "is": "T.1.X", "note": "n." }""", "plusieurs codes « was »")]
    [InlineData("""{ "how": "gone", "was": "T.1", "note": "n." }""", "n’est pas un code TABLEAU.LIGNE.COLONNE")]
    [InlineData("""{ "how": "redefined", "is": "T.1.X" }""", "« note »")]
    [InlineData("""{ "how": "new", "is": "T.1.X", "note": "n." }""", "existait déjà en 2025")]
    [InlineData("""{ "how": "disparu", "was": "T.1.X", "note": "n." }""", "« disparu » est inconnu")]
    public void Lint_wrong_mapping_is_refused_with_a_sentence(string line, string sentence)
    {
        var files = new FormFiles(new Dictionary<string, string>
        {
            ["2025/OPCO/form.json"] = SmallForm.Header,
            ["2025/OPCO/a.json"] = SmallForm.Grid,
            ["2025/OPCO/c.json"] = "[]",
            ["2026/OPCO/form.json"] = """
                { "kind": "ESF", "basedOn": "2025/OPCO", "operatorType": "OPCO", "exercise": 2026, "version": 1, "title": "Après", "legalBasis": "R. 6332-31", "mapping": "m.json" }
                """,
            ["2026/OPCO/m.json"] = $$"""{ "from": 2025, "lines": [{{line}}] }""",
        });

        Assert.Contains(FormLinter.Lint(files, "2026/OPCO"), f => f.Message.Contains(sentence, StringComparison.Ordinal) && f.File.EndsWith("m.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Lint_code_that_vanished_or_appeared_without_a_word_is_told()
    {
        var files = new FormFiles(new Dictionary<string, string>
        {
            ["2025/OPCO/form.json"] = SmallForm.Header,
            ["2025/OPCO/a.json"] = SmallForm.Grid,
            ["2025/OPCO/c.json"] = "[]",
            ["2026/OPCO/form.json"] = SmallForm.Header.Replace("2025", "2026", StringComparison.Ordinal),
            ["2026/OPCO/a.json"] = SmallForm.Grid.Replace("\"code\": \"2\"", "\"code\": \"3\"", StringComparison.Ordinal).Replace("T.2.*", "T.3.*", StringComparison.Ordinal),
            ["2026/OPCO/c.json"] = "[]",
        });

        var faults = FormLinter.Lint(files, "2026/OPCO");

        Assert.Contains(faults, f => f.Message.Contains("n’existent plus", StringComparison.Ordinal) && f.Message.Contains("T.2.X", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Message.Contains("dites « new »", StringComparison.Ordinal) && f.Message.Contains("T.3.X", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_based_on_replaces_adds_and_removes_controls_cadres_and_axes()
    {
        const string controls = """
            [{ "code": "A1", "severity": "bloquant", "label": "l", "condition": "T.1.X > 0", "message": "m", "cells": ["T.1.X"] },
             { "code": "A2", "severity": "bloquant", "label": "l", "condition": "T.1.X > 0", "message": "m", "cells": ["T.1.X"] }]
            """;
        var files = new FormFiles(new Dictionary<string, string>
        {
            ["2025/OPCO/form.json"] = SmallForm.Header,
            ["2025/OPCO/a.json"] = SmallForm.Grid,
            ["2025/OPCO/c.json"] = controls,
            ["2026/OPCO/form.json"] = """
                { "kind": "ESF", "basedOn": "2025/OPCO", "operatorType": "OPCO", "exercise": 2026, "version": 1, "title": "Après", "legalBasis": "R. 6332-31",
                  "cadres": ["b.json", "A"], "controls": "c.json" }
                """,
            ["2026/OPCO/b.json"] = SmallForm.Grid.Replace("\"code\": \"A\"", "\"code\": \"B\"", StringComparison.Ordinal).Replace("\"T\"", "\"U\"", StringComparison.Ordinal).Replace("T.", "U.", StringComparison.Ordinal),
            ["2026/OPCO/c.json"] = """
                [{ "code": "A1", "removed": true }, { "code": "A2", "severity": "information", "label": "l", "condition": "U.1.X > 0", "message": "m", "cells": ["U.1.X"] },
                 { "code": "A3", "severity": "bloquant", "label": "l", "condition": "T.1.X > 0", "message": "m", "cells": ["T.1.X"] }]
                """,
        });

        var form = FormReader.Read(files, "2026/OPCO").Definition!;

        Assert.Equal(["B", "A"], form.Cadres.Select(c => c.Code));
        Assert.Equal(["A2", "A3"], form.Controls.Select(c => c.Code));
        Assert.Equal(Severity.Information, form.Controls[0].Severity);
        Assert.Equal(form.Header.Sha256, FormReader.ReadCanonical(form.Header.CanonicalJson).Header.Sha256);
    }

    [Fact]
    public void Find_opening_correction_names_the_cells_that_moved()
    {
        var form = SmallForm.Read(SmallForm.Grid.Replace("\"code\": \"1\", \"label\": \"un\"", "\"code\": \"1\", \"label\": \"un\", \"carryOver\": \"N-1:T.2.*\"", StringComparison.Ordinal));

        var finding = OpeningCorrection.Find(form, SmallForm.Values(("T.2.X", 1_000), ("T.2.Y", 5)), SmallForm.Values(("T.2.X", 1_200), ("T.2.Y", 5)), 2, new DateOnly(2026, 6, 3));

        Assert.Equal(("R06", Severity.ToExplain), (finding!.ControlCode, finding.Severity));
        Assert.Contains("rectifié le 03/06/2026 (version 2)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("T.1.X passe de 1\u202f000\u00a0€ à 1\u202f200\u00a0€", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["T.1.X"], finding.Cells.Select(c => c.ToString()));
        Assert.Null(OpeningCorrection.Find(form, SmallForm.Values(("T.1.X", 1), ("T.2.X", 7)), SmallForm.Values(("T.1.X", 2), ("T.2.X", 7)), 2, new DateOnly(2026, 6, 3)));
    }

    private static FormDefinition Read(string controls = "[]") => SmallForm.Read(Cadre, controls, Header);
}
