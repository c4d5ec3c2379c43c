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

    public static StatFact Fact(StatOperator? one, int exercise, string code, decimal value) =>
        new(one?.Id, exercise, CellCode.Parse(code), CellScale.ToStored(value), 1, 0);

    public static StatFilter Filter(params int[] exercises) => new(exercises, []);
}
