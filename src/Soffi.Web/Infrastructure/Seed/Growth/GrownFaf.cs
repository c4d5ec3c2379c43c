using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Infrastructure.Seed.Growth;

/// <summary>Fictitious ESF of a training fund of the self-employed, coherent with itself and with the year before.</summary>
internal static class GrownFaf
{
    private const string Rural = "R. 718-19 du code rural et de la pêche maritime";

    private static readonly Lazy<CellValues> Example = new(() => GoldenExample.Read("2025.FAF"));

    private static readonly string[] Devices = ["IND", "COL", "BIL"];

    // Field of each fund: text, activity code, sections of the NAF that take the shares of the example in turn.
    private static readonly Dictionary<string, (string Field, string Naf, string Sections)> Fields = new()
    {
        ["FIFPL"] = ("Professions libérales, hors médecins", "69 à 75, 86.2 à 86.9, 90, 93", "MQJKPR"),
        ["FAFPM"] = ("Médecins libéraux", "86.2", "Q"),
        ["FAFCEA"] = ("Chefs d’entreprise inscrits comme artisans", "10, 16, 25, 41 à 43, 95, 96", "CFHIS"),
        ["VIVEA"] = ("Exploitants agricoles et entrepreneurs de travaux forestiers", "01, 02", "A"),
        ["PECHE"] = ("Pêche maritime et cultures marines", "03", "A"),
        ["ARTAUT"] = ("Artistes-auteurs", "58, 59, 74, 90", "JMR"),
    };

    // Funds that are sections of a competence operator (L. 6332-9).
    private static readonly Dictionary<string, string> HostOf = new() { ["PECHE"] = "OCAPIAT", ["ARTAUT"] = "AFDAS" };

    /// <summary>The input cells of a whole statement.</summary>
    public static CellValues Build(FormDefinition form, GrownBody body, CellValues previous)
    {
        var sheet = new DemoSheet(form, Example.Value, previous, body.SizeIn(form.Header.Exercise));
        sheet.CopyExample();
        GrownAccounts.WriteIdentity(sheet, body);
        WriteField(sheet, body);
        WriteAccounts(sheet, body);
        WriteTraining(sheet, body);
        WriteRural(sheet, isRural: body.Code == "VIVEA");
        return sheet.Values();
    }

    private static void WriteField(DemoSheet sheet, GrownBody body)
    {
        if (Fields.TryGetValue(body.Code, out var field))
        {
            sheet.Text("ID.CHAMP.VAL", field.Field);
            sheet.Text("ID.NAF.VAL", field.Naf);
        }

        if (HostOf.TryGetValue(body.Code, out var host))
        {
            sheet.Text("ID.OPCO.VAL", host);
            sheet.Text("ID.OPCONUM.VAL", "Section particulière (exemple fictif)");
        }

        foreach (var row in (string[])["CA", "BUR", "COM"])
        {
            foreach (var column in (string[])["NB", "F", "H", "REU"])
            {
                sheet[$"A3.{row}.{column}"] = sheet.Example($"A3.{row}.{column}");
            }
        }

        foreach (var sex in (string[])["F", "H"])
        {
            sheet.Spread("A1", sex, sheet.SumColumn("A1", sex), StatusOf(body));
        }

        sheet["ID.COTIS.VAL"] = sheet.SumColumn("A1", "F") + sheet.SumColumn("A1", "H");
    }

    private static void WriteAccounts(DemoSheet sheet, GrownBody body)
    {
        decimal Nature(string row) => Devices.Sum(d => sheet[$"C4NAT.{row}.{d}"]);
        sheet["B2.010.VAL"] = Nature("PED") - sheet["B2.013.VAL"] - sheet["B2.014.VAL"];
        sheet["B2.011.VAL"] = Nature("TRA");
        sheet["B2.012.VAL"] = Nature("RES");
        // Four fifths of what the year leaves are kept for the training still to come (account 6894).
        var left = sheet.SumColumn("B1", "VAL") - sheet["B1.905.VAL"] - sheet.SumColumn("B2", "VAL") + sheet["B2.905.VAL"];
        sheet["B2.090.VAL"] += Math.Max(0, decimal.Round(left * 4 / 5, 0));
        foreach (var table in (string[])["B1", "B2"])
        {
            sheet.Clear($"{table}.905.VAL");
            sheet[$"{table}.905.VAL"] = sheet.SumColumn(table, "VAL");
        }

        sheet["B4.430.NET"] = sheet["B1.905.VAL"] - sheet["B2.905.VAL"];
        foreach (var device in Devices)
        {
            GrownAccounts.WriteEngagements(sheet, device, sheet.SumColumn("C4NAT", device));
        }

        GrownAccounts.WriteBalanceSheet(sheet, [("410", null), ("420", "430")], body.CashPercent);
        var excess = GrownAccounts.WriteExcess(
            sheet, sheet["B1M.920.VAL"], sheet["B2.905.VAL"] - sheet["B2.091.VAL"] - sheet["B2.093.VAL"]);
        if (excess == 0)
        {
            sheet.Clear("ID.FCDATE.VAL");
        }
    }

    /// <summary>Cadres C1 to C6: requests, trainees, hours and charges, each breakdown adding up to its total.</summary>
    private static void WriteTraining(DemoSheet sheet, GrownBody body)
    {
        foreach (var column in (string[])["IND", "COL"])
        {
            sheet[$"C1.010.{column}"] = sheet.Sum("C1", column, "011", "012");
            sheet[$"C1.018.{column}"] = sheet[$"B3.{column}.B"];
        }

        foreach (var sex in (string[])["F", "H"])
        {
            sheet.Spread("C2X", sex, sheet[$"C2.010.{sex}"], StatusOf(body));
            sheet.Spread("C3DUR", sex, sheet[$"C2.010.{sex}"]);
        }

        sheet.AddSexes("C2", "C3");
        var charges = Devices.Sum(d => sheet.SumColumn("C4NAT", d));
        var sector = SectorOf(body);
        foreach (var table in (string[])["C4", "C4SPE", "C5", "C6"])
        {
            var rowOf = table == "C6" ? sector : null;
            sheet.Spread(table, "STA", sheet["C2.010.T"], rowOf);
            sheet.Spread(table, "HEU", sheet["C3.010.T"], rowOf);
            sheet.Spread(table, "MNT", charges, rowOf);
        }

        sheet.Spread("C3HEU", "HEU", sheet["C3.010.T"]);
        sheet.Spread("C3HEU", "MNT", charges);
        sheet.Spread("C5", "DOS", sheet["C1.011.IND"] + sheet["C1.011.COL"]);
    }

    /// <summary>R. 718-20: collected by the MSA, passed on by France compétences in advances and a final payment.</summary>
    private static void WriteRural(DemoSheet sheet, bool isRural)
    {
        if (!isRural)
        {
            sheet.Text("ID.BASE.VAL", "L. 6332-9 du code du travail");
            foreach (var row in (string[])["010", "011", "012", "020", "021", "030", "031"])
            {
                sheet.Write($"B1V.{row}.VAL", CellValue.NotApplicable);
            }

            return;
        }

        var overseas = decimal.Round(sheet["B1M.010.VAL"] * 3 / 100, 0);
        sheet.Text("ID.BASE.VAL", $"L. 718-2-1 et {Rural}");
        sheet.Text("ID.TUTELLE.VAL", "Agriculture");
        sheet["B1V.010.VAL"] = sheet["B1M.010.VAL"] - overseas;
        sheet["B1V.011.VAL"] = overseas;
        sheet["B1V.012.VAL"] = sheet["B1M.013.VAL"];
        sheet["B1V.020.VAL"] = sheet["B1M.011.VAL"];
        sheet["B1V.021.VAL"] = sheet["B1M.012.VAL"];
        sheet["B1V.030.VAL"] = sheet["B1.010.VAL"];
        sheet["B1V.031.VAL"] = sheet["B1.011.VAL"];
    }

    /// <summary>The section of artists and authors has them alone; the others have none.</summary>
    private static Func<string, string?>? StatusOf(GrownBody body) => body.Code != "ARTAUT"
        ? null
        : row => row.Replace("MICRO", "ART", StringComparison.Ordinal).Replace("CHEF", "ART", StringComparison.Ordinal)
            .Replace("CONJ", "ART", StringComparison.Ordinal).Replace("AUX", "ART", StringComparison.Ordinal);

    private static Func<string, string?>? SectorOf(GrownBody body)
    {
        if (!Fields.TryGetValue(body.Code, out var field))
        {
            return null;
        }

        return row => field.Sections[row[0] % field.Sections.Length].ToString();
    }
}
