using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// Cadres A1, C3 to C9 and E, and the ancillary costs of apprenticeship. Each table is a whole multiple of the example,
/// which keeps its equalities; the regions share out the totals of the other cadres, to the unit and to the cent (T03).
/// </summary>
internal sealed class DemoActivity(DemoSheet draft, DemoWeights weights)
{
    private static readonly string[] Regions =
        ["01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94", "99"];

    private static readonly int[] RegionWeights = [1, 1, 1, 2, 1, 190, 40, 42, 52, 88, 84, 62, 54, 92, 90, 128, 74, 4, 2];

    // Each device of B3, with its charges in B2 and its people and hours in the cadres C.
    private static readonly (string Device, string[] Charges, string? People, string? Hours)[] Devices =
    [
        ("APP", ["010", "011", "012", "013", "014", "015", "016"], "C1.020", null),
        ("CPRO", ["020", "021", "022"], "C2.020", "C2.045"),
        ("PROA", ["030"], "C3.020", "C3.030"),
        ("PDC50", ["040", "041", "042", "043", "044"], "C4.010", "C4.011"),
        ("CONV", ["060"], "C5.010", "C5.011"),
        ("VOL", ["061"], "C6.010", "C6.011"),
        ("POEC", ["050"], "C7.010", "C7.011"),
        ("FNE", ["051"], null, null),
        ("AUTRES", ["052"], null, null),
    ];

    public void Write()
    {
        Multiply("ALT", "A1", "A1M", "A1I", "A1T", "C1F", "C3", "C3X");
        Multiply("PDC50", "C4", "C4D", "C4T", "C4X", "C4AGE", "C4DUR", "C4SPE", "C7", "C7AGE", "C8");
        Multiply("CONV", "C5", "C5T", "C5AGE", "C5CSP", "C5DUR", "C5SPE");
        Multiply("VOL", "C6", "C6T", "C6AGE", "C6CSP", "C6DUR", "C6SPE");
        Multiply("ALT", "NOTE");
        foreach (var device in Devices)
        {
            WriteRegions(device.Device, device.Charges, device.People, device.Hours);
        }
    }

    private void Multiply(string section, params string[] tables)
    {
        foreach (var (code, value) in tables.SelectMany(draft.ExampleOf))
        {
            draft.Write(code, value.IsNumber ? CellValue.Of(value.Number * weights.Of(section)) : value);
        }
    }

    private void WriteRegions(string device, string[] charges, string? people, string? hours)
    {
        Share("C9DOS", device, draft[$"B3N.{device}.B"]);
        Share("C9STA", device, people is null ? Others(device, "F", "H") : Both(people));
        if (device != "APP")
        {
            Share("C9HEU", device, hours is null ? Others(device, "HEU") : Both(hours));
        }

        var total = ((string[])["ALT", "PDC50", "CONV", "VOL", "MC"]).Sum(s => draft.Sum("B2", s, charges));
        foreach (var (region, part) in Regions.Zip(Apportionment.SplitCents(total, RegionWeights)))
        {
            draft[$"C9MNT.{region}.{device}"] = part;
        }
    }

    private void Share(string table, string device, decimal total)
    {
        foreach (var (region, part) in Regions.Zip(Apportionment.Split((int)total, RegionWeights)))
        {
            draft[$"{table}.{region}.{device}"] = part;
        }
    }

    private decimal Both(string line) => draft[$"{line}.F"] + draft[$"{line}.H"];

    /// <summary>The FNE, or the other agreements together, in the cadre C8.</summary>
    private decimal Others(string device, params string[] columns)
    {
        string[] rows = device == "FNE" ? ["FNE"] : ["TRC", "VAE", "PIC", "AUT"];
        return columns.Sum(c => draft.Sum("C8", c, rows));
    }
}
