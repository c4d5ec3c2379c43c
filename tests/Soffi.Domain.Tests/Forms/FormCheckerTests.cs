using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>What a person reads after a check: the right findings, in order, with the figures in the sentence.</summary>
public sealed class FormCheckerTests
{
    private const string Cadre = """
        { "code": "A", "title": "Identité", "tables": [
          { "code": "ID", "title": "Identité", "type": "text", "columns": [{ "code": "VAL", "label": "Réponse" }],
            "rows": [{ "code": "NOM", "label": "Nom", "required": true }, { "code": "SIREN", "label": "SIREN", "type": "siren" }] },
          { "code": "T", "title": "Montants", "type": "amount",
            "columns": [{ "code": "X", "label": "Charges" }, { "code": "Y", "label": "Produits" }],
            "rows": [{ "code": "APP", "label": "Apprentissage" }, { "code": "PRO", "label": "Professionnalisation" },
                     { "code": "TOT", "label": "Total", "formula": "SUM(T.APP.*:T.PRO.*)" }] } ] }
        """;

    private const string Controls = """
        [ { "code": "I1", "severity": "information", "label": "Info", "condition": "T.APP.X <> 1", "message": "Un seul euro.", "cells": ["T.APP.X"] },
          { "code": "J1", "severity": "à justifier", "label": "Par ligne", "forEach": { "of": "T", "row": ["APP", "PRO"], "with": { "APP": { "seuil": "500" }, "PRO": { "seuil": "T.APP.Y * 2" } } },
            "condition": "T.*.X <= [seuil]", "when": "not blank(T.*.X)", "tolerance": 0.5, "legalBasis": "R. 6332-1",
            "message": "{row} : {T.*.X} au lieu de {= [seuil]}, écart {écart}, toléré {toléré} ({label:T.*.Y}).", "cells": ["T.*.X"] },
          { "code": "B1", "severity": "bloquant", "label": "Équilibre", "condition": "T.TOT.X = T.TOT.Y", "message": "{T.TOT.X} ≠ {T.TOT.Y}.", "cells": ["T.TOT.X", "T.TOT.Y"] } ]
        """;

    private static readonly FormDefinition Form = SmallForm.Read(Cadre, Controls);
    private static readonly CellValues Named = new([KeyValuePair.Create(SmallForm.Code("ID.NOM.VAL"), CellValue.OfText("Claire"))]);

    [Fact]
    public void Check_required_cell_left_blank_is_F01_and_sans_objet_answers_it()
    {
        var finding = Assert.Single(Check(CellValues.Empty));

        Assert.Equal(("F01", "F01:ID.NOM.VAL", Severity.Blocking), (finding.ControlCode, finding.Instance, finding.Severity));
        Assert.Contains("« Nom » est obligatoire", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Check(With("ID.NOM.VAL", CellValue.NotApplicable)));
    }

    [Fact]
    public void Check_unreadable_cells_are_F02_and_F03_word_for_word_with_what_to_write()
    {
        var findings = Check(With("T.APP.X", CellValue.Unreadable("12 3OO")).With([KeyValuePair.Create(SmallForm.Code("ID.SIREN.VAL"), CellValue.Unreadable("123456789"))]));

        var number = Assert.Single(findings, f => f.ControlCode == "F02");
        Assert.Contains("« 12 3OO »", number.Message, StringComparison.Ordinal);
        Assert.Contains("1 234,56", number.Message.Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Contains("clé de contrôle", Assert.Single(findings, f => f.ControlCode == "F03").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_unreadable_operand_says_the_control_cannot_be_made_never_that_it_passes()
    {
        var finding = Assert.Single(Check(With("T.APP.Y", CellValue.Unreadable("?"))), f => f.ControlCode == "B1");

        Assert.Contains("ne peut pas être fait", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_findings_come_by_severity_then_in_the_order_of_the_form()
    {
        var findings = Check(With("T.APP.X", 1).With([.. With("T.PRO.X", 900)]));

        Assert.Equal(["B1", "J1:PRO", "I1"], findings.Select(f => f.Instance));
    }

    [Fact]
    public void Check_message_of_an_instance_is_filled_with_its_own_values()
    {
        var values = With("T.APP.X", 1500.5m).With([.. With("T.APP.Y", 1500.5m)]);

        var finding = Assert.Single(Check(values));

        Assert.Equal("J1:APP", finding.Instance);
        Assert.Equal([SmallForm.Code("T.APP.X")], finding.Cells);
        Assert.Equal(
            "Apprentissage : 1\u202f500,50\u00a0€ au lieu de 500\u00a0€, écart 1\u202f000,50\u00a0€, toléré 0,50\u00a0€ (Apprentissage, Produits).",
            finding.Message);
    }

    [Theory]
    [InlineData(500.5, true)]
    [InlineData(500.51, false)]
    public void Check_at_most_is_widened_by_the_tolerance(decimal charge, bool passes) =>
        Assert.Equal(passes, Check(With("T.APP.X", charge).With([.. With("T.APP.Y", charge)])).Count == 0);

    [Fact]
    public void Check_silent_control_says_nothing_when_its_condition_of_use_fails() =>
        Assert.DoesNotContain(Check(With("T.APP.Y", 3)), f => f.ControlCode == "J1");

    [Fact]
    public void Of_statement_counts_answers_and_reaches_a_hundred_only_when_nothing_is_missing()
    {
        var (empty, wrong) = (Progress(CellValues.Empty), Progress(With("T.APP.X", CellValue.Unreadable("x"))));

        Assert.Equal((0, "1 cellule obligatoire à remplir"), (empty.Percent, empty.Cadres[0].Missing));
        Assert.Equal((6, 0, 1, 0), (empty.Cadres[0].Inputs, empty.Cadres[0].Answered, empty.Cadres[0].Required, empty.Cadres[0].RequiredAnswered));
        Assert.True(wrong.Percent < 100);
        Assert.Equal((1, "1 cellule à corriger"), (wrong.Cadres[0].Unreadable, wrong.Cadres[0].Missing));
        Assert.Equal((100, ""), (Progress(Named).Percent, Progress(Named).Cadres[0].Missing));
    }

    [Theory]
    [InlineData(CellType.Amount, 1234567.5, "1\u202f234\u202f567,50", "1\u202f234\u202f567,50\u00a0€")]
    [InlineData(CellType.Amount, 1200, "1\u202f200", "1\u202f200\u00a0€")]
    [InlineData(CellType.Amount, -0.5, "-0,50", "-0,50\u00a0€")]
    [InlineData(CellType.Rate, 2.78, "2,78", "2,78\u00a0%")]
    [InlineData(CellType.Count, 12345, "12\u202f345", "12\u202f345")]
    [InlineData(CellType.Hours, 1800, "1\u202f800", "1\u202f800\u00a0h")]
    [InlineData(CellType.Decimal, 0.125, "0,125", "0,125")]
    public void Display_number_groups_by_three_with_a_comma_and_a_fixed_space_before_the_unit(CellType type, decimal number, string shown, string withUnit)
    {
        Assert.Equal(shown, CellFormatter.Display(type, CellValue.Of(number)));
        Assert.Equal(withUnit, CellFormatter.WithUnit(type, CellValue.Of(number)));
    }

    [Fact]
    public void Display_other_kinds_keeps_their_words()
    {
        Assert.Equal("", CellFormatter.Display(CellType.Amount, CellValue.Blank));
        Assert.Equal("vide", CellFormatter.WithUnit(CellType.Amount, CellValue.Blank));
        Assert.Equal("s.o.", CellFormatter.WithUnit(CellType.Amount, CellValue.NotApplicable));
        Assert.Equal("12 3OO", CellFormatter.Edit(CellType.Amount, CellValue.Unreadable("12 3OO")));
        Assert.Equal("31/12/2025", CellFormatter.Edit(CellType.Date, CellValue.OfText("2025-12-31")));
    }

    private static IReadOnlyList<Finding> Check(CellValues values) => FormChecker.Check(Form, FormCalculator.Calculate(Form, values, CellValues.Empty), CellValues.Empty);

    private static FormProgress Progress(CellValues values) => FormProgress.Of(Form, FormCalculator.Calculate(Form, values, CellValues.Empty));

    private static CellValues With(string code, decimal number) => With(code, CellValue.Of(number));

    private static CellValues With(string code, CellValue value) => Named.With([KeyValuePair.Create(SmallForm.Code(code), value)]);
}
