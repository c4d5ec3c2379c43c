using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Infrastructure.Seed.Growth;

/// <summary>Fictitious ESF of an association Transitions Pro, coherent with itself and with the year before.</summary>
internal static class GrownAtpro
{
    private static readonly Lazy<CellValues> Example = new(() => GoldenExample.Read("2025.ATPRO"));

    private static readonly string[] Sections = ["PTP", "FIPU", "C2P"];

    // Cadre B2: the charges of each device.
    private static readonly (string Device, string[] Charges)[] Devices =
        [("PTP", ["010.PTP", "011.PTP", "012.PTP"]), ("FIPU", ["020.FIPU"]), ("C2P", ["021.C2P"]), ("TRC", ["033.PTP"])];

    /// <summary>The input cells of a whole statement.</summary>
    public static CellValues Build(FormDefinition form, GrownBody body, CellValues previous)
    {
        var sheet = new DemoSheet(form, Example.Value, previous, body.SizeIn(form.Header.Exercise));
        sheet.CopyExample("C10"); // Optional: departments are not the same everywhere.
        GrownAccounts.WriteIdentity(sheet, body);
        WriteRegion(sheet, body);
        WriteBodies(sheet);
        WriteAccounts(sheet, body);
        WriteProjects(sheet);
        WriteBreakdowns(sheet);
        return sheet.Values();
    }

    private static void WriteRegion(DemoSheet sheet, GrownBody body)
    {
        var region = Region.Find(body.RegionCode ?? "")?.Name ?? body.Name;
        sheet.Text("ID.REGION.VAL", region);
        sheet.Text("ID.INSEE.VAL", body.RegionCode ?? "");
        sheet.Text("ID.PREFET.VAL", $"Préfecture de la région {region}");

        // Three-year agreements (D. 6323-21-3): 2021 to 2023, then 2024 to 2026.
        var first = sheet.Exercise < 2024 ? 2021 : 2024;
        sheet.Text("ID.COMDEB.VAL", $"{first}-01-01");
        sheet.Text("ID.COMFIN.VAL", $"{first + 2}-12-31");
    }

    /// <summary>Boards do not grow with the funds.</summary>
    private static void WriteBodies(DemoSheet sheet)
    {
        foreach (var code in Example.Value.Select(c => c.Key).Where(c => c.Table == "A3"))
        {
            sheet[code.ToString()] = sheet.Example(code.ToString());
        }

        foreach (var row in (string[])["020", "021"])
        {
            sheet[$"A2.{row}.VAL"] = Math.Clamp(sheet.Scaled($"A2.{row}.VAL"), 1, 13);
        }
    }

    private static void WriteAccounts(DemoSheet sheet, GrownBody body)
    {
        foreach (var section in Sections)
        {
            sheet[$"B2.080.{section}"] = sheet.SumColumn("B6", section);
        }

        foreach (var table in (string[])["B1", "B2"])
        {
            sheet.Clear($"{table}.905.TOT");
            sheet[$"{table}.905.TOT"] = Sections.Sum(s => sheet.SumColumn(table, s));
        }

        foreach (var (section, row) in Sections.Zip((string[])["431", "432", "433"]))
        {
            sheet[$"B4.{row}.NET"] = sheet.SumColumn("B1", section) - sheet.SumColumn("B2", section);
        }

        sheet["B4.430.NET"] = sheet.Sum("B4", "NET", "431", "432", "433");
        foreach (var (device, charges) in Devices)
        {
            GrownAccounts.WriteEngagements(sheet, device, charges.Sum(c => sheet[$"B2.{c}"]));
        }

        GrownAccounts.WriteBalanceSheet(sheet, [("410", "431"), ("411", "432"), ("412", "433"), ("420", null)], body.CashPercent);
        var charged = sheet.SumColumn("B2", "PTP") - sheet["B2.091.PTP"] - sheet["B2.093.PTP"];
        GrownAccounts.WriteExcess(sheet, sheet["B5.011.VAL"], charged);
        if (sheet.Exercise < 2025)
        {
            // Nothing was due before D. 6323-21-1 of 23 June 2025: the cap was information.
            sheet["B5.041.VAL"] = 0;
            sheet.Clear("B5.042.VAL");
        }

        sheet["B6T.010.VAL"] = sheet["B1.010.PTP"];
    }

    /// <summary>Cadres C1, C2, C4 and C5: what was decided, for whom, for how much.</summary>
    private static void WriteProjects(DemoSheet sheet)
    {
        foreach (var sex in (string[])["F", "H"])
        {
            sheet[$"C1.012.{sex}"] = sheet.Sum("C1", sex, "013", "014", "015");
            sheet[$"C1.010.{sex}"] = sheet.Sum("C1", sex, "011", "012");
            sheet[$"C2.010.{sex}"] = sheet.Sum("C1", sex, "013", "017");
        }

        sheet.AddSexes("C1", "C2", "C3", "C5", "C6", "C8", "C9");
        sheet["C1.018.T"] = sheet["B3.PTP.B"];
        sheet.Spread("C4", "MNT", sheet["C1.018.T"]);
    }

    private static void WriteBreakdowns(DemoSheet sheet)
    {
        foreach (var sex in (string[])["F", "H"])
        {
            foreach (var table in (string[])["C2X", "C2TAI", "C2ANC", "C2SAL", "C3NIV", "C3SPE", "C3DUR", "C3MOD"])
            {
                sheet.Spread(table, sex, sheet[$"C2.010.{sex}"]);
            }

            sheet.Spread("C5X", sex, sheet[$"C5.011.{sex}"]);
            sheet.Spread("C8AGE", sex, sheet[$"C8.FIPU.{sex}"] + sheet[$"C8.C2P.{sex}"]);
        }

        foreach (var (column, row) in ((string, string)[])[("PED", "010"), ("REM", "011"), ("ANN", "012")])
        {
            sheet.Spread("C4NIV", column, sheet[$"C4.{row}.MNT"]);
        }

        sheet.Spread("C6B", "EVA", sheet["C6.010.T"]);
        sheet.Spread("C6B", "CER", sheet["C6.011.T"]);
    }
}
