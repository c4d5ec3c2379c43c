using System.Globalization;
using System.Security.Cryptography;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>A published series as its pages show it, all the versions of its values included.</summary>
public sealed record SeriesShown(
    string Code, string Title, string Unit, string Source, string Licence, string Basis, string Dimension, string FileName, string Sha256, string ImportedByName,
    DateTimeOffset ImportedAt, DateTimeOffset? WithdrawnAt, string WithdrawnReason, int Decimals, IReadOnlyList<SeriesValue> Values)
{
    public bool Holds => WithdrawnAt is null;

    public static SeriesShown Of(PublishedSeries series) => new(
        series.Code, series.Title, series.Unit, series.Source, series.Licence, series.Basis, series.Dimension, series.FileName, series.Sha256, series.ImportedByName,
        series.ImportedAt, series.WithdrawnAt, series.WithdrawnReason, StatSeriesReader.Of(series).Unit.Decimals, [.. series.Values]);
}

/// <param name="MayChange">Whether the reader may import and withdraw.</param>
public sealed record SeriesListViewModel(IReadOnlyList<SeriesShown> Series, bool MayChange)
{
    /// <summary>What was just done, or null.</summary>
    public string? Message { get; init; }

    /// <summary>« 2016 à 2022 ».</summary>
    public static string Years(SeriesShown series)
    {
        var years = series.Values.Select(v => v.Year).Distinct().Order().ToList();
        return years.Count == 1 ? StatText.Year(years[0]) : $"{StatText.Year(years[0])} à {StatText.Year(years[^1])}";
    }
}

/// <summary>One value shown, with its former versions.</summary>
public sealed record SeriesLine(string Period, string Label, SeriesValue Latest, IReadOnlyList<SeriesValue> Former);

/// <param name="Reason">Why it is withdrawn, as typed.</param>
public sealed record SeriesViewModel(SeriesShown Series, bool MayChange, string? Reason)
{
    public string? Message { get; init; }

    public int Decimals => Series.Decimals;

    /// <summary>The latest period first, members in the order of the file.</summary>
    public IReadOnlyList<SeriesLine> Lines { get; } =
        [.. Series.Values.GroupBy(v => (v.Year, v.Month, v.Member)).OrderByDescending(g => g.Key.Year).ThenByDescending(g => g.Key.Month).ThenBy(g => g.First().Rank)
            .Select(g => g.OrderByDescending(v => v.Version).ToList()).Select(v => new SeriesLine(Period(v[0].Year, v[0].Month), v[0].Label, v[0], v[1..]))];

    public bool HasMembers => Series.Dimension.Length > 0;

    /// <summary>The series by exercise, every year of it.</summary>
    public string BuilderPath => $"/statistiques/requeteur?serie={Series.Code}&lignes=exercice&colonnes={(HasMembers ? Series.Dimension : "")}"
        + $"&exercice={string.Join(',', Series.Values.Select(v => v.Year).Distinct().Order())}&avec=evolution";

    public string Number(SeriesValue value) => $"{StatText.Number(value.Value, Decimals)} {StatText.Signs(value.Flags)}".TrimEnd();

    /// <summary>« (p) : provisoire, donné comme tel par la publication », for what is shown.</summary>
    public IReadOnlyList<string> Legend => StatText.MeaningsOfSeries(Series.Values.Aggregate(StatFlags.None, (f, v) => f | v.Flags)).ToList();

    /// <summary>« 2016 », « mars 2016 ».</summary>
    public static string Period(int year, int month) => month == 0
        ? StatText.Year(year) : new DateOnly(year, month, 1).ToString("MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"));

    public static string? ReasonFault(string? reason) => (reason?.Trim().Length ?? 0) switch
    {
        < 3 => "Indiquez le motif en quelques mots\u00a0: il est conservé avec la série.",
        > PublishedSeries.LongestText => $"Le motif ne peut pas dépasser {PublishedSeries.LongestText}\u00a0caractères.",
        _ => null,
    };
}

/// <summary>The page where a file is chosen.</summary>
public sealed record SeriesImportViewModel(IReadOnlyList<CsvFault> Faults)
{
    public const int MaxBytes = 500_000;

    public IReadOnlyList<SummaryError> Summary => Faults.Count == 0 ? [] :
    [
        new(Faults.Count == 1 ? "Rien n’a été enregistré\u00a0: un point est à corriger dans le fichier."
            : $"Rien n’a été enregistré\u00a0: {Faults.Count}\u00a0points sont à corriger dans le fichier.", Field.HtmlId),
    ];

    public UploadOptions Field => new(ReceivedCsv.Field, "Fichier CSV", ".csv")
    {
        Hint = $"Une valeur par ligne, {SeriesCsv.MostLines}\u00a0lignes et 500\u00a0ko au plus. Rien n’est enregistré avant votre accord.",
        Error = Faults.Count == 0 ? null : Faults[0].ToString(),
    };

    /// <summary>The bytes that the preview gave back; null when they cannot be read.</summary>
    public static byte[]? Decode(string? content)
    {
        var bytes = new byte[MaxBytes];
        return content is { Length: > 0 } && Convert.TryFromBase64String(content, bytes, out var length) ? bytes[..length] : null;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What a file would change in a series.</summary>
/// <param name="Before">Null for a new series.</param>
public sealed record SeriesChange(SeriesEntry Entry, PublishedSeries? Before)
{
    /// <summary>Each value with the one that holds, null when there is none.</summary>
    public IReadOnlyList<(SeriesPoint Point, SeriesValue? Holds)> Values { get; } =
        [.. Entry.Values.Select(p => (p, Before?.Values.Where(v => (v.Year, v.Month, v.Member) == (p.Year, p.Month, p.Member)).MaxBy(v => v.Version)))];

    public int New => Values.Count(v => v.Holds is null);

    public int Revised => Values.Count(v => v.Holds is { } holds && holds.Value != v.Point.Value);

    public string Sentence => (Before is null ? "Nouvelle série" : Before.Holds ? "Série connue" : "Série retirée, qui comptera de nouveau")
        + $"\u00a0: {New} {(New > 1 ? "valeurs nouvelles" : "valeur nouvelle")}, {Revised} {(Revised > 1 ? "révisées" : "révisée")}, "
        + $"{Values.Count - New - Revised} {(Values.Count - New - Revised > 1 ? "inchangées" : "inchangée")}.";
}

/// <param name="Name">Of the file.</param>
/// <param name="Content">Its bytes, in base 64, sent back by the button that imports.</param>
public sealed record SeriesPreviewViewModel(string Name, string Content, IReadOnlyList<SeriesChange> Changes)
{
    /// <summary>More lines of a series would not be read.</summary>
    public const int MostShown = 100;
}
