using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Each rule of the linter, the fault and its absence.</summary>
public sealed class FormLinterTests
{
    private static readonly string[] None = [];

    [Fact]
    public void Lint_sound_form_finds_nothing() => Assert.Equal(None, Lint());

    [Fact]
    public void Lint_line_out_of_the_total_names_its_cells()
    {
        var faults = Lint(SmallForm.Grid.Replace("{ \"code\": \"9\"", "{ \"code\": \"3\", \"label\": \"oubliée\" }, { \"code\": \"9\"", StringComparison.Ordinal));

        Assert.Equal(2, faults.Count);
        Assert.Contains("La cellule T.3.X n’entre dans aucun total de sa colonne", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_line_out_of_a_total_written_cell_by_cell_is_found_too()
    {
        var faults = Lint(SmallForm.Grid.Replace("SUM(T.*.X:T.*.Y)", "SUM(T.*.X, T.*.Y)", StringComparison.Ordinal)
            .Replace("{ \"code\": \"TOT\"", "{ \"code\": \"Z\", \"label\": \"z\" }, { \"code\": \"TOT\"", StringComparison.Ordinal));

        Assert.Contains(faults, f => f.Contains("T.1.Z n’entre dans aucun total de sa ligne", StringComparison.Ordinal));
    }

    [Fact]
    public void Lint_line_marked_outside_total_is_accepted() => Assert.Equal(None, Lint(SmallForm.Grid.Replace(
        "{ \"code\": \"9\"", "{ \"code\": \"3\", \"label\": \"pour mémoire\", \"outsideTotal\": true }, { \"code\": \"9\"", StringComparison.Ordinal)));

    [Fact]
    public void Lint_total_over_a_subtotal_counts_twice()
    {
        var faults = Lint(SmallForm.Grid.Replace("{ \"code\": \"9\"", "{ \"code\": \"5\", \"label\": \"Sous-total\", \"formula\": \"SUM(T.1.*:T.2.*)\" }, { \"code\": \"9\"", StringComparison.Ordinal)
            .Replace("\"Total\", \"formula\": \"SUM(T.1.*:T.2.*)\"", "\"Total\", \"formula\": \"SUM(T.1.*:T.5.*)\"", StringComparison.Ordinal));

        Assert.Contains(faults, f => f.StartsWith("Le total T.9.X compte deux fois la cellule T.1.X", StringComparison.Ordinal));
    }

    [Fact]
    public void Lint_total_of_two_subtotals_counts_once() => Assert.Equal(None, Lint(SmallForm.Grid.Replace(
        "{ \"code\": \"9\"", "{ \"code\": \"5\", \"label\": \"Sous-total\", \"formula\": \"SUM(T.1.*:T.1.*)\" }, { \"code\": \"9\"", StringComparison.Ordinal)
        .Replace("\"Total\", \"formula\": \"SUM(T.1.*:T.2.*)\"", "\"Total\", \"formula\": \"SUM(T.5.*, T.2.*)\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("T.1.TOT = T.1.X + T.1.Y")]
    [InlineData("abs(T.1.X) >= 0")]
    [InlineData("T.1.X >= 0")]
    [InlineData("1 = 1 or T.1.X = 3")]
    public void Lint_control_that_cannot_fail_is_said(string condition) =>
        Assert.Contains("ne peut pas échouer", Assert.Single(Lint(controls: Control(condition))), StringComparison.Ordinal);

    [Theory]
    [InlineData("T.1.X < 0")]
    [InlineData("T.1.TOT = T.1.TOT + 1")]
    [InlineData("T.1.X > 5 and T.1.X < 5")]
    public void Lint_control_that_cannot_pass_is_said(string condition) =>
        Assert.Contains("ne peut pas réussir", Assert.Single(Lint(controls: Control(condition))), StringComparison.Ordinal);

    [Fact]
    public void Lint_control_whose_when_never_holds_proves_nothing() =>
        Assert.Equal(2, Lint(controls: Control("T.1.X = 1", "T.1.Y < 0")).Count);

    [Theory]
    [InlineData("T.1.X = 12345.67")]
    [InlineData("T.2.X < -3")]
    [InlineData("T.1.X + T.1.Y = T.2.X")]
    [InlineData("100 * T.1.X / T.1.Y <= 37.5", "not blank(T.1.Y)")]
    [InlineData("T.1.X = T.2.X", "T.1.X > 654321")]
    [InlineData("T.9.TOT = 777777.77", "T.1.X = 111111.11")]
    [InlineData("T.1.X = 3 * T.1.Y + 17", "T.1.Y > 1000")]
    [InlineData("T.1.X / T.1.Y = 7", "T.1.Y > 100 and T.1.X > 100")]
    [InlineData("N-1:T.1.X = T.1.X", "not blank(N-1:T.1.X)")]
    public void Lint_sound_control_is_proved_both_ways(string condition, string? when = null) => Assert.Equal(None, Lint(controls: Control(condition, when)));

    [Theory]
    [InlineData("T.1.X = 1", false)]
    [InlineData("T.1.X < 1", true)]
    [InlineData("T.1.X = 1 and T.1.Y = 1", true)]
    public void Lint_tolerance_without_effect_is_said(string condition, bool vain) => Assert.Equal(
        vain, Lint(controls: Control(condition).Replace("\"message\"", "\"tolerance\": 1, \"message\"", StringComparison.Ordinal)).Any(f => f.Contains("sans effet", StringComparison.Ordinal)));

    [Fact]
    public void Lint_parameter_nobody_reads_is_said_at_its_line()
    {
        var header = SmallForm.Header.Replace("\"parameters\": {}", "\"parameters\": { \"p\": { \"label\": \"l\", \"value\": 1 } }", StringComparison.Ordinal);
        var reading = SmallForm.Reading(header: header);

        var fault = Assert.Single(FormLinter.Lint(reading.Definition!, reading.Places));

        Assert.Equal(("2025/OPCO/form.json", 2), (fault.File, fault.Line));
        Assert.Equal(None, Lint(controls: Control("T.1.X <= $p"), header: header));
    }

    [Fact]
    public void Lint_twice_gives_the_same_answer()
    {
        var controls = Control("T.1.X = T.2.X", "T.1.X > 3");

        Assert.Equal(Lint(controls: controls), Lint(controls: controls));
    }

    private static List<string> Lint(string cadre = SmallForm.Grid, string controls = "[]", string header = SmallForm.Header) =>
        [.. FormLinter.Lint(SmallForm.Read(cadre, controls, header)).Select(f => f.Message)];

    private static string Control(string condition, string? when = null) => $$"""
        [{ "code": "T1", "severity": "bloquant", "label": "Essai", "condition": "{{condition}}", {{(when is null ? "" : $"\"when\": \"{when}\",")}}
           "message": "Non.", "cells": ["T.1.X"] }]
        """;
}
