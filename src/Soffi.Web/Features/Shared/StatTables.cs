using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Shared;

/// <summary>The published tables, read once at start: a file that cannot be accepted stops the start.</summary>
public sealed class StatTables
{
    private readonly Dictionary<string, StatTable> _tables;

    private StatTables(IEnumerable<StatTable> tables) =>
        _tables = tables.ToDictionary(t => t.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of their numbers: J2 before J11.</summary>
    public IReadOnlyList<StatTable> All => [.. _tables.Values.OrderBy(t => t.Id.Length).ThenBy(t => t.Id, StringComparer.Ordinal)];

    public StatTable? Find(string id) => _tables.GetValueOrDefault(id);

    /// <exception cref="StatTableException">A file cannot be accepted; the message gives file and line.</exception>
    public static StatTables Read(string folder) => new(Directory.EnumerateFiles(folder, "*.json")
        .Order(StringComparer.Ordinal)
        .Select(file => StatTableReader.Read(Path.GetFileName(file), File.ReadAllText(file))));
}
