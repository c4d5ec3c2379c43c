using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

public sealed class FormDifferenceTests
{
    [Fact]
    public void Between_a_form_and_itself_there_is_nothing() =>
        Assert.Empty(FormDifference.Between(PublishedForms.Opco2025, PublishedForms.Opco2025));

    [Fact]
    public void Between_2025_and_2026_the_law_reads_in_french()
    {
        var list = FormDifference.Between(PublishedForms.Opco2025, PublishedForms.Read("2026/OPCO"));

        var split = Assert.Single(list, d => d.Where.Contains("ligne 122", StringComparison.Ordinal) && d.Kind == DifferenceKind.Renamed);
        Assert.True(split.Breaks);
        Assert.StartsWith("Études, observatoires et certification", split.Before, StringComparison.Ordinal);
        Assert.Contains("R.\u00a06332-17", split.Note, StringComparison.Ordinal);
        Assert.Contains(list, d => d is { Kind: DifferenceKind.New, Where: "Cadre B1, ligne 013 ; Cadre B2, ligne 031 ; Cadre B4, ligne 415 ; Cadre B4, ligne 436" });
        Assert.Contains(list, d => d.Kind == DifferenceKind.Gone && d.Where == "Contrôle P04");
        Assert.Contains(list, d => d.Kind == DifferenceKind.Parameter && d.Before == "90" && d.After == "95");
        Assert.Contains(list, d => d.Kind == DifferenceKind.Control && d.Where == "Contrôle P12");
        Assert.All(list, d => Assert.True(d.Before.Length + d.After.Length > 0, d.Where));
    }

    [Theory]
    [InlineData("\"label\": \"un\"", "\"label\": \"one\"", DifferenceKind.Label, "un", "one")]
    [InlineData("SUM(T.1.*:T.2.*)", "T.1.* + T.2.*", DifferenceKind.Formula, "SUM(T.1.X:T.2.X)", "T.1.X + T.2.X")]
    [InlineData("\"type\": \"amount\"", "\"type\": \"count\", \"unit\": \"dossiers\"", DifferenceKind.Definition, "montant, en €", "nombre entier, en dossiers")]
    [InlineData("\"code\": \"2\", \"label\": \"deux\"", "\"code\": \"2\", \"label\": \"deux\", \"definition\": \"Deuxième.\"", DifferenceKind.Definition, "", "Deuxième.")]
    public void Between_two_versions_says_what_changed(string valid, string changed, DifferenceKind kind, string before, string after)
    {
        var list = FormDifference.Between(SmallForm.Read(), SmallForm.Read(SmallForm.Grid.Replace(valid, changed, StringComparison.Ordinal)));

        Assert.Contains(list, d => d.Kind == kind && d.Before == before && d.After == after);
    }
}
