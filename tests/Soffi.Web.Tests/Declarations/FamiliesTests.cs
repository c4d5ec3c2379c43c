using AngleSharp.Html.Dom;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Seed.Growth;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The forms of the associations Transitions Pro and of the training funds through the pages of entry.</summary>
[Collection(StatementCollection.Name)]
public sealed class FamiliesTests(StatementHost host)
{
    [Theory]
    [InlineData("2025/ATPRO", "TPARA")]
    [InlineData("2025/FAF", "VIVEA")]
    public async Task Show_every_cadre_has_a_labelled_field_for_each_input(string path, string body)
    {
        var form = FormReader.Read(FormFiles.FromFolder(Path.Combine(SourceTree.Root, "src/Soffi.Web/Forms")), path).Definition!;
        var values = GrownStatements.Build(form, body, CellValues.Empty);
        var given = await host.Statement(values, form: form);
        var claire = await host.As(StatementHost.Claire);

        foreach (var cadre in form.Cadres)
        {
            var page = await claire.PageAsync(given.Cadre(cadre.Code));

            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Empty(page.All.Where(e => !string.IsNullOrEmpty(e.Id)).GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
            foreach (var cell in cadre.Tables.SelectMany(t => t.Cells).Where(c => c.IsInput))
            {
                var field = Assert.IsAssignableFrom<IHtmlElement>(page.GetElementById(cell.Code.ToString()));
                var labelled = field.GetAttribute("aria-labelledby")?.Split(' ').All(id => page.GetElementById(id) is not null)
                    ?? page.QuerySelector($"label[for='{field.Id}']") is not null;
                Assert.True(labelled, field.Id);
            }
        }
    }

    [Fact]
    public async Task Save_a_crossing_computes_its_margins()
    {
        var form = FormReader.Read(FormFiles.FromFolder(Path.Combine(SourceTree.Root, "src/Soffi.Web/Forms")), "2026/ATPRO").Definition!;
        var given = await host.Statement(form: form);
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("C2"));

        using var answer = await claire.SendAsync(page, "#saisie", ("C2X.A34EMP.F", "12"), ("C2X.A34CAD.F", "5"), ("C2X.A54EMP.H", "3"));

        var after = await (await claire.FollowAsync(answer)).ReadPageAsync();
        Assert.Equal("17", after.GetElementById("C2AGE.A34.F")!.TextContent);
        Assert.Equal("15", after.GetElementById("C2CSP.EMP.T")!.TextContent);
        Assert.Equal("20", after.GetElementById("C2X.TOT.T")!.TextContent);
    }

    [Fact]
    public async Task Show_what_changed_since_last_year_line_by_line()
    {
        var files = FormFiles.FromFolder(Path.Combine(SourceTree.Root, "src/Soffi.Web/Forms"));
        var form = FormReader.Read(files, "2026/OPCO").Definition!;
        var given = await host.Statement(form: form);

        var page = await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/nouveautes");

        Assert.StartsWith("Ce qui change en 20", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var lines = page.QuerySelectorAll("#nouveautes tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(lines, l => l.Contains("Cadre B1, ligne 013", StringComparison.Ordinal) && l.Contains("nouveau", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("rupture de série", StringComparison.Ordinal));
    }
}
