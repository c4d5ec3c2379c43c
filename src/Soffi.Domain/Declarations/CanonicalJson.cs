using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Soffi.Domain.Declarations;

/// <summary>
/// One way only to write a tree as JSON: keys in ordinal order, no white space, numbers without useless zeros nor exponent,
/// instants in UTC (<c>2026-11-23T06:05:00Z</c>), letters as themselves. The same tree gives the same bytes for ever.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object whose keys will be written in ordinal order.</summary>
    public static SortedDictionary<string, object?> Object(params (string Key, object? Value)[] members) =>
        new(members.ToDictionary(m => m.Key, m => m.Value), StringComparer.Ordinal);

    /// <param name="tree">Objects made by <see cref="Object"/>, lists, texts, integers, decimals, booleans, instants, nulls.</param>
    /// <exception cref="ArgumentException">Anything else.</exception>
    public static string Write(object? tree)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, tree);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, object? node)
    {
        switch (node)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case decimal number when number == 0: writer.WriteNumberValue(0); break; // minus zero is zero
            case decimal number: writer.WriteRawValue(number.ToString("0.############################", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset at: writer.WriteStringValue(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)); break;
            case SortedDictionary<string, object?> members: WriteObject(writer, members); break;
            case System.Collections.IEnumerable items: WriteArray(writer, items); break;
            default: throw new ArgumentException($"No canonical form for {node.GetType()}.", nameof(node));
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, SortedDictionary<string, object?> members)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in members)
        {
            writer.WritePropertyName(key);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, System.Collections.IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }
}
