using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>A form of four cells, for tests that need one published and do not look at it.</summary>
internal static class SmallDefinition
{
    private const string Header = """
        { "kind": "KIND", "operatorType": "TYPE", "exercise": 2025, "version": 1, "title": "Essai", "legalBasis": "R. 6332-31",
          "parameters": {}, "axes": {}, "cadres": ["a.json"], "controls": "c.json" }
        """;

    private const string Cadre = """
        { "code": "A", "title": "Cadre A", "tables": [
          { "code": "T", "title": "Tableau", "type": "amount", "publishable": true, "definition": "Montant.",
            "columns": [{ "code": "X", "label": "x" }, { "code": "Y", "label": "y" }], "rows": [{ "code": "1", "label": "un" }, { "code": "2", "label": "deux" }],
            "cells": [] } ] }
        """;

    /// <summary>Published as that version.</summary>
    public static FormVersion Version(StatementKind kind, OperatorType type, int exercise, int number, string title, DateTimeOffset at)
    {
        var header = Header.Replace("KIND", kind.ToString().ToUpperInvariant(), StringComparison.Ordinal).Replace("TYPE", type.ToString().ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("2025", exercise.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("\"version\": 1", string.Create(CultureInfo.InvariantCulture, $"\"version\": {number}"), StringComparison.Ordinal);
        var folder = string.Create(CultureInfo.InvariantCulture, $"{exercise}/{type.ToString().ToUpperInvariant()}");
        var reading = FormReader.Read(
            new FormFiles(new Dictionary<string, string> { [$"{folder}/form.json"] = header, [$"{folder}/a.json"] = Cadre, [$"{folder}/c.json"] = "[]" }), folder);
        var read = (reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults))).Header;
        return new FormVersion(kind, type, exercise, number, title, read.CanonicalJson, read.Sha256, at);
    }
}
