using Soffi.Domain.Statistics;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>
/// Weight announced beside the link of an export, without making it: lines of text are weighed on the first ones; a workbook, on what it
/// weighs empty and what a cell and a line add once compressed (measured; held within a fifth by a test).
/// </summary>
public static class StatisticsWeights
{
    private const int Sampled = 200;
    private const long EmptyXlsx = 3_800;
    private const long EmptyOds = 3_200;
    private const long BytesPerCell = 8;
    private const long BytesPerXlsxLine = 127;
    private const long BytesPerOdsLine = 62;
    private const long EmptyParquet = 3_000;
    private const long BytesPerParquetLine = 10;
    private const long BytesPerNote = 90;
    private const long BytesPerTextLine = 160;
    private const long BytesOfSchema = 3_000;

    /// <summary>Before the question is answered: what its crossings usually weigh.</summary>
    /// <param name="lines">Crossings asked.</param>
    /// <returns>In bytes.</returns>
    public static long Of(long lines, StatFormat format) =>
        format == StatFormat.Schema ? BytesOfSchema
        : IsWorkbook(format) ? Workbook(format, lines, lines)
        : format == StatFormat.Parquet ? EmptyParquet + (lines * BytesPerParquetLine)
        : lines * BytesPerTextLine;

    /// <param name="notes">Explanations written in « Lecture ».</param>
    /// <returns>In bytes.</returns>
    public static long Of(StatResult result, StatFormat format, IReadOnlyList<ExplanationNote>? notes = null)
    {
        var lines = StatLong.Count(result);
        if (IsWorkbook(format))
        {
            return Workbook(format, result.Rows.Count() * (long)result.Columns.Count, lines) + ((notes?.Count ?? 0) * BytesPerNote);
        }

        if (format == StatFormat.Parquet)
        {
            return Compressed(result, lines);
        }

        var rows = result.Rows.Count();
        var part = Math.Max(1, (int)Math.Min(rows, Sampled / Math.Max(1, result.Columns.Count) + 1));
        var (bytes, sampled) = Sample(result, part, format);
        return format == StatFormat.Schema ? bytes : bytes * lines / Math.Max(1, sampled);
    }

    /// <summary>A file that says each word once: what it weighs with few lines, and what the next ones add.</summary>
    private static long Compressed(StatResult result, long lines)
    {
        var rows = Math.Max(1, 2 * Sampled / Math.Max(1, result.Columns.Count));
        var (bytes, sampled) = Sample(result, rows, StatFormat.Parquet);
        if (sampled >= lines)
        {
            return bytes;
        }

        var (fewer, half) = Sample(result, Math.Max(1, rows / 2), StatFormat.Parquet);
        return bytes + ((bytes - fewer) * (lines - sampled) / Math.Max(1, sampled - half));
    }

    private static (long Bytes, long Lines) Sample(StatResult result, int rows, StatFormat format)
    {
        var sample = result with { Groups = Few(result, rows) };
        using var stream = new MemoryStream();
        StatisticsExport.Write(stream, sample, format, new ExportContext("", default, false));
        return (stream.Length, StatLong.Count(sample));
    }

    private static bool IsWorkbook(StatFormat format) => format == StatFormat.Xlsx || format == StatFormat.Ods;

    private static long Workbook(StatFormat format, long cells, long lines) =>
        (format == StatFormat.Xlsx ? EmptyXlsx : EmptyOds) + (cells * BytesPerCell) + (lines * (format == StatFormat.Xlsx ? BytesPerXlsxLine : BytesPerOdsLine));

    /// <summary>The first lines of the result.</summary>
    private static IReadOnlyList<StatRowGroup> Few(StatResult result, int rows)
    {
        var groups = new List<StatRowGroup>();
        foreach (var group in result.Groups)
        {
            groups.Add(group with { Rows = [.. group.Rows.Take(rows)] });
            rows -= Math.Min(rows, group.Rows.Count);
        }

        return groups;
    }
}
