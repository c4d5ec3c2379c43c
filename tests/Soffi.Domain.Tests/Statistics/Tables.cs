using System.Runtime.CompilerServices;
using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>The published table files, and short ways to write facts.</summary>
internal static class Tables
{
    public static StatTable J2 { get; } = Read("J2");

    public static StatTable J11 { get; } = Read("J11");

    public static StatOperator Akto { get; } = new(1, "AKTO", "AKTO");

    public static StatOperator Atlas { get; } = new(2, "ATLAS", "ATLAS");

    public static StatOperator Sante { get; } = new(3, "SANTE", "Opco Santé");

    public static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Soffi.Web/Features/Statistics/Tables"));

    public static StatTable Read(string id) =>
        StatTableReader.Read($"{id}.json", File.ReadAllText(Path.Combine(Folder(), $"{id}.json")));

    public static StatCoverage Coverage(int exercise, StatOperator[] due, StatOperator[] submitted) =>
        new(exercise, due, submitted, submitted.Length == 0 ? null : new DateTimeOffset(exercise + 1, 5, 20, 9, 0, 0, TimeSpan.Zero), false);

    public static StatCells Cells { get; } = new(
        new[] { 2021, 2022, 2023, 2024, 2025 }.Select(e => FormReader.Read(Files(), $"{e}/OPCO").Definition!), []);

    public static StatFrame Frame(params int[] exercises) => new(exercises, [Akto, Atlas, Sante], Cells);

    /// <summary>One fact for each measure of the table that reads that cell.</summary>
    public static StatFact[] Fact(StatTable table, StatOperator one, int exercise, string code, decimal value, int numbers = 1, int notApplicable = 0) =>
        [.. table.Measures.Where(m => m.Terms.SelectMany(Cells.Resolve).Any(c => c.Code == CellCode.Parse(code)))
            .Select(m => new StatFact(m.Code, exercise, table.IsOfOneExercise ? [one.Code] : [], CellScale.ToStored(value), numbers, notApplicable))];

    /// <summary>The table of these exercises, from these facts.</summary>
    public static StatResult Calculate(
        StatTable table, int[] exercises, StatCoverage[] coverage, StatFact[] facts, StatBreak[]? breaks = null, StatScope scope = StatScope.ByOperator,
        StatHiding? hiding = null) => StatCalculator.Calculate(
            table, new StatFilter(exercises, []).Apply(table.Query), new StatInput(Frame([.. coverage.Select(c => c.Exercise)]), scope, coverage, facts, breaks ?? [], hiding));

    private static FormFiles Files() => FormFiles.FromFolder(Path.GetFullPath(Path.Combine(Folder(), "../../../Forms")));
}
