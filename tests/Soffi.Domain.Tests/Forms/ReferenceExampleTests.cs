using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>The worked example of the domain reference (reference-metier §5.8), to the cent.</summary>
public sealed class ReferenceExampleTests
{
    private const string Cadre = """
        { "code": "B", "title": "Jeu d’essai", "tables": [
          { "code": "E", "title": "Engagements", "type": "amount",
            "columns": [{ "code": "VAL", "label": "Montant" }],
            "rows": [
              { "code": "A", "label": "Ouverture", "carryOver": "N-1:E.G.VAL" }, { "code": "B", "label": "Nouveaux" }, { "code": "C", "label": "Révisions", "signed": true },
              { "code": "D", "label": "Annulations" }, { "code": "E", "label": "Charges antérieures" }, { "code": "F", "label": "Charges de l’exercice" },
              { "code": "G", "label": "Clôture", "signed": true, "formula": "E.A.VAL + E.B.VAL + E.C.VAL - E.D.VAL - E.E.VAL - E.F.VAL" },
              { "code": "J", "label": "Taux d’annulation", "type": "rate", "formula": "100 * E.D.VAL / (E.A.VAL + E.B.VAL + E.C.VAL)" } ] },
          { "code": "D", "title": "Disponibilités", "type": "amount",
            "columns": [{ "code": "VAL", "label": "Montant" }],
            "rows": [
              { "code": "CHARGES", "label": "Charges" }, { "code": "AMORT", "label": "Amortissements" }, { "code": "LITIGE", "label": "Provisions pour contentieux" },
              { "code": "PROV", "label": "Autres provisions" }, { "code": "DISPO", "label": "Disponibilités" },
              { "code": "BASE", "label": "Base", "formula": "D.CHARGES.VAL - D.AMORT.VAL - D.PROV.VAL" },
              { "code": "PLAFOND", "label": "Plafond", "formula": "D.BASE.VAL * $tiers" },
              { "code": "EXCES", "label": "Excédent", "formula": "max(0, D.DISPO.VAL - D.PLAFOND.VAL)" } ] },
          { "code": "F", "title": "Fonds propres", "type": "amount",
            "columns": [{ "code": "VAL", "label": "Montant" }],
            "rows": [
              { "code": "PRODUITS", "label": "Produits" }, { "code": "FP", "label": "Fonds propres", "signed": true },
              { "code": "PLAFOND", "label": "Plafond", "formula": "F.PRODUITS.VAL * $dixieme" },
              { "code": "EXCES", "label": "Dépassement", "formula": "max(0, F.FP.VAL - F.PLAFOND.VAL)" } ] } ] }
        """;

    private const string Controls = """
        [ { "code": "P01", "severity": "bloquant", "label": "Disponibilités dans leur plafond", "condition": "D.DISPO.VAL <= D.PLAFOND.VAL",
            "message": "Disponibilités {D.DISPO.VAL}, plafond {D.PLAFOND.VAL} : excédent {écart} à verser.", "legalBasis": "R. 6332-29", "cells": ["D.DISPO.VAL"] },
          { "code": "R01", "severity": "information", "label": "Report", "condition": "E.A.VAL = N-1:E.G.VAL", "when": "not blank(N-1:E.G.VAL)", "tolerance": 1,
            "message": "{E.A.VAL} au lieu de {N-1:E.G.VAL}, toléré {toléré}.", "cells": ["E.A.VAL"] } ]
        """;

    private static readonly FormDefinition Form = SmallForm.Read(Cadre, Controls, SmallForm.Header.Replace("\"parameters\": {}", """
        "parameters": { "tiers": { "label": "Tiers", "value": "1/3" }, "dixieme": { "label": "Dixième", "value": "0.10" } }
        """, StringComparison.Ordinal));

    private static CellValues Inputs(decimal ownFunds) => SmallForm.Values(
        ("E.A.VAL", 1_000_000), ("E.B.VAL", 800_000), ("E.C.VAL", 0), ("E.D.VAL", 50_000), ("E.E.VAL", 600_000), ("E.F.VAL", 250_000),
        ("D.CHARGES.VAL", 3_000_000), ("D.AMORT.VAL", 60_000), ("D.LITIGE.VAL", 40_000), ("D.PROV.VAL", 140_000), ("D.DISPO.VAL", 1_000_000),
        ("F.PRODUITS.VAL", 5_000_000), ("F.FP.VAL", ownFunds));

    [Theory]
    [InlineData(480_000, 0)]
    [InlineData(520_000, 20_000)]
    public void Calculate_reference_example_gives_its_figures_to_the_cent(int ownFunds, int excess)
    {
        var values = FormCalculator.Calculate(Form, Inputs(ownFunds), CellValues.Empty).Values;

        Assert.Equal(CellValue.Of(900_000), values[SmallForm.Code("E.G.VAL")]);
        Assert.Equal(CellValue.Of(2.78m), values[SmallForm.Code("E.J.VAL")]);
        Assert.Equal(CellValue.Of(2_800_000), values[SmallForm.Code("D.BASE.VAL")]);
        Assert.Equal(CellValue.Of(933_333.33m), values[SmallForm.Code("D.PLAFOND.VAL")]);
        Assert.Equal(CellValue.Of(66_666.67m), values[SmallForm.Code("D.EXCES.VAL")]);
        Assert.Equal(CellValue.Of(500_000), values[SmallForm.Code("F.PLAFOND.VAL")]);
        Assert.Equal(CellValue.Of(excess), values[SmallForm.Code("F.EXCES.VAL")]);
    }

    [Fact]
    public void Check_reference_example_says_the_excess_with_its_figures()
    {
        var finding = Assert.Single(FormChecker.Check(Form, FormCalculator.Calculate(Form, Inputs(0), CellValues.Empty), CellValues.Empty));

        Assert.Equal(("P01", Severity.Blocking), (finding.Instance, finding.Severity));
        Assert.Equal("Disponibilités 1\u202f000\u202f000\u00a0€, plafond 933\u202f333,33\u00a0€ : excédent 66\u202f666,67\u00a0€ à verser.", finding.Message);
    }

    [Fact]
    public void Calculate_second_year_opens_where_the_first_closed_and_locks_it()
    {
        var first = FormCalculator.Calculate(Form, Inputs(0), CellValues.Empty);

        var second = FormCalculator.Calculate(Form, SmallForm.Values(("E.A.VAL", 5), ("E.B.VAL", 100)), first.Values);

        Assert.Equal([SmallForm.Code("E.A.VAL")], second.Locked);
        Assert.Equal(CellValue.Of(900_000), second.Values[SmallForm.Code("E.A.VAL")]);
        Assert.Equal(CellValue.Of(900_100), second.Values[SmallForm.Code("E.G.VAL")]);
        Assert.Empty(FormChecker.Check(Form, second, first.Values));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1.01, false)]
    [InlineData(-1, true)]
    [InlineData(-1.01, false)]
    public void Check_gap_equal_to_the_tolerance_passes(decimal gap, bool passes)
    {
        var previous = SmallForm.Values(("E.G.VAL", 100));
        var calculation = FormCalculator.Calculate(Form, CellValues.Empty, previous);
        var moved = calculation with { Values = calculation.Values.With([KeyValuePair.Create(SmallForm.Code("E.A.VAL"), CellValue.Of(100 + gap))]) };

        Assert.Equal(passes, FormChecker.Check(Form, moved, previous).All(f => f.ControlCode != "R01"));
    }
}
