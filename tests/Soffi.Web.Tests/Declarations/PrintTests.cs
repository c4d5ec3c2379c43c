using System.IO.Compression;
using System.Net;
using System.Text;
using Soffi.Domain.Forms;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The whole statement on one page made for paper.</summary>
[Collection(StatementCollection.Name)]
public sealed class PrintTests(StatementHost host)
{
    [Fact]
    public async Task Print_filled_shows_every_table_with_its_values_and_says_what_it_is_worth()
    {
        var given = await host.Statement(host.Whole());
        var claire = await host.As(StatementHost.Claire);

        var page = await claire.PageAsync($"{given.Root}/impression");

        Assert.Equal("Document de travail, ne vaut pas dépôt.", page.TextOf("#valeur-du-document"));
        Assert.Equal(host.Form.Cadres.Sum(c => c.Tables.Count), page.QuerySelectorAll("table").Length);
        Assert.Equal(host.Form.Cells.Count, page.QuerySelectorAll("main td:not(.soffi-closed)").Length);
        var values = FormCalculator.Calculate(host.Form, host.Whole(), CellValues.Empty).Values;
        var total = host.Form.Cells.First(c => !c.IsInput && c.Type == CellType.Amount && values[c.Code] is { IsNumber: true, Number: > 1_000 });
        Assert.Contains(CellFormatter.Display(total.Type, values[total.Code]), page.QuerySelectorAll("td.soffi-computed").Select(t => t.TextContent));
        Assert.Contains(given.OperatorCode[4..], page.TextOf(".soffi-facts"), StringComparison.Ordinal);
        Assert.NotNull((await claire.PageAsync(given.Root)).QuerySelector($"a[href='{given.Root}/impression']"));
    }

    [Fact]
    public async Task Print_blank_shows_no_value()
    {
        var given = await host.Statement(host.Whole());

        var page = await (await host.As(StatementHost.Claire)).PageAsync($"{given.Root}/impression?vierge=oui");

        Assert.Equal("Formulaire vierge, ne vaut pas dépôt.", page.TextOf("#valeur-du-document"));
        Assert.All(page.QuerySelectorAll("main td"), cell => Assert.Equal("", cell.TextContent));
    }

    [Fact]
    public async Task Print_stays_light()
    {
        var given = await host.Statement(host.Whole());
        var html = await (await host.As(StatementHost.Claire)).GetStringAsync($"{given.Root}/impression");

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(html));
        }

        Assert.InRange(packed.Length, 1, 250_000);
    }

    [Fact]
    public async Task Print_the_statement_of_another_body_is_404()
    {
        var given = await host.Statement();

        using var answer = await (await host.As(StatementHost.Sophie)).GetAsync($"{given.Root}/impression");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
