using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Infrastructure.Seed.Growth;

/// <summary>What the accounts of the two families have in common: engagements, balance sheet, cash.</summary>
internal static class GrownAccounts
{
    private static readonly string[] Assets = ["110", "120", "130", "210", "230", "240", "310", "320", "330"];
    private static readonly string[] Debts = ["510", "520", "550", "560", "570", "580", "585"];

    /// <summary>Cadre B3: the closing is that of the example, the new engagements are what leads there.</summary>
    public static void WriteEngagements(DemoSheet sheet, string device, decimal charges)
    {
        string At(string column) => $"B3.{device}.{column}";
        var (due, later) = (sheet.Scaled(At("H")), sheet.Scaled(At("I")));
        var earlier = decimal.Round(charges * sheet.Example(At("E")) / (sheet.Example(At("E")) + sheet.Example(At("F"))), 0);
        sheet[At("A")] = sheet.Opening(At("G"), At("A"));
        sheet[At("C")] = sheet.Scaled(At("C"));
        sheet[At("D")] = sheet.Scaled(At("D"));
        sheet[At("E")] = earlier;
        sheet[At("F")] = charges - earlier;
        sheet[At("H")] = due;
        sheet[At("I")] = later;
        sheet[At("B")] = due + later - sheet[At("A")] - sheet[At("C")] + sheet[At("D")] + charges;

        string Files(string column) => $"B3N.{device}.{column}";
        sheet[Files("A")] = sheet.Opening(Files("G"), Files("A"));
        var known = sheet[Files("A")] + sheet[Files("B")] - sheet[Files("D")];
        sheet[Files("G")] = Math.Min(sheet.Scaled(Files("G")), known);
        sheet[Files("E")] = known - sheet[Files("G")];
    }

    /// <summary>Cadre B4. The results must be written; last year's join the own funds of their row (R04).</summary>
    /// <param name="sheet">The statement.</param>
    /// <param name="ownFunds">Row of own funds and row of the result that joins it, null when none does.</param>
    /// <param name="cashPercent">Placements and cash, in percent of those of the example.</param>
    public static void WriteBalanceSheet(DemoSheet sheet, (string Row, string? Result)[] ownFunds, int cashPercent)
    {
        foreach (var row in Assets)
        {
            var percent = row is "310" or "320" ? cashPercent : 100;
            sheet[$"B4.{row}.BRUT"] = decimal.Round(sheet.Scaled($"B4.{row}.BRUT") * percent / 100, 0);
            sheet[$"B4.{row}.NET"] = sheet[$"B4.{row}.BRUT"] - sheet[$"B4.{row}.AMORT"];
        }

        foreach (var (row, result) in ownFunds)
        {
            sheet[$"B4.{row}.NET"] = sheet.IsFirst
                ? sheet.Scaled($"B4.{row}.NET")
                : sheet.Previous($"B4.{row}.NET") + (result is null ? 0 : sheet.Previous($"B4.{result}.NET"));
        }

        // Debts towards training bodies balance the sheet (T07).
        sheet["B4.530.NET"] = sheet.Sum("B4", "NET", Assets) - sheet.Sum("B4", "NET", ownFunds.Select(o => o.Row)) - sheet["B4.430.NET"]
            - sheet.Sum("B4", "NET", Debts);
        if (!sheet.IsFirst)
        {
            foreach (var row in sheet.Values().Select(c => c.Key).Where(c => c is { Table: "B4", Column: "N1" }).Select(c => c.Row))
            {
                sheet[$"B4.{row}.N1"] = sheet.Previous($"B4.{row}.NET");
            }
        }
    }

    /// <summary>Cadre B5: what exceeds a third of the charges was paid before 30 April.</summary>
    /// <param name="sheet">The statement; placements, cash and line 005 are written.</param>
    /// <param name="excluded">Cash that does not count.</param>
    /// <param name="charges">Charges less depreciation and provisions other than for disputes with a training body.</param>
    /// <returns>The excess; zero when there is none.</returns>
    public static decimal WriteExcess(DemoSheet sheet, decimal excluded, decimal charges)
    {
        var cash = sheet.Sum("B4", "NET", "310", "320") + sheet["B5.005.VAL"] - excluded;
        var excess = Math.Max(0, cash - decimal.Round(charges / 3, 2, MidpointRounding.AwayFromZero));
        sheet["B5.041.VAL"] = excess;
        if (excess > 0)
        {
            sheet.Text("B5.042.VAL", $"{sheet.Exercise + 1}-04-23");
        }
        else
        {
            sheet.Clear("B5.042.VAL");
        }

        return excess;
    }

    /// <summary>Who declares: every name says that it is fictitious.</summary>
    public static void WriteIdentity(DemoSheet sheet, GrownBody body)
    {
        (string Row, string Text)[] identity =
        [
            ("CODE", body.Code), ("DENOM", $"{body.Name} (données fictives de démonstration)"), ("SIREN", body.Siren), ("SIRET", body.Siret),
            ("ADRESSE", "1 place de la Démonstration, 75000 Paris"), ("REPNOM", "Camille Fictive"), ("REPQUAL", "Présidente"),
            ("ESFNOM", "Claude Fictif"), ("ESFMEL", $"esf.{body.Code.ToLowerInvariant()}@exemple.invalid"), ("CACNOM", "Dominique Fictive"),
        ];
        foreach (var (row, text) in identity)
        {
            sheet.Text($"ID.{row}.VAL", text);
        }
    }
}
