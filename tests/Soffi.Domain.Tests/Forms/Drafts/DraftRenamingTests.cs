using Soffi.Domain.Forms.Drafts;

namespace Soffi.Domain.Tests.Forms.Drafts;

public sealed class DraftRenamingTests
{
    [Theory]
    [InlineData("B2.010.TOT + B2.011.TOT", "B2.099.TOT + B2.011.TOT")]
    [InlineData("SUM(B2.010.*:B2.130.*)", "SUM(B2.099.*:B2.130.*)")]
    [InlineData("SUM(B2.001.*:B2.010.*)", "SUM(B2.001.*:B2.099.*)")]
    [InlineData("N-1:B2.010.TOT", "N-1:B2.010.TOT")]
    [InlineData("SUM(N-1:B2.010.*:B2.130.*)", "SUM(N-1:B2.010.*:B2.130.*)")]
    [InlineData("N-1:B2.010.TOT = B2.010.TOT", "N-1:B2.010.TOT = B2.099.TOT")]
    [InlineData("B3.010.TOT", "B3.010.TOT")]
    [InlineData("BB2.010.TOT", "BB2.010.TOT")]
    [InlineData("Total {B2.010.TOT}, {label:B2.010.TOT}, {N-1:B2.010.TOT}", "Total {B2.099.TOT}, {label:B2.099.TOT}, {N-1:B2.010.TOT}")]
    [InlineData("SUM(B2.@F.010)", "SUM(B2.@F.010)")]
    [InlineData("10.5 * $a.b", "10.5 * $a.b")]
    public void Replace_a_row_speaks_of_this_year_only(string text, string expected) =>
        Assert.Equal(expected, new DraftRenaming(RenamedKind.Row, "B2", "010", "099").Replace(text));

    [Fact]
    public void Replace_a_table_a_column_and_a_parameter()
    {
        Assert.Equal("SUM(B9.@F.*) + B9.010.TOT - B3.B2.B2", new DraftRenaming(RenamedKind.Table, "", "B2", "B9").Replace("SUM(B2.@F.*) + B2.010.TOT - B3.B2.B2"));
        Assert.Equal("SUM(B2.*.A:B2.*.Z) + B2.TOT.A", new DraftRenaming(RenamedKind.Column, "B2", "TOT", "Z").Replace("SUM(B2.*.A:B2.*.TOT) + B2.TOT.A"));
        Assert.Equal("$neuf + $partBis", new DraftRenaming(RenamedKind.Parameter, "", "part", "neuf").Replace("$part + $partBis"));
    }

    [Fact]
    public void Apply_follows_repeated_controls_and_leaves_last_year_alone()
    {
        var draft = new FormDraft(
            Domain.Campaigns.StatementKind.Esf, Domain.Operators.OperatorType.Faf, 2030, 1, null,
            new Dictionary<string, string>
            {
                ["form.json"] = """{ "cadres": ["cadre-b2.json"], "controls": "controls.json", "mapping": "mapping.json" }""",
                ["controls.json"] = """[ { "code": "T1", "label": "B2.010.TOT", "condition": "B2.*.TOT = [x]", "forEach": { "of": "B2", "row": ["010", "020"], "with": { "010": { "x": "B2.010.TOT" } } } } ]""",
                ["mapping.json"] = """{ "from": 2029, "lines": [ { "how": "renamed", "was": "B2.010.*", "is": "B2.010.*", "note": "B2.010.TOT" } ] }""",
                ["cadre-b2.json"] = """{ "code": "B2", "tables": [ { "code": "B2", "rows": [ { "code": "900", "carryOver": "B2.010.TOT", "formula": "B2.010.*" } ], "cells": [ { "at": "B2.010.TOT" } ] } ] }""",
            },
            new Domain.Access.Actor(Guid.NewGuid(), "A", "a@exemple.invalid", []), DateTimeOffset.UnixEpoch);
        var tree = new DraftTree(draft);

        Assert.Equal(6, new DraftRenaming(RenamedKind.Row, "B2", "010", "099").Apply(tree));

        Assert.Equal("""[{ "code": "T1", "label": "B2.010.TOT", "condition": "B2.*.TOT = [x]", "forEach": { "of": "B2", "row": ["099", "020"], "with": { "099": { "x": "B2.099.TOT" } } } }]""", Flat(tree, "controls.json"));
        Assert.Contains("""{ "how": "renamed", "was": "B2.010.*", "is": "B2.099.*", "note": "B2.010.TOT" }""", Flat(tree, "mapping.json"), StringComparison.Ordinal);
        Assert.Contains("""{ "code": "900", "carryOver": "B2.010.TOT", "formula": "B2.099.*" }""", Flat(tree, "cadre-b2.json"), StringComparison.Ordinal);
        Assert.Contains("""{ "at": "B2.099.TOT" }""", Flat(tree, "cadre-b2.json"), StringComparison.Ordinal);
        Assert.Equal(["cadre-b2.json", "controls.json", "mapping.json"], tree.Changes().Keys.Order(StringComparer.Ordinal));
    }

    private static string Flat(DraftTree tree, string file) => DraftWriter.Line(tree.File(file)!);
}
