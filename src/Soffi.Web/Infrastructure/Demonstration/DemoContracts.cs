using System.Globalization;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>Cadres C1 and C2: everything follows from twelve monthly entries by age group, so that all tables agree.</summary>
/// <param name="draft">Where to write.</param>
/// <param name="womenPercent">Share of women among new contracts.</param>
/// <param name="table">« C1 » or « C2 ».</param>
internal sealed class DemoContracts(DemoSheet draft, int womenPercent, string table)
{
    private static readonly string[] Young = ["A17", "A25"];
    private static readonly string[] Older = ["A34", "A44", "A54", "A55"];
    private static readonly string[] Ages = [.. Young, .. Older];
    private static readonly string[] Levels = ["N3", "N4", "N5", "N6", "N7", "N8", "N0"];
    private static readonly string[] Sizes = ["T010", "T049", "T249", "T299", "T1999", "T2000", "TNP"];
    private static readonly string[] Situations = ["SCO", "DE", "RSA", "SAL", "AUT"];
    private static readonly string[] Months = [.. Enumerable.Range(1, 12).Select(m => m.ToString("D2", CultureInfo.InvariantCulture))];

    /// <param name="young">Entries under 26, January first.</param>
    /// <param name="older">Entries at 26 and over, January first.</param>
    public void Write(int[] young, int[] older)
    {
        foreach (var (i, month) in Months.Index())
        {
            draft[$"{table}M.{month}.M26"] = young[i];
            draft[$"{table}M.{month}.P26"] = older[i];
        }

        var youngWomen = Apportionment.Share(young.Sum(), womenPercent, 100);
        var olderWomen = Apportionment.Share(older.Sum(), womenPercent, 100);
        WriteSex("F", youngWomen, olderWomen);
        WriteSex("H", young.Sum() - youngWomen, older.Sum() - olderWomen);
        WriteTotals();
        draft[$"{table}.050.T"] = draft.Example($"{table}.050.T");
        draft[$"{table}.060.T"] = draft.Example($"{table}.060.T") + (10 * (womenPercent - 45));
    }

    private void WriteSex(string sex, int young, int older)
    {
        WriteCrossing(sex, young, older);
        Spread("TAI", Sizes, sex, young + older);
        if (table == "C2")
        {
            Spread("ANT", Situations, sex, young + older);
            draft[$"C2.045.{sex}"] = Of("045", sex, young + older);
        }

        WriteFlows(sex, young + older);
    }

    /// <summary>Age × level: margins drawn from the example, then filled line by line so that both stay exact.</summary>
    private void WriteCrossing(string sex, int young, int older)
    {
        int Line(string age) => Levels.Sum(level => (int)draft.Example($"{table}X.{age}.{level}{sex}"));
        int Column(string level) => Ages.Sum(age => (int)draft.Example($"{table}X.{age}.{level}{sex}"));
        int[] lines = [.. Apportionment.Split(young, [.. Young.Select(Line)]), .. Apportionment.Split(older, [.. Older.Select(Line)])];
        var left = Apportionment.Split(young + older, [.. Levels.Select(Column)]);
        foreach (var (age, total) in Ages.Zip(lines))
        {
            int[] parts = total == 0 ? new int[Levels.Length] : Apportionment.Split(total, left);
            foreach (var (i, level) in Levels.Index())
            {
                draft[$"{table}X.{age}.{level}{sex}"] = parts[i];
                left[i] -= parts[i];
            }
        }
    }

    private void WriteFlows(string sex, int entries)
    {
        foreach (var row in (string[])["010", "011", "030", "031", "041"])
        {
            draft[$"{table}.{row}.{sex}"] = Of(row, sex, entries);
        }

        draft[$"{table}.012.{sex}"] = draft[$"{table}.010.{sex}"] - draft[$"{table}.011.{sex}"];
        draft[$"{table}.020.{sex}"] = entries;
        draft[$"{table}.040.{sex}"] = draft.IsFirst ? Of("040", sex, entries) : draft.Previous($"{table}.041.{sex}");
        // What is neither broken nor still running has reached its term (R05).
        draft[$"{table}.032.{sex}"] =
            draft[$"{table}.040.{sex}"] + entries - draft[$"{table}.030.{sex}"] - draft[$"{table}.041.{sex}"];
    }

    private void WriteTotals()
    {
        string[] rows = ["010", "011", "012", "020", "030", "031", "032", "040", "041", .. table == "C2" ? ["045"] : Array.Empty<string>()];
        foreach (var row in rows)
        {
            draft[$"{table}.{row}.T"] = draft[$"{table}.{row}.F"] + draft[$"{table}.{row}.H"];
        }
    }

    // The example's ratio of that row to its new contracts, for the same sex.
    private int Of(string row, string sex, int entries) =>
        Apportionment.Share(entries, draft.Example($"{table}.{row}.{sex}"), draft.Example($"{table}.020.{sex}"));

    private void Spread(string axis, string[] rows, string sex, int total)
    {
        var weights = rows.Select(r => (int)draft.Example($"{table}{axis}.{r}.{sex}")).ToArray();
        foreach (var (row, part) in rows.Zip(Apportionment.Split(total, weights)))
        {
            draft[$"{table}{axis}.{row}.{sex}"] = part;
        }
    }
}
