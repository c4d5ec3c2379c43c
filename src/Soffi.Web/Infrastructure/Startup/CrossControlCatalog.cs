using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>The cross controls of each exercise, read once from <c>croises/</c> of the forms folder.</summary>
public sealed class CrossControlCatalog
{
    private readonly Dictionary<int, CrossControlSet> _sets;

    private CrossControlCatalog(IEnumerable<CrossControlSet> sets) => _sets = sets.ToDictionary(s => s.Exercise);

    /// <summary>In order.</summary>
    public IReadOnlyList<int> Exercises => [.. _sets.Keys.Order()];

    public CrossControlSet? Find(int exercise) => _sets.GetValueOrDefault(exercise);

    /// <summary>The figures asked for, by exercise.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<ReferenceDefinition>> References => _sets.ToDictionary(s => s.Key, s => s.Value.References);

    /// <param name="folder">Of the forms.</param>
    /// <exception cref="FormFaultsException">A file has a fault.</exception>
    public static CrossControlCatalog Read(string folder)
    {
        const string part = "croises";
        var own = Path.Combine(folder, part);
        var files = new FormFiles(Directory.Exists(own)
            ? Directory.EnumerateFiles(own, "*.json").ToDictionary(f => $"{part}/{Path.GetFileName(f)}", File.ReadAllText, StringComparer.Ordinal)
            : []);
        var readings = CrossControlReader.Exercises(files).Select(e => CrossControlReader.Read(files, e)).ToList();
        var faults = readings.SelectMany(r => r.Faults).Distinct().ToList();
        return faults.Count == 0 ? new CrossControlCatalog(readings.Select(r => r.Controls!)) : throw new FormFaultsException(faults);
    }
}
