using Parquet;
using Parquet.Schema;
using Soffi.Domain.Statistics;

namespace Soffi.Web.Features.Statistics;

/// <summary>
/// The long form as Apache Parquet: the columns of <see cref="StatLong.Columns"/> under their codes, texts as UTF-8, years as
/// 32-bit integers, flags as booleans, numbers as exact decimals (38 digits, ten of them after the point), null where there is none.
/// </summary>
public static class StatParquet
{
    /// <summary>Lines of a row group: all that is in memory at once.</summary>
    private const int GroupLines = 20_000;

    private const int Digits = 38;

    /// <summary>Returns once everything is written; the stream stays open.</summary>
    /// <exception cref="IOException">No room to write it.</exception>
    public static void Write(Stream stream, StatResult result) => WriteAsync(stream, result).GetAwaiter().GetResult();

    private static async Task WriteAsync(Stream stream, StatResult result)
    {
        var columns = StatLong.Columns(result);
        var fields = columns.Select(Field).ToList();
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd });
        writer.CustomMetadata = new Dictionary<string, string> { ["titre"] = result.Table.Title, ["source"] = result.Source };
        foreach (var lines in StatLong.Rows(result).Chunk(GroupLines))
        {
            using var group = writer.CreateRowGroup();
            foreach (var (at, column) in columns.Index())
            {
                await Write(group, fields[at], column, lines);
            }
        }
    }

    private static Task Write(ParquetRowGroupWriter group, DataField field, StatLongColumn column, StatLongRow[] lines) => column.Type switch
    {
        StatLongType.Number => group.WriteAsync<decimal>(field, Array.ConvertAll(lines, l => column.Number(l) is { } number ? decimal.Round(number, StatLong.RateDecimals) : (decimal?)null)),
        StatLongType.Year => group.WriteAsync<int>(field, Array.ConvertAll(lines, l => int.Parse(column.Text(l), System.Globalization.CultureInfo.InvariantCulture))),
        StatLongType.Flag => group.WriteAsync<bool>(field, Array.ConvertAll(lines, l => column.Text(l) == column.Words[0])),
        _ => group.WriteAsync(field, Array.ConvertAll(lines, l => column.Text(l))),
    };

    private static DataField Field(StatLongColumn column) => column.Type switch
    {
        StatLongType.Number => new DecimalDataField(column.Code, Digits, StatLong.RateDecimals, isNullable: true),
        StatLongType.Year => new DataField<int>(column.Code),
        StatLongType.Flag => new DataField<bool>(column.Code),
        _ => new DataField<string>(column.Code, nullable: false),
    };
}
