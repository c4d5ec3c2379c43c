using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// Cadres B1 to B6. Each section is a whole multiple of the example, which keeps every equality of that section; what
/// crosses sections or years (transfers, results, engagements, balance sheet) is computed again.
/// </summary>
internal sealed class DemoAccounts(DemoSheet draft, DemoOpco opco, DemoWeights weights)
{
    private static readonly string[] Sections = ["ALT", "PDC50", "CONV", "VOL", "MC"];

    // Charges of each device (rows of B2) and the section whose course it follows.
    private static readonly (string Device, string Section, string[] Charges)[] Devices =
    [
        ("APP", "ALT", ["010", "011", "012", "013", "014", "015", "016"]),
        ("CPRO", "ALT", ["020", "021", "022"]),
        ("PROA", "ALT", ["030"]),
        ("PDC50", "PDC50", ["040", "041", "042", "043", "044"]),
        ("CONV", "CONV", ["060"]),
        ("VOL", "VOL", ["061"]),
        ("POEC", "PDC50", ["050"]),
        ("FNE", "PDC50", ["051"]),
        ("AUTRES", "PDC50", ["052"]),
    ];

    private static readonly string[] Assets = ["110", "120", "130", "210", "220", "230", "240", "310", "320", "330"];
    private static readonly string[] OwnFunds = ["410", "411", "412", "413", "414", "420"];
    private static readonly string[] Results = ["431", "432", "433", "434", "435"];
    private static readonly string[] Debts = ["510", "520", "540", "550", "560", "570", "580", "585"];

    public void Write()
    {
        WriteSections("B2");
        WriteSections("B1");
        // What the sections give is what the joint resources receive (T09).
        draft["B1.080.MC"] = Sections.Where(s => s != "MC").Sum(s => draft[$"B2.130.{s}"]);
        WriteCertifiedTotals("B1");
        WriteCertifiedTotals("B2");
        WriteSections("B6");
        WriteRates();
        foreach (var device in Devices)
        {
            WriteEngagements(device.Device, weights.Of(device.Section), device.Charges);
        }

        WriteBalanceSheet();
        WriteCash();
    }

    private void WriteSections(string table)
    {
        foreach (var (code, value) in draft.ExampleOf(table).Where(c => c.Key.Row != "905"))
        {
            draft.Write(code, value.IsNumber ? CellValue.Of(value.Number * weights.Of(code.Column)) : value);
        }
    }

    private void WriteCertifiedTotals(string table)
    {
        foreach (var section in Sections)
        {
            draft[$"{table}.905.{section}"] = draft.SumColumn(table, section);
        }

        draft[$"{table}.905.TOT"] = draft.Sum(table, "ALT", "905") + Sections.Skip(1).Sum(s => draft[$"{table}.905.{s}"]);
    }

    private void WriteRates()
    {
        draft["B6T.010.ALT"] = draft["B1.010.ALT"] + draft["B1.011.ALT"];
        draft["B6T.010.PDC50"] = draft["B1.012.PDC50"];
        draft["B6T.010.CONV"] = draft["B1.020.CONV"];
        draft["B6T.010.VOL"] = draft["B1.021.VOL"];
        draft["B6T.030.TOT"] = 4.4m;
    }

    private void WriteEngagements(string device, int weight, string[] chargeRows)
    {
        decimal Scaled(string column) => draft.Example($"B3.{device}.{column}") * weight;
        var charges = Sections.Sum(s => draft.Sum("B2", s, chargeRows));
        var ofTheYear = decimal.Round(
            charges * draft.Example($"B3.{device}.F") / (draft.Example($"B3.{device}.E") + draft.Example($"B3.{device}.F")), 2);
        var opening = draft.IsFirst ? Scaled("A") : draft.Previous($"B3.{device}.G");
        var closing = Scaled("H") + Scaled("I");

        draft[$"B3.{device}.A"] = opening;
        draft[$"B3.{device}.B"] = closing - opening - Scaled("C") + Scaled("D") + charges;
        draft[$"B3.{device}.C"] = Scaled("C");
        draft[$"B3.{device}.D"] = Scaled("D");
        draft[$"B3.{device}.E"] = charges - ofTheYear;
        draft[$"B3.{device}.F"] = ofTheYear;
        draft[$"B3.{device}.H"] = Scaled("H");
        draft[$"B3.{device}.I"] = Scaled("I");

        draft[$"B3N.{device}.A"] = draft.IsFirst ? draft.Example($"B3N.{device}.A") * weight : draft.Previous($"B3N.{device}.G");
        foreach (var column in (string[])["B", "D", "G"])
        {
            draft[$"B3N.{device}.{column}"] = draft.Example($"B3N.{device}.{column}") * weight;
        }
    }

    private void WriteBalanceSheet()
    {
        foreach (var row in Assets)
        {
            var scale = row is "310" or "320" ? weights.Alternance * opco.CashPercent / 100m : weights.Alternance;
            draft[$"B4.{row}.BRUT"] = draft.Example($"B4.{row}.BRUT") * scale;
            draft[$"B4.{row}.AMORT"] = draft.Example($"B4.{row}.AMORT") * scale;
            draft[$"B4.{row}.NET"] = draft[$"B4.{row}.BRUT"] - draft[$"B4.{row}.AMORT"];
        }

        foreach (var (row, section) in Results.Zip(Sections))
        {
            draft[$"B4.{row}.NET"] = draft[$"B1.905.{section}"] - draft[$"B2.905.{section}"];
        }

        draft["B4.430.NET"] = draft.Sum("B4", "NET", Results);
        foreach (var (row, result) in OwnFunds.Zip([.. Results, null]))
        {
            // Last year's result joins the own funds of its section (R04).
            draft[$"B4.{row}.NET"] = draft.IsFirst
                ? draft.Example($"B4.{row}.NET") * weights.Alternance
                : draft.Previous($"B4.{row}.NET") + (result is null ? 0 : draft.Previous($"B4.{result}.NET"));
        }

        foreach (var row in Debts)
        {
            draft[$"B4.{row}.NET"] = draft.Example($"B4.{row}.NET") * weights.Alternance;
        }

        // Debts towards training bodies balance the sheet (T07).
        draft["B4.530.NET"] = draft.Sum("B4", "NET", Assets) - draft.Sum("B4", "NET", OwnFunds) - draft["B4.430.NET"] - draft.Sum("B4", "NET", Debts);
        draft["B4.620.NET"] = draft.Example("B4.620.NET") * weights.Alternance;
        WriteOpeningBalanceSheet();
    }

    private void WriteOpeningBalanceSheet()
    {
        foreach (var (code, value) in draft.ExampleOf("B4").Where(c => c.Key.Column == "N1"))
        {
            draft.Write(code, CellValue.Of(
                draft.IsFirst ? value.Number * weights.Alternance : draft.Previous($"B4.{code.Row}.NET")));
        }
    }

    private void WriteCash()
    {
        draft["B5.005.VAL"] = draft.Example("B5.005.VAL") * weights.Alternance;
        draft["B5.011.VAL"] = draft.Example("B5.011.VAL") * weights.Voluntary * opco.CashPercent / 100m;

        // R. 6332-27: a third of the charges, less depreciation and provisions other than for disputes (R. 6332-28 for cash).
        var cash = draft.Sum("B4", "NET", "310", "320") + draft["B5.005.VAL"];
        var charges = draft["B2.905.TOT"] - Sections.Sum(s => draft.Sum("B2", s, "091", "093"));
        var excess = cash - decimal.Round(charges / 3, 2, MidpointRounding.AwayFromZero);
        if (excess > 0)
        {
            draft["B5.041.VAL"] = excess;
            draft.Write(CellCode.Parse("B5.042.VAL"), CellValue.OfText($"{draft.Exercise + 1}-04-24"));
        }
    }
}
