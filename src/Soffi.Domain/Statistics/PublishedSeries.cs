using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>
/// A series published before Soffi, or beside it, imported from a file with its source so that comparisons go back further. Its
/// values are never overwritten: a value published anew is a new version, the highest holds.
/// </summary>
public sealed class PublishedSeries
{
    public const int LongestCode = 40;
    public const int LongestTitle = 200;
    public const int LongestUnit = 20;
    public const int LongestText = 300;
    public const int LongestDimension = 40;

    private readonly List<SeriesValue> _values = [];

    private PublishedSeries()
    {
    }

    /// <param name="by">Who imports it; null for the system.</param>
    public PublishedSeries(SeriesEntry entry, ReceivedSeries file, Guid? by, string byName, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Code = entry.Code;
        Take(entry, file, by, byName, now);
    }

    public Guid Id { get; private set; }

    /// <summary>« COLLECTE-OPCA »; permanent, unique.</summary>
    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>« M€ »: values are in that unit.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>Where it is published: document, page.</summary>
    public string Source { get; private set; } = "";

    /// <summary>« Licence Ouverte 2.0 »; may be empty.</summary>
    public string Licence { get; private set; } = "";

    /// <summary>« collecte comptabilisée »: bases are never mixed, and always said.</summary>
    public string Basis { get; private set; } = "";

    /// <summary>Code of the dimension that its values are split by; empty for one value a period.</summary>
    public string Dimension { get; private set; } = "";

    /// <summary>Of the last file imported.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Of the bytes of the last file, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    public Guid? ImportedBy { get; private set; }

    /// <summary>Name at the time.</summary>
    public string ImportedByName { get; private set; } = "";

    public DateTimeOffset ImportedAt { get; private set; }

    /// <summary>UTC; null while it counts.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Why it counts no more; empty while it does.</summary>
    public string WithdrawnReason { get; private set; } = "";

    /// <summary>All the versions of all the values.</summary>
    public IReadOnlyList<SeriesValue> Values => _values;

    public bool Holds => WithdrawnAt is null;

    /// <summary>What a file says of the series; a series withdrawn counts again.</summary>
    /// <returns>How many values are new or changed.</returns>
    public int Take(SeriesEntry entry, ReceivedSeries file, Guid? by, string byName, DateTimeOffset now)
    {
        (Title, Unit, Source, Licence, Basis, Dimension) = (entry.Title, entry.Unit, entry.Source, entry.Licence, entry.Basis, entry.Dimension);
        (FileName, Sha256, ImportedBy, ImportedByName, ImportedAt) = (file.Name, file.Sha256, by, byName, now);
        (WithdrawnAt, WithdrawnReason) = (null, "");
        var written = 0;
        foreach (var value in entry.Values)
        {
            var before = _values.Where(v => v.IsAt(value)).MaxBy(v => v.Version);
            if (before is null || !before.Says(value))
            {
                _values.Add(new SeriesValue(Id, value, 1 + (before?.Version ?? 0), byName, now));
                written++;
            }
        }

        return written;
    }

    public void Withdraw(string reason, DateTimeOffset now) => (WithdrawnAt, WithdrawnReason) = (now, reason);
}

/// <summary>One value of a series, in one of its versions.</summary>
public sealed class SeriesValue
{
    public const int LongestMember = 40;
    public const int LongestLabel = 120;

    private SeriesValue()
    {
    }

    public SeriesValue(Guid seriesId, SeriesPoint point, int version, string byName, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        SeriesId = seriesId;
        (Year, Month, Member, Label, Rank) = (point.Year, point.Month, point.Member, point.Label, point.Rank);
        Number = CellScale.ToStored(point.Value);
        IsProvisional = point.IsProvisional;
        IsRevised = point.IsRevised;
        Version = version;
        RecordedByName = byName;
        RecordedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid SeriesId { get; private set; }

    public int Year { get; private set; }

    /// <summary>1 to 12; 0 for the whole year.</summary>
    public int Month { get; private set; }

    /// <summary>Member of the dimension of the series; empty when it has none.</summary>
    public string Member { get; private set; } = "";

    /// <summary>Label of the member.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Place of the member in the file: the order shown.</summary>
    public int Rank { get; private set; }

    /// <summary>1 for the first publication, then 2… (revisions).</summary>
    public int Version { get; private set; }

    /// <summary>Ten-thousandths, in the unit of the series (see <see cref="CellScale"/>).</summary>
    public long Number { get; private set; }

    /// <summary>« (p) » in the publication.</summary>
    public bool IsProvisional { get; private set; }

    /// <summary>« (r) » in the publication; a second version is revised whatever the file says.</summary>
    public bool IsRevised { get; private set; }

    public string RecordedByName { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }

    public decimal Value => CellScale.FromStored(Number);

    public StatFlags Flags => (IsProvisional ? StatFlags.Provisional : 0) | (IsRevised || Version > 1 ? StatFlags.Revised : 0);

    internal bool IsAt(SeriesPoint point) => (Year, Month, Member) == (point.Year, point.Month, point.Member);

    internal bool Says(SeriesPoint point) =>
        (Value, Label, IsProvisional) == (point.Value, point.Label, point.IsProvisional) && (IsRevised || Version > 1 || !point.IsRevised);
}

/// <summary>A file received.</summary>
/// <param name="Sha256">Of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record ReceivedSeries(string Name, string Sha256);

/// <summary>One value as a file gives it.</summary>
/// <param name="Month">0 for the whole year.</param>
/// <param name="Rank">Place of the member in the file, from 1.</param>
public sealed record SeriesPoint(int Year, int Month, string Member, string Label, int Rank, decimal Value, bool IsProvisional, bool IsRevised);

/// <summary>A series as a file gives it.</summary>
public sealed record SeriesEntry(
    string Code, string Title, string Unit, string Source, string Licence, string Basis, string Dimension, IReadOnlyList<SeriesPoint> Values);

/// <summary>A series that questions may read.</summary>
/// <param name="Dimension">Empty when its values are not split.</param>
/// <param name="Members">Of its dimension, in the order of its file.</param>
/// <param name="Years">Ascending.</param>
/// <param name="IsMonthly">Its values are of months: they add up to the year.</param>
public sealed record StatSeries(
    string Code, string Title, StatUnit Unit, string Source, string Licence, string Basis, string Dimension, IReadOnlyList<StatMember> Members,
    IReadOnlyList<int> Years, bool IsMonthly)
{
    /// <summary>Code of the dimension of months.</summary>
    public const string Months = "mois";

    /// <summary>The dimensions that its values stand on.</summary>
    public IReadOnlyList<string> Dimensions => [.. new[] { Dimension, IsMonthly ? Months : "" }.Where(d => d.Length > 0)];

    /// <summary>« Série publiée « Collecte » : source ; Licence Ouverte ; base : collecte ».</summary>
    public string Sentence => $"Série publiée «\u00A0{Title}\u00A0»\u00A0: {Source}" + (Licence.Length > 0 ? $"\u202F; {Licence}" : "")
        + (Basis.Length > 0 ? $"\u202F; base\u00A0: {Basis}" : "") + ".";
}
