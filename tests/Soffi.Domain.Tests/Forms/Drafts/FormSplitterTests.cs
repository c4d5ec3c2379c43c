using Soffi.Domain.Forms;
using Soffi.Domain.Forms.Drafts;

namespace Soffi.Domain.Tests.Forms.Drafts;

/// <summary>A published definition goes back to files, and the files to the same definition.</summary>
public sealed class FormSplitterTests
{
    public static TheoryData<string> Forms => [.. PublishedForms.Files.Forms];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Split_gives_files_that_read_back_hash_for_hash(string path)
    {
        var form = PublishedForms.Read(path);

        var files = FormSplitter.Split(form.Header.CanonicalJson);
        var reading = FormReader.Read(At(path, files), path);

        Assert.Empty(reading.Faults);
        Assert.Equal(form.Header.Sha256, reading.Definition!.Header.Sha256);
        Assert.Equal(form.Header.CanonicalJson, reading.Definition.Header.CanonicalJson);
    }

    [Fact]
    public void Split_is_the_same_each_time_one_file_a_cadre_one_line_a_row()
    {
        var form = PublishedForms.Opco2025;

        var files = FormSplitter.Split(form.Header.CanonicalJson);

        Assert.Equal(files, FormSplitter.Split(form.Header.CanonicalJson));
        Assert.Equal(form.Cadres.Select(c => $"cadre-{c.Code.ToLowerInvariant()}.json").Order(), files.Keys.Where(k => k.StartsWith("cadre-", StringComparison.Ordinal)).Order());
        Assert.Contains("controls.json", files.Keys);
        var row = Assert.Single(files["cadre-b2.json"].Split('\n'), l => l.Contains("\"code\": \"022\"", StringComparison.Ordinal));
        Assert.StartsWith("        {", row, StringComparison.Ordinal);
        Assert.All(files.Values.SelectMany(f => f.Split('\n')), l => Assert.DoesNotContain("}, {", l, StringComparison.Ordinal));
        Assert.All(files.Values, f => Assert.EndsWith("\n", f, StringComparison.Ordinal));
        Assert.All(files.Values, f => Assert.DoesNotContain("\r", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026/OPCO", 2027)]
    [InlineData("2026/CSA", 2027)]
    public void Clone_moves_the_exercise_and_changes_nothing_else(string path, int exercise)
    {
        var form = PublishedForms.Read(path);
        var next = $"{exercise}{path[4..]}";

        var reading = FormReader.Read(At(next, FormSplitter.Clone(FormSplitter.Split(form.Header.CanonicalJson), form.Header.Exercise, exercise)), next);

        Assert.Empty(reading.Faults);
        Assert.Equal((exercise, 1, form.Header.Exercise), (reading.Definition!.Header.Exercise, reading.Definition.Header.Version, reading.Definition.Mapping.From));
        Assert.Empty(reading.Definition.Mapping.Lines);
        Assert.Empty(FormDifference.Between(form, reading.Definition));
        Assert.Empty(FormLinter.Lint(reading.Definition, reading.Places, "", form));
    }

    [Fact]
    public void Renumber_gives_the_next_version_of_the_same_form()
    {
        var form = PublishedForms.Read("2026/CSA");

        var reading = FormReader.Read(At("2026/CSA", FormSplitter.Renumber(FormSplitter.Split(form.Header.CanonicalJson), 2)), "2026/CSA");

        Assert.Equal(2, reading.Definition!.Header.Version);
        Assert.Equal(form.Mapping.From, reading.Definition.Mapping.From);
    }

    [Fact]
    public void Split_of_something_else_is_refused() => Assert.Throws<ArgumentException>(() => FormSplitter.Split("[]"));

    private static FormFiles At(string path, IReadOnlyDictionary<string, string> files) => new(files.ToDictionary(f => $"{path}/{f.Key}", f => f.Value));
}
