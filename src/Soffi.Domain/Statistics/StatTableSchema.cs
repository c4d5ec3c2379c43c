using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Soffi.Domain.Statistics;

/// <summary>The description of the open CSV of a result (Frictionless Table Schema), made from the same columns.</summary>
public static class StatTableSchema
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Write(Stream stream, StatResult result)
    {
        var columns = StatLong.Columns(result);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("$schema", "https://specs.frictionlessdata.io/schemas/table-schema.json");
        json.WriteString("name", "soffi-" + result.Table.Id.ToLowerInvariant());
        json.WriteString("title", result.Table.Title);
        json.WriteString("description", string.Join(' ', new[] { result.Table.Description, result.Source }.Where(x => x.Length > 0)));
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteStartArray("primaryKey");
        foreach (var column in columns.Where(c => c.IsKey))
        {
            json.WriteStringValue(column.Code);
        }

        json.WriteEndArray();
        json.WriteStartArray("fields");
        foreach (var column in columns)
        {
            WriteField(json, column);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, StatLongColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Code);
        json.WriteString("title", column.Label);
        json.WriteString("description", column.Definition);
        json.WriteString("type", column.Type switch
        {
            StatLongType.Year => "year",
            StatLongType.Number => "number",
            StatLongType.Flag => "boolean",
            _ => "string",
        });
        if (column.Type == StatLongType.Flag)
        {
            Words("trueValues", column.Words[..1]);
            Words("falseValues", column.Words[1..]);
        }

        json.WriteStartObject("constraints");
        json.WriteBoolean("required", column.IsKey || column.Words.Length > 0);
        if (column.Type == StatLongType.Text && column.Words.Length > 0)
        {
            Words("enum", column.Words);
        }

        json.WriteEndObject();
        json.WriteEndObject();

        void Words(string key, IEnumerable<string> words)
        {
            json.WriteStartArray(key);
            foreach (var word in words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }
    }
}
