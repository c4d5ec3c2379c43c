using System.Globalization;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Seed.Growth;

/// <summary>A body of the demonstration and its invented size.</summary>
/// <param name="Permille">In thousandths of the golden example of its form, in 2023.</param>
internal sealed record GrownBody(string Code, string Name, string Siren, string? RegionCode, int Rank, int Permille)
{
    // Invented sizes; their order is that of the populations.
    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["TPARA"] = 2100,
        ["TPBFC"] = 650,
        ["TPBRE"] = 850,
        ["TPCVL"] = 620,
        ["TPCOR"] = 110,
        ["TPGES"] = 1400,
        ["TPHDF"] = 1550,
        ["TPIDF"] = 3600,
        ["TPNOR"] = 780,
        ["TPNAQ"] = 1500,
        ["TPOCC"] = 1450,
        ["TPPDL"] = 1000,
        ["TPPACA"] = 1350,
        ["TPGUA"] = 130,
        ["TPMAR"] = 120,
        ["TPGUY"] = 85,
        ["TPREU"] = 270,
        ["TPMAY"] = 60,
        ["AGEFICE"] = 1300,
        ["FIFPL"] = 1250,
        ["FAFCEA"] = 1150,
        ["VIVEA"] = 880,
        ["FAFPM"] = 240,
        ["ARTAUT"] = 140,
        ["PECHE"] = 25,
    };

    // Invented course, in percent of 2023.
    private static readonly Dictionary<int, int> Course = new() { [2023] = 100, [2024] = 103, [2025] = 98 };

    /// <summary>SIREN then the establishment 0001 and its Luhn key.</summary>
    public string Siret
    {
        get
        {
            var digits = Siren + "0001";
            var sum = digits.Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(d => d > 9 ? d - 9 : d);
            return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Placements and cash in percent of the example: some bodies are above the cap.</summary>
    public int CashPercent => 88 + (Rank * 5 % 22);

    /// <returns>Null when no statement is invented for that body.</returns>
    public static GrownBody? Of(Operator body, int rank) => Sizes.TryGetValue(body.Code, out var permille)
        ? new GrownBody(body.Code, body.Name, body.Siren, body.RegionCode, rank, permille)
        : null;

    /// <summary>Whether the course of that year was invented.</summary>
    public static bool HasCourse(int exercise) => Course.ContainsKey(exercise);

    /// <summary>Size that year: the common course, and up to 3 % of its own.</summary>
    /// <exception cref="KeyNotFoundException">No demonstration for that exercise.</exception>
    public int SizeIn(int exercise) => Permille * Course[exercise] * (100 + (((Rank * 7) + (exercise * 5)) % 7) - 3) / 10_000;
}
