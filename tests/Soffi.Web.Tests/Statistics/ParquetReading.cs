using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The lines of a Parquet file, as texts.</summary>
internal static class ParquetReading
{
    /// <summary>Names of the columns first; numbers in the invariant way, « oui » and « non » for flags.</summary>
    public static List<string[]> Lines(byte[] file) => LinesAsync(file).GetAwaiter().GetResult();

    private static async Task<List<string[]>> LinesAsync(byte[] file)
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        var fields = reader.Schema.GetDataFields();
        var lines = new List<string[]> { fields.Select(f => f.Name).ToArray() };
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var columns = new List<string[]>();
            foreach (var field in fields)
            {
                columns.Add(await Read(group, field));
            }

            lines.AddRange(Enumerable.Range(0, (int)group.RowCount).Select(line => columns.Select(c => c[line]).ToArray()));
        }

        return lines;
    }

    private static async Task<string[]> Read(ParquetRowGroupReader group, DataField field)
    {
        var count = (int)group.RowCount;
        if (field.ClrType == typeof(decimal))
        {
            var numbers = new decimal?[count];
            await group.ReadAsync<decimal>(field, numbers.AsMemory());
            return Array.ConvertAll(numbers, n => n?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "");
        }

        if (field.ClrType == typeof(int))
        {
            var years = new int[count];
            await group.ReadAsync<int>(field, years.AsMemory());
            return Array.ConvertAll(years, y => y.ToString(CultureInfo.InvariantCulture));
        }

        if (field.ClrType == typeof(bool))
        {
            var flags = new bool[count];
            await group.ReadAsync<bool>(field, flags.AsMemory());
            return Array.ConvertAll(flags, f => f ? "oui" : "non");
        }

        var texts = new string?[count];
        await group.ReadAsync(field, texts.AsMemory());
        return Array.ConvertAll(texts, t => t ?? "");
    }
}
