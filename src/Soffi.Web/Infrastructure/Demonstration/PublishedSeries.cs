using System.Globalization;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// Monthly entries in « contrat de professionnalisation », under 26: published figures for 2021 to 2023 (France
/// métropolitaine and DROM; source: Opco, processed by Dares), copied in <c>contrats-pro-moins-26-ans.csv</c>. Their split
/// between the OPCO is fictitious, and so are the totals of the years after.
/// </summary>
internal static class PublishedSeries
{
    private const string Resource = "Soffi.Web.Infrastructure.Demonstration.contrats-pro-moins-26-ans.csv";

    // Invented: no figure was published when the demonstration was written.
    private static readonly Dictionary<int, int[]> Invented = new()
    {
        [2024] = [3310, 3540, 3595, 3120, 2540, 2985, 3760, 3390, 7120, 6905, 5580, 4310],
        [2025] = [3050, 3275, 3340, 2890, 2330, 2760, 3460, 3105, 6480, 6340, 5120, 3960],
    };

    private static readonly Lazy<Dictionary<int, int[]>> Published = new(Read);

    /// <summary>Exercises whose totals are published.</summary>
    public static IReadOnlyCollection<int> PublishedExercises => Published.Value.Keys;

    /// <summary>Twelve national totals, January first.</summary>
    /// <exception cref="KeyNotFoundException">Neither published nor invented.</exception>
    public static int[] Of(int exercise) => Published.Value.GetValueOrDefault(exercise) ?? Invented[exercise];

    private static Dictionary<int, int[]> Read()
    {
        using var stream = typeof(PublishedSeries).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Missing resource {Resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] is not ('#' or 'a'))
            .Select(line => line.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .ToDictionary(line => line[0], line => line[1..]);
    }
}
