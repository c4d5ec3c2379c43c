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
    private const long BytesPerNote = 90;
    private const long BytesPerTextLine = 160;
    private const long BytesOfSchema = 3_000;

    /// <summary>Before the question is answered: what its crossings usually weigh.</summary>
    /// <param name="lines">Crossings asked.</param>
    /// <returns>In bytes.</returns>
    public static long Of(long lines, StatFormat format) =>
        format == StatFormat.Schema ? BytesOfSchema
        : IsWorkbook(format) ? Workbook(format, lines, lines)
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

        var rows = result.Rows.Count();
        var part = Math.Max(1, (int)Math.Min(rows, Sampled / Math.Max(1, result.Columns.Count) + 1));
        var sample = result with { Groups = Few(result, part) };
        using var stream = new MemoryStream();
        StatisticsExport.Write(stream, sample, format, new ExportContext("", default, false));
        return format == StatFormat.Schema ? stream.Length : stream.Length * lines / Math.Max(1, StatLong.Count(sample));
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
