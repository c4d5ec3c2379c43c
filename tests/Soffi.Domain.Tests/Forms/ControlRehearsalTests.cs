using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>How many bodies a control would have met, counted on statements written by hand.</summary>
public sealed class ControlRehearsalTests
{
    private const string Cadre = """
        { "code": "A", "title": "Cadre A", "tables": [
          { "code": "T", "title": "Tableau", "type": "amount", "publishable": true, "definition": "Montant.",
            "columns": [{ "code": "X", "label": "Charges" }, { "code": "Y", "label": "Produits" }],
            "rows": [{ "code": "1", "label": "un" }, { "code": "2", "label": "deux" }, { "code": "3", "label": "trois" },
                     { "code": "9", "label": "Total", "formula": "SUM(T.1.*:T.3.*)" }] } ] }
        """;

    private const string Controls = """
        [ { "code": "P01", "severity": "bloquant", "label": "Plafond", "condition": "T.9.X <= $plafond", "message": "{T.9.X} > {= $plafond}.", "cells": ["T.9.X"] },
          { "code": "P02", "severity": "à justifier", "label": "Variation", "condition": "T.1.X <= N-1:T.1.X", "message": "{T.1.X}", "cells": ["T.1.X"] },
          { "code": "P03", "severity": "à justifier", "label": "Trois", "condition": "T.3.X <= 5", "when": "not blank(T.1.X)", "message": "{T.3.X}", "cells": ["T.3.X"] },
          { "code": "P04", "severity": "information", "label": "Ligne", "forEach": { "of": "T", "row": ["1", "2"] }, "condition": "T.*.Y <= 5", "message": "{row}", "cells": ["T.*.Y"] },
          { "code": "P05", "severity": "à justifier", "label": "Date", "condition": "$exercice <= 2024 or T.1.X <= 0", "message": "{T.1.X}", "cells": ["T.1.X"] } ]
        """;

    private static readonly string Header = SmallForm.Header.Replace(
        "\"parameters\": {}",
        "\"parameters\": { \"plafond\": { \"value\": \"100\", \"label\": \"Plafond\", \"operators\": { \"AKTO\": \"500\" } } }", StringComparison.Ordinal);

    private static readonly FormDefinition Form = SmallForm.Read(Cadre, Controls, Header);
    private static readonly HashSet<CellCode> AllCodes = [.. Form.Cells.Select(c => c.Code)];

    [Fact]
    public void Run_counts_bodies_and_statements_and_gives_the_values_in_the_sentences()
    {
        var result = Rehearse(
            ["P01"],
            Past("A", 2023, ("T.1.X", 60), ("T.2.X", 50)), Past("A", 2024, ("T.1.X", 200)), Past("AKTO", 2024, ("T.1.X", 400)), Past("C", 2024, ("T.1.X", 100)), Past("D", 2024, ("T.1.X", 101)));

        var control = Assert.Single(result.Controls);
        Assert.Equal("P01 se déclencherait sur 2\u00a0opérateurs sur 4 (3\u00a0déclarations sur 5).", control.Sentence);
        Assert.Equal([("A", 2023), ("A", 2024), ("D", 2024)], control.Hits.Select(h => (h.Operator.Code, h.Exercise)));
        Assert.Equal("110\u00a0€ > 100\u00a0€.", control.Hits[0].Finding.Message);
        Assert.Equal((5, 4), (result.Statements, result.Operators));
    }

    [Fact]
    public void Run_takes_the_parameters_of_the_body() =>
        Assert.Empty(Assert.Single(Rehearse(["P01"], Past("AKTO", 2024, ("T.1.X", 499))).Controls).Hits);

    [Fact]
    public void Run_with_last_year_compares_and_without_says_it_cannot()
    {
        var result = Rehearse(
            ["P02"], Past("A", 2023, ("T.1.X", 10)),
            Past("A", 2024, ("T.1.X", 20)) with { Previous = SmallForm.Values(("T.1.X", 10)), KnownBefore = AllCodes });

        var control = Assert.Single(result.Controls);
        Assert.Equal((1, 1), (control.Evaluated, control.StatementsHit));
        Assert.Equal("Aucun dépôt de l’exercice 2022 de cet organisme.", Assert.Single(control.Gaps).Reason);
    }

    [Fact]
    public void Run_cell_that_did_not_exist_is_not_zero_but_a_total_over_it_is_seen()
    {
        var known = AllCodes.Where(c => c.Row != "3").ToHashSet();

        var result = Rehearse(["P01", "P03"], Past("A", 2024, ("T.1.X", 150)) with { Known = known });

        Assert.Equal(1, result.Controls[0].OperatorsHit);
        var gap = Assert.Single(result.Controls[1].Gaps);
        Assert.Equal("La cellule T.3.X n’existait pas dans le formulaire de l’exercice 2024.", gap.Reason);
        Assert.Equal("P03 ne peut être essayé sur aucune déclaration.", result.Controls[1].Sentence);
    }

    [Fact]
    public void Run_unreadable_value_is_a_gap_never_a_pass()
    {
        var past = Past("A", 2024) with { Values = new CellValues([KeyValuePair.Create(SmallForm.Code("T.1.X"), CellValue.Unreadable("?"))]) };

        var control = Assert.Single(Rehearse(["P01"], past).Controls);

        Assert.Equal(0, control.Evaluated);
        Assert.Contains("illisible", Assert.Single(control.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_control_of_several_lines_counts_a_statement_once_and_says_which_lines_are_missing()
    {
        var result = Rehearse(
            ["P04"], Past("A", 2024, ("T.1.Y", 6), ("T.2.Y", 6)),
            Past("B", 2024, ("T.1.Y", 6)) with { Known = AllCodes.Where(c => c.Row != "2").ToHashSet() });

        var control = Assert.Single(result.Controls);
        Assert.Equal((3, 2, 2), (control.Hits.Count, control.StatementsHit, control.Evaluated));
        Assert.StartsWith("1 de ses 2 lignes", Assert.Single(control.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_reads_the_exercise_of_the_statement_not_that_of_the_form()
    {
        Assert.Empty(Assert.Single(Rehearse(["P05"], Past("A", 2024, ("T.1.X", 9))).Controls).Hits);
        Assert.Single(Assert.Single(Rehearse(["P05"], Past("A", 2025, ("T.1.X", 9))).Controls).Hits);
    }

    [Fact]
    public void Run_silent_control_is_tried_and_passes() =>
        Assert.Equal("P03 ne se déclencherait sur aucun des 1\u00a0opérateurs (1\u00a0déclaration).", Assert.Single(Rehearse(["P03"], Past("A", 2024)).Controls).Sentence);

    [Theory]
    [InlineData("\"label\": \"Plafond\", \"condition\": \"T.9.X <= $plafond\"", "\"label\": \"Plafond\", \"condition\": \"T.9.X < $plafond\"", "P01")]
    [InlineData("\"code\": \"P03\", \"severity\": \"à justifier\"", "\"code\": \"P03\", \"severity\": \"bloquant\"", "P03")]
    [InlineData("\"code\": \"P05\"", "\"code\": \"P06\"", "P06")]
    [InlineData("\"row\": [\"1\", \"2\"]", "\"row\": [\"1\"]", "P04")]
    public void NewOrChanged_is_what_judges_otherwise(string was, string now, string expected) =>
        Assert.Equal([expected], ControlRehearsal.NewOrChanged(Form, SmallForm.Read(Cadre, Controls.Replace(was, now, StringComparison.Ordinal), Header)));

    [Fact]
    public void NewOrChanged_follows_the_parameters_and_not_the_words()
    {
        var cheaper = SmallForm.Read(Cadre, Controls, Header.Replace("\"100\"", "\"90\"", StringComparison.Ordinal));
        var reworded = SmallForm.Read(Cadre, Controls.Replace("\"label\": \"Plafond\"", "\"label\": \"Plafond légal\"", StringComparison.Ordinal), Header);

        Assert.Equal(["P01"], ControlRehearsal.NewOrChanged(Form, cheaper));
        Assert.Empty(ControlRehearsal.NewOrChanged(Form, reworded));
    }

    [Fact]
    public void Lineage_brings_values_and_codes_through_the_years_and_stops_where_one_is_missing()
    {
        var (y23, y24, y25) = (PublishedForms.Read("2023/ATPRO"), PublishedForms.Read("2024/ATPRO"), PublishedForms.Read("2025/ATPRO"));
        var y26 = PublishedForms.Read("2026/ATPRO");
        var lineage = new FormLineage(y26, [y23, y24, y25]);

        Assert.Empty(lineage.From(2026)!);
        Assert.Equal([y25.Mapping, y26.Mapping], lineage.From(2024)!);
        Assert.Null(lineage.From(2027));
        Assert.Null(new FormLineage(y26, [y24]).From(2023));
        var known = FormLineage.Translate(y24.Cells.Select(c => c.Code), lineage.From(2024)!);
        Assert.All(y26.Cells.Where(c => y26.Mapping.HasNoPast(c.Code)), c => Assert.DoesNotContain(c.Code, known));
    }

    private static RehearsalResult Rehearse(string[] codes, params PastStatement[] past)
    {
        var rehearsal = new ControlRehearsal(Form, codes.ToHashSet());
        return RehearsalResult.Of(rehearsal, [.. past.Select(rehearsal.Run)]);
    }

    private static PastStatement Past(string code, int exercise, params (string Code, decimal Number)[] cells) => new(
        new PastOperator(code, $"Opérateur {code}", null), exercise, new DateOnly(exercise + 1, 5, 1), SmallForm.Values(cells), AllCodes, CellValues.Empty, new HashSet<CellCode>());
}
