using System.Text.Json;
using System.Text.RegularExpressions;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>The schema that editors use and the reader that judges say the same words.</summary>
public sealed partial class FormSchemaTests
{
    private static readonly JsonElement Definitions = PublishedForms.Json("form.schema.json").GetProperty("$defs");

    /// <summary>Part of the schema, where an unknown key is put in the small form, in its header or in its control.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "whole", "\"kind\"" },
        { "parameter", "\"value\"" },
        { "cadre", "\"title\": \"Cadre A\"" },
        { "table", "\"title\": \"Tableau\"" },
        { "line", "\"label\": \"un\"" },
        { "axisUse", "\"axis\"" },
        { "special", "\"at\"" },
        { "control", "\"severity\"" },
        { "forEach", "\"of\"" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Read_accepts_exactly_the_keys_of_the_schema(string definition, string place)
    {
        string Spoil(string text) => text.Replace(place, $"\"inconnue\": 1, {place}", StringComparison.Ordinal);
        var header = SmallForm.Header.Replace("\"parameters\": {}", "\"parameters\": { \"p\": { \"value\": 1, \"label\": \"l\" } }", StringComparison.Ordinal)
            .Replace("\"axes\": {}", "\"axes\": { \"s\": [{ \"code\": \"Q\", \"label\": \"l\" }] }", StringComparison.Ordinal);
        var cadre = SmallForm.Grid.Replace("\"cells\": []", "\"cells\": [{ \"at\": \"T.1.X\" }]", StringComparison.Ordinal)
            .Replace("\"rows\": [", "\"rows\": [{ \"axis\": \"s\" }, ", StringComparison.Ordinal);
        const string control = """
            [{ "code": "T1", "severity": "bloquant", "label": "l", "forEach": { "of": "T", "row": "all" }, "condition": "T.*.X = $p", "message": "m", "cells": ["T.*.X"] }]
            """;

        var faults = SmallForm.Reading(Spoil(cadre), Spoil(control), Spoil(header)).Faults;

        var admitted = faults.Select(f => Admitted().Match(f.Message)).Where(m => m.Success).Select(m => m.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal));
        var known = Definitions.GetProperty(definition).GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToList();
        Assert.Contains(admitted, keys => keys.SequenceEqual(known));
    }

    [Fact]
    public void Types_and_severities_of_the_schema_are_those_of_the_reader()
    {
        var types = Definitions.GetProperty("line").GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(t => t.GetString());

        Assert.Equal(CellTypes.Words.Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_property_of_the_schema_is_described() => Assert.All(
        Definitions.EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _)).SelectMany(d => d.Value.GetProperty("properties").EnumerateObject()
            .Where(p => p.Value.TryGetProperty("type", out var type) && type.ToString() != "array").Select(p => (Path: $"{d.Name}.{p.Name}", p.Value))),
        p => Assert.True(p.Value.TryGetProperty("description", out _) || p.Path.EndsWith(".code", StringComparison.Ordinal) || p.Path == "whole.axes" || p.Path == "whole.controls", p.Path));

    [GeneratedRegex(@"Clé « inconnue » inconnue\. Clés admises : (.+)\.\z")]
    private static partial Regex Admitted();
}
