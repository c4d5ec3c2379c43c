namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// One of the eleven OPCO in the demonstration. The names are real, every figure and every SIREN is invented
/// (SIREN « 000 001 … » with a valid key: no such number is ever attributed).
/// </summary>
/// <param name="Code">Permanent code of the operator.</param>
/// <param name="Name">Official label (reference-metier §4.1).</param>
/// <param name="Siren">Fictitious, nine digits, valid key.</param>
/// <param name="Siret">Fictitious, fourteen digits, valid key.</param>
/// <param name="Weights">Invented size of each section in a year of reference, in whole numbers of the example statement.</param>
/// <param name="CashPercent">Invented level of cash, in percent of that of the example statement, which exceeds a third of the charges (P01).</param>
/// <param name="WomenPercent">Invented share of women among new contracts.</param>
public sealed record DemoOpco(
    string Code, string Name, string Siren, string Siret, DemoWeights Weights, int CashPercent, int WomenPercent)
{
    /// <summary>In alphabetical order of the labels, as the tables show them.</summary>
    public static IReadOnlyList<DemoOpco> All { get; } =
    [
        new("AFDAS", "AFDAS", "000001016", "00000101600013", new(34, 41, 18, 33), 88, 54),
        new("AKTO", "AKTO / Opco entreprises et salariés des services à forte intensité de main d’œuvre", "000001024", "00000102400017", new(77, 60, 84, 71), 99, 47),
        new("ATLAS", "ATLAS", "000001032", "00000103200010", new(52, 38, 61, 96), 109, 45),
        new("CONSTRUCTYS", "Constructys", "000001040", "00000104000013", new(58, 72, 49, 37), 79, 13),
        new("OPCOMMERCE", "L’Opcommerce", "000001057", "00000105700017", new(69, 47, 58, 64), 84, 57),
        new("OCAPIAT", "OCAPIAT", "000001065", "00000106500010", new(36, 43, 51, 42), 86, 42),
        new("OPCO2I", "OPCO 2i", "000001073", "00000107300014", new(74, 51, 97, 118), 91, 27),
        new("OPCOEP", "Opco entreprises de proximité", "000001081", "00000108100017", new(98, 112, 76, 24), 77, 52),
        new("MOBILITES", "Opco Mobilités", "000001099", "00000109900019", new(43, 46, 39, 44), 97, 22),
        new("SANTE", "Opco Santé", "000001107", "00000110700010", new(29, 27, 88, 103), 83, 78),
        new("UNIFORMATION", "Uniformation, l’Opco de la Cohésion sociale", "000001115", "00000111500013", new(21, 33, 27, 29), 80, 71),
    ];

    /// <exception cref="ArgumentException">Not one of the eleven.</exception>
    public static DemoOpco Find(string code) =>
        All.FirstOrDefault(o => o.Code == code) ?? throw new ArgumentException($"Not an OPCO of the demonstration: {code}.", nameof(code));
}

/// <summary>Whole multiples of the example statement, by section; joint resources follow <see cref="Alternance"/>.</summary>
/// <param name="Alternance">Section ALT.</param>
/// <param name="Plan">Section PDC50.</param>
/// <param name="Conventional">Section CONV.</param>
/// <param name="Voluntary">Section VOL.</param>
public sealed record DemoWeights(int Alternance, int Plan, int Conventional, int Voluntary)
{
    // Invented course of each section, in percent of the year of reference.
    private static readonly Dictionary<int, DemoWeights> Course = new()
    {
        [2021] = new(79, 97, 91, 88),
        [2022] = new(93, 99, 95, 94),
        [2023] = new(100, 100, 100, 100),
        [2024] = new(104, 98, 103, 104),
        [2025] = new(101, 95, 104, 107),
    };

    /// <summary>The multiples of that exercise, one at least.</summary>
    /// <exception cref="ArgumentException">No demonstration for that exercise.</exception>
    public DemoWeights In(int exercise)
    {
        if (!Course.TryGetValue(exercise, out var c))
        {
            throw new ArgumentException($"No demonstration for exercise {exercise}.", nameof(exercise));
        }

        return new(
            Scale(Alternance, c.Alternance), Scale(Plan, c.Plan), Scale(Conventional, c.Conventional), Scale(Voluntary, c.Voluntary));
    }

    /// <param name="section">Code of a column of the cadres B1, B2 and B6.</param>
    public int Of(string section) => section switch
    {
        "ALT" or "MC" => Alternance,
        "PDC50" => Plan,
        "CONV" => Conventional,
        "VOL" => Voluntary,
        _ => throw new ArgumentException($"Not a section: {section}.", nameof(section)),
    };

    private static int Scale(int weight, int percent) => Math.Max(1, Apportionment.Share(weight, percent, 100));
}
