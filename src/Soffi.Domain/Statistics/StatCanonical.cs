using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Soffi.Domain.Statistics;

/// <summary>
/// The canonical form of a result and its hash: the same figures, filter and coverage give the same hash whoever asks
/// and whenever, so that a printed table can be held against a recomputed one.
/// </summary>
public static class StatCanonical
{
    private const int Pending = 1 << 16;

    /// <summary>SHA-256 of <see cref="Json"/> in UTF-8, 64 lower-case hexadecimal digits.</summary>
    public static string Sha256(StatResult result) => Hash(result);

    /// <summary>Fixed key order, no white space; figures as text: exact for sums, as published for rates and shares.</summary>
    public static string Json(StatResult result)
    {
        using var stream = new MemoryStream();
        Write(stream, result);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Hash(StatResult result)
    {
        using var sha256 = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, sha256, CryptoStreamMode.Write))
        {
            Write(stream, result);
        }

        return Convert.ToHexStringLower(sha256.Hash!);
    }

    /// <summary>Line by line: a large result is never whole in memory a second time.</summary>
    private static void Write(Stream stream, StatResult result)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("tableau", result.Table.Id);
        Write(json, "exercices", result.Query.Exercises.Select(StatText.Year));
        Write(json, "operateurs", result.Query.Operators);
        json.WriteString("question", StatAddress.Write(result.Query));
        json.WriteString("finesse", result.Scope == StatScope.ByOperator ? "operateur" : "agregat");
        json.WriteString("base", result.Table.Basis);
        json.WriteStartArray("couverture");
        foreach (var year in result.Coverage)
        {
            json.WriteStartObject();
            json.WriteNumber("exercice", year.Exercise);
            Write(json, "depots", year.Submitted.Select(o => o.Code));
            Write(json, "manquants", year.Missing.Select(o => o.Code));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "colonnes", result.Columns.Select(c => c.Code));
        json.WriteStartObject("lignes");
        foreach (var row in result.Rows)
        {
            Write(json, row.Key, row.Cells.Select(Figure));
            if (json.BytesPending > Pending)
            {
                json.Flush();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, IEnumerable<string> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Figure(StatCell cell) => cell.IsValue
        ? (cell.Raw ?? cell.Rounded)!.Value.ToString("0.####", CultureInfo.InvariantCulture) + StatText.Signs(cell.Flags)
        : StatText.Sign(cell.State);
}
