using System.Globalization;
using MiniExcelLibs;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;

namespace Soffi.Benchmarks;

/// <summary>
/// The files of a result of 1 and of 10 million values, its lines made one at a time so that only writing is measured: the workbook
/// against MiniExcel writing the same lines of the same two sheets from objects ready made, the CSV against the same bytes written to a file. A value is a cell
/// of the long form; each line of it has fifteen or so.
/// </summary>
internal static class StatExports
{
    private const double MostOfWorkbook = 1.2;
    private const double MostOfCsv = 1.5;
    private const double MostMemory = 30;

    /// <summary>Milliseconds.</summary>
    private const int BetweenLooks = 100;

    /// <summary>Figures on each line of the table.</summary>
    private const int Columns = 10;

    public static void Print()
    {
        var folder = Directory.CreateTempSubdirectory("soffi-banc-");
        try
        {
            var small = Peak(() => Workbook(folder, 1_000_000));
            var large = Peak(() => Workbook(folder, 10_000_000));
            Say($"Workbook, peak of memory for 1 and 10 million values: {small:0} and {large:0} MB, {large - small:+0;-0} (at most {MostMemory:+0}: {Kept(large - small <= MostMemory)}).");
            var (smallCsv, largeCsv) = (Peak(() => Csv(folder, 1_000_000)), Peak(() => Csv(folder, 10_000_000)));
            Say($"CSV, the same: {smallCsv:0} and {largeCsv:0} MB, {largeCsv - smallCsv:+0;-0} ({Kept(largeCsv - smallCsv <= MostMemory)}).");

            Bare(folder, 100_000);
            Compare("Workbook of 1 million values", "MiniExcel bare", MostOfWorkbook, () => Workbook(folder, 1_000_000), () => Bare(folder, 1_000_000));
            var text = File.ReadAllBytes(Csv(folder, 1_000_000));
            Compare("CSV of 1 million values", "the same lines written bare", MostOfCsv, () => Csv(folder, 1_000_000), () => BareCsv(folder, 1_000_000));
            Say($"  ({text.Length / 1e6:0} MB).");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Lines(int values) => values / StatLong.Columns(Result(1)).Count / Columns;

    private static string Workbook(DirectoryInfo folder, int values)
    {
        var path = Path.Combine(folder.FullName, "produit.xlsx");
        using var file = File.Create(path);
        StatisticsExport.Write(file, Result(Lines(values)), StatFormat.Xlsx, new ExportContext("Banc d’essai", DateTimeOffset.UnixEpoch, IsDemonstration: false));
        return path;
    }

    private static string Csv(DirectoryInfo folder, int values)
    {
        var path = Path.Combine(folder.FullName, "produit.csv");
        using var file = File.Create(path);
        StatisticsExport.Write(file, Result(Lines(values)), StatFormat.OpenCsv, new ExportContext("Banc d’essai", DateTimeOffset.UnixEpoch, IsDemonstration: false));
        return path;
    }

    private static void Bare(DirectoryInfo folder, int values)
    {
        using var file = File.Create(Path.Combine(folder.FullName, "nu.xlsx"));
        var lines = Lines(values);
        MiniExcel.SaveAs(file, new Dictionary<string, object> { ["Tableau"] = Wide(lines), ["Données"] = Long(lines) }, configuration: new MiniExcelLibs.OpenXml.OpenXmlConfiguration { FastMode = false });
    }

    /// <summary>The same fields, joined and written as they are.</summary>
    private static void BareCsv(DirectoryInfo folder, int values)
    {
        using var file = new StreamWriter(Path.Combine(folder.FullName, "nu.csv"), append: false, System.Text.Encoding.UTF8, 1 << 16);
        foreach (var l in Long(Lines(values)))
        {
            file.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{l.exercice},{l.operateur},{l.operateur_libelle},{l.mesure},{l.mesure_libelle},{l.calcul},{l.calcul_libelle},{l.valeur},{l.valeur_arrondie},{l.unite},{l.statut},{l.base_},{l.rupture}\n"));
        }
    }

    private static IEnumerable<WideLine> Wide(int lines) => Enumerable.Range(0, lines).Select(i => new WideLine(
        Name(i), Value(i, 0), Value(i, 1), Value(i, 2), Value(i, 3), Value(i, 4), Value(i, 5), Value(i, 6), Value(i, 7), Value(i, 8), Value(i, 9)));

    private static IEnumerable<LongLine> Long(int lines) => Enumerable.Range(0, lines).SelectMany(i => Enumerable.Range(0, Columns).Select(j => new LongLine(
        2025, Name(i), Name(i), Code(j), "Mesure", "valeur", "Valeur", Value(i, j), Math.Round(Value(i, j), MidpointRounding.AwayFromZero), "€", "A", "charges comptabilisées", "non")));

    /// <summary>One line per operator, ten measures; the lines do not exist before they are asked for.</summary>
    private static StatResult Result(int lines)
    {
        var unit = new StatUnit("€", 1, 0);
        var measures = Enumerable.Range(0, Columns).Select(j => new StatMeasure(Code(j), "Mesure", "", unit)).ToList();
        var query = new StatQuery { Measures = measures, Rows = [StatDimensions.Operator], Columns = [StatDimensions.Measure], Exercises = [2025] };
        var columns = measures.Select(m => new StatResultColumn(m.Code, m.Label, true) { Path = [new StatMember(m.Code, m.Label)], Measure = m }).ToList();
        var rows = new Made<StatRow>(lines, i => new StatRow(Name(i), Name(i), StatRowKind.Data, [.. Enumerable.Range(0, Columns).Select(j => Cell(Value(i, j)))])
        { Path = [new StatMember(Name(i), Name(i))] });
        return new StatResult(StatTable.For(query, "Opérateur"), query, StatScope.ByOperator, columns, [new StatRowGroup("", rows)], [], [])
        { Dimensions = [new StatAxisName(StatDimensions.Operator, "Opérateur"), new StatAxisName(StatDimensions.Measure, "Mesure")] };
    }

    private static StatCell Cell(decimal value) => new(StatState.Value, value, Math.Round(value, MidpointRounding.AwayFromZero), value, 0);

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"OPCO{i % 4000:0000}");

    private static string Code(int j) => string.Create(CultureInfo.InvariantCulture, $"M{j}");

    private static decimal Value(int i, int j) => ((((i * 37L) + (j * 101)) % 99_991) * 12_345) / 100m;

    /// <summary>Ratio of the times of processor, the median of a few rounds.</summary>
    private static void Compare(string what, string floor, double most, Action product, Action bare)
    {
        var rounds = Enumerable.Range(0, 7).Select(_ => (Product: Processor(product), Bare: Processor(bare))).OrderBy(r => r.Product / r.Bare).ToList();
        var (cost, least) = rounds[rounds.Count / 2];
        Say($"{what}: {cost:0.00} s of processor, {floor} {least:0.00} s: ratio {cost / least:0.00}, {rounds[0].Product / rounds[0].Bare:0.00} to {rounds[^1].Product / rounds[^1].Bare:0.00} (at most {most}: {Kept(cost <= least * most)}).");
    }

    private static double Processor(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>Megabytes of objects that were alive at most while it ran, looked at about ten times a second, what is dead collected each time.</summary>
    private static double Peak(Action work)
    {
        GC.Collect();
        var (least, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            do
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
            while (!done.Wait(BetweenLooks));
        });
        watch.Start();
        work();
        done.Set();
        watch.Join();
        return (most - least) / 1e6;
    }

    private static string Kept(bool kept) => kept ? "kept" : "NOT KEPT";

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

#pragma warning disable IDE1006, SA1300 // The headings of the file.
    private sealed record LongLine(
        int exercice, string operateur, string operateur_libelle, string mesure, string mesure_libelle, string calcul, string calcul_libelle, decimal valeur, decimal valeur_arrondie,
        string unite, string statut, string base_, string rupture);
#pragma warning restore IDE1006, SA1300

    private sealed record WideLine(string Label, decimal M0, decimal M1, decimal M2, decimal M3, decimal M4, decimal M5, decimal M6, decimal M7, decimal M8, decimal M9);

    /// <summary>A list whose items are made each time they are asked for.</summary>
    private sealed class Made<T>(int count, Func<int, T> make) : IReadOnlyList<T>
    {
        public int Count => count;

        public T this[int index] => make(index);

        public IEnumerator<T> GetEnumerator() => Enumerable.Range(0, count).Select(make).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
