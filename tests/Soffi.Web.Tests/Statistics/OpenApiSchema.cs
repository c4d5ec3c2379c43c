using System.Text.Json;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Holds an answer against its description, as far as the description of the read interface goes.</summary>
internal static class OpenApiSchema
{
    /// <summary>What is answered has the properties described, no other, of the types described.</summary>
    public static void Holds(JsonElement root, string schema, JsonElement value) => Holds(root, root.GetProperty("components").GetProperty("schemas").GetProperty(schema), value, schema);

    private static void Holds(JsonElement root, JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var named))
        {
            Holds(root, named.GetString()!.Split('/')[^1], value);
            return;
        }

        var type = schema.GetProperty("type");
        var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).ToList() : [type.GetString()!];
        Assert.True(allowed.Exists(t => Fits(t, value)), $"{at}: {value.ValueKind}, not {string.Join(" or ", allowed)}");
        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            Assert.Equal(properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), value.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
            foreach (var property in properties.EnumerateObject())
            {
                Holds(root, property.Value, value.GetProperty(property.Name), $"{at}.{property.Name}");
            }
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Holds(root, schema.GetProperty("items"), item, at);
            }
        }
    }

    private static bool Fits(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };
}
