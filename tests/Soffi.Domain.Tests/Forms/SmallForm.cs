using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>A small form written in a test, read by the real reader.</summary>
internal static class SmallForm
{
    public const string Header = """
        { "kind": "ESF", "operatorType": "OPCO", "exercise": 2025, "version": 1, "title": "Essai", "legalBasis": "R. 6332-31",
          "parameters": {},
          "axes": {},
          "cadres": ["a.json"], "controls": "c.json" }
        """;

    /// <summary>A valid grid; line 3 is the table, 4 its columns, 5 its rows, 6 its special cells.</summary>
    public const string Grid = """
        { "code": "A", "title": "Cadre A", "tables": [

          { "code": "T", "title": "Tableau", "type": "amount", "publishable": true, "definition": "Montant.",
            "columns": [{ "code": "X", "label": "x" }, { "code": "Y", "label": "y" }, { "code": "TOT", "label": "Total", "formula": "SUM(T.*.X:T.*.Y)" }],
            "rows": [{ "code": "1", "label": "un" }, { "code": "2", "label": "deux", "signed": true }, { "code": "9", "label": "Total", "formula": "SUM(T.1.*:T.2.*)" }],
            "cells": [] } ] }
        """;

    public static FormReading Reading(string cadre = Grid, string controls = "[]", string header = Header) => FormReader.Read(
        new FormFiles(new Dictionary<string, string>
        {
            ["2025/OPCO/form.json"] = header,
            ["2025/OPCO/a.json"] = cadre,
            ["2025/OPCO/c.json"] = controls,
        }),
        "2025/OPCO");

    public static FormDefinition Read(string cadre = Grid, string controls = "[]", string header = Header)
    {
        var reading = Reading(cadre, controls, header);
        Assert.Empty(reading.Faults);
        return reading.Definition!;
    }

    public static CellValues Values(params (string Code, decimal Number)[] cells) =>
        new(cells.Select(c => KeyValuePair.Create(CellCode.Parse(c.Code), CellValue.Of(c.Number))));

    public static CellCode Code(string code) => CellCode.Parse(code);
}
