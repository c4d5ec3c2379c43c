using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>« Coller un tableau », with and without script.</summary>
[Collection(StatementCollection.Name)]
public sealed class PastePagesTests(StatementHost host)
{
    private static readonly (string, string)[] Start = [("tableau", "B2"), ("ligne", "010"), ("colonne", "ALT")];

    /// <summary>T4: a number with a no-break space is read; « 1.234 » asks.</summary>
    [Fact]
    public async Task Preview_then_save_pastes_what_was_seen()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync($"{given.Cadre("B2")}/collage?depart=B2.010.ALT");

        using var preview = await claire.SendAsync(page, "#collage", [.. Start, ("texte", "1\u00a0234,56\t9\n1.234\nabc\n")]);
        var seen = await preview.ReadPageAsync();
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Contains("Aperçu\u00a0: 1\u00a0collée", seen.GetElementById("apercu")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
        using var saved = await claire.SendAsync(
            seen, "#collage", [.. Start, ("texte", "1\u00a0234,56\t9\n1.234\nabc\n"), ("choix.B2.011.ALT", "1234"), ("confirmer", "oui")]);

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((1234.56m, 1234m), (values[CellCode.Parse("B2.010.ALT")].Number, values[CellCode.Parse("B2.011.ALT")].Number));
        Assert.Equal("abc", values[CellCode.Parse("B2.012.ALT")].Text);
        Assert.All((await host.Stored(given.Id)).Cells, c => Assert.Equal(CellSource.Pasted, c.Source));
        Assert.Single(await host.Journal(given.Id));
    }

    [Fact]
    public async Task Ambiguous_number_without_a_choice_is_kept_word_for_word()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var saved = await claire.SendAsync(
            await claire.PageAsync($"{given.Cadre("B2")}/collage"), "#collage", [.. Start, ("texte", "1.234"), ("choix.B2.010.ALT", "999"), ("confirmer", "oui")]);

        Assert.Equal("1.234", (await host.Stored(given.Id)).Values()[CellCode.Parse("B2.010.ALT")].Text);
    }

    [Fact]
    public async Task Script_is_answered_the_same_preview()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync($"{given.Cadre("B2")}/collage");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{given.Cadre("B2")}/collage")
        {
            Content = new FormUrlEncodedContent(Browsing.Fields((IHtmlFormElement)page.GetElementById("collage")!, [.. Start, ("texte", "5\t1\nx\t1\n1.234\t1")])),
        };
        request.Headers.Add("Accept", "application/json");

        using var response = await claire.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.StartsWith("1\u00a0collée, 3\u00a0ignorées, 1\u00a0illisible", answer.GetProperty("resume").GetString(), StringComparison.Ordinal);
        Assert.Equal(["1234", "1,234"], answer.GetProperty("cellules")[2].GetProperty("choix").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Theory]
    [InlineData("010", "", "Collez ici")]
    [InlineData("zzz", "5", "Choisissez la ligne")]
    public async Task Paste_of_nothing_or_nowhere_says_what_to_do(string row, string text, string sentence)
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var answer = await claire.SendAsync(
            await claire.PageAsync($"{given.Cadre("B2")}/collage"), "#collage", ("tableau", "B2"), ("ligne", row), ("colonne", "ALT"), ("texte", text));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paste_over_what_a_colleague_saved_meanwhile_overwrites_nothing()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        var page = await claire.PageAsync($"{given.Cadre("B2")}/collage");
        using var his = await marc.SendAsync(await marc.PageAsync(given.Cadre("B2")), "#saisie", ("B2.010.ALT", "20"));

        using var answer = await claire.SendAsync(page, "#collage", [.. Start, ("texte", "30\n40"), ("confirmer", "oui")]);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Marc", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((20, 40), (values[CellCode.Parse("B2.010.ALT")].Number, values[CellCode.Parse("B2.011.ALT")].Number));
    }

    [Fact]
    public async Task Linear_view_holds_the_same_fields_and_is_remembered()
    {
        var given = await host.Statement();
        using var browser = await host.SignedInAsync(StatementHost.Claire);
        await StatementHost.Accept(browser);
        var grid = await browser.PageAsync(given.Cadre("B2"));

        var linear = await browser.PageAsync($"{given.Cadre("B2")}?vue=lineaire");
        var again = await browser.PageAsync(given.Cadre("B3"));

        Assert.Equal(Names(grid), Names(linear));
        Assert.Empty(linear.QuerySelectorAll("#saisie table"));
        Assert.All(linear.QuerySelectorAll("#saisie .soffi-line input"), i => Assert.NotNull(linear.QuerySelector($"label[for='{i.Id}']")));
        Assert.Empty(again.QuerySelectorAll("#saisie table"));
        Assert.NotEmpty((await browser.PageAsync($"{given.Cadre("B3")}?vue=tableau")).QuerySelectorAll("#saisie table"));
        using var saved = await browser.SendAsync(linear, "#saisie", ("B2.010.ALT", "5"));
        Assert.Equal(5, (await host.Stored(given.Id)).Values()[CellCode.Parse("B2.010.ALT")].Number);

        static IEnumerable<string> Names(IHtmlDocument page) => page.QuerySelectorAll("#saisie input.fr-input").Select(i => i.GetAttribute("name")!).Order();
    }
}
