namespace Soffi.Domain.Statistics;

/// <summary>A whole file whose headings are those expected.</summary>
/// <param name="Columns">Where each stands in a line.</param>
/// <param name="Lines">Those that have as many fields as there are headings.</param>
public sealed record CsvTable(IReadOnlyDictionary<string, int> Columns, IReadOnlyList<CsvLine> Lines)
{
    /// <summary>Null when nothing of the file can be read line by line.</summary>
    /// <param name="most">Most lines it may have.</param>
    /// <param name="faults">Receives why there is none, or what is wrong with its lines.</param>
    public static CsvTable? Read(byte[] bytes, IReadOnlyList<string> required, IReadOnlyList<string> optional, int most, List<CsvFault> faults)
    {
        if (CsvLines.Read(bytes, out var unreadable) is not { } csv)
        {
            faults.Add(unreadable!);
            return null;
        }

        var columns = csv.Headings(required, optional, faults);
        if (faults.Count > 0)
        {
            return null;
        }

        var lines = csv.Lines(columns.Count, faults).Take(most + 1).ToList();
        if (lines.Count <= most)
        {
            return new CsvTable(columns, lines);
        }

        faults.Clear();
        faults.Add(new CsvFault(0, $"Ce fichier a plus de {most}\u00a0lignes\u00a0: envoyez-le en plusieurs fois."));
        return null;
    }

    /// <summary>What that line says in that column; empty when the file has no such column.</summary>
    public string Field(CsvLine line, string column) => Columns.TryGetValue(column, out var at) ? line.Fields[at] : "";
}
