using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Who may open what, and how big a post may be.</summary>
[Collection(StatementCollection.Name)]
public sealed class StatementAccessTests(StatementHost host)
{
    public static TheoryData<string> Pages => new() { "", "/cellules/B2.010.ALT", "/conversations", "/completude", "/impression", "/cadres/B2", "/controles", "/signature", "/accuses/1", "/historique", "/nouveautes" };

    public static TheoryData<string> Posts => new() { "/cadres/B2", "/controles" };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Show_statement_of_another_operator_is_the_same_404_as_an_unknown_one(string path)
    {
        var given = await host.Statement(host.Whole());
        var sophie = await host.As(StatementHost.Sophie);

        var (theirs, unknown) = (await Text(sophie, given.Root + path), await Text(sophie, $"/declarations/{Guid.NewGuid()}{path}"));

        Assert.Equal(unknown, theirs);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Send_to_statement_of_another_operator_is_404_and_writes_nothing(string path)
    {
        var given = await host.Statement();
        var sophie = await host.As(StatementHost.Sophie);

        using var answer = await sophie.SendFieldsAsync(given.Root + path, [KeyValuePair.Create("B2.010.ALT", "1")]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
        Assert.Empty(await host.Journal(given.Id));
    }

    [Theory]
    [InlineData("/cadres/Z9")]
    [InlineData("/cadres/b2")]
    [InlineData("/accuses/1")]
    [InlineData("/historique?page=99")]
    public async Task Show_part_that_does_not_exist_is_404(string path)
    {
        var given = await host.Statement();

        using var answer = await (await host.As(StatementHost.Claire)).GetAsync(given.Root + path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Show_statement_to_an_agent_is_403(string path)
    {
        var given = await host.Statement();

        using var answer = await (await host.As(DemoAccounts.AgentDgefp)).GetAsync(given.Root + path);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Show_list_gives_state_deadline_and_next_step()
    {
        var given = await host.Statement();

        var page = await (await host.As(StatementHost.Claire)).PageAsync("/declarations");

        var card = page.QuerySelector($"[aria-labelledby='d-{given.Id}']")!;
        Assert.Contains("À saisir", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("heure de Paris", card.TextContent, StringComparison.Ordinal);
        Assert.Equal(given.Cadre("0"), card.QuerySelector("a.fr-btn")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Show_list_of_someone_else_leaves_it_out()
    {
        var given = await host.Statement();

        var page = await (await host.As(StatementHost.Sophie)).PageAsync("/declarations");

        Assert.DoesNotContain(given.Id.ToString(), page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_three_thousand_values_saves_them_all()
    {
        var form = Wide(300, 10);
        var given = await host.Statement(form: form);
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("G"));
        Assert.Equal(3000, page.QuerySelectorAll("#saisie td input").Length);
        var typed = form.Cells.Select((c, i) => (c.Code.ToString(), i.ToString(CultureInfo.InvariantCulture))).ToArray();

        using var answer = await claire.SendFieldsAsync(given.Cadre("G"), AllOf(page, typed));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(3000, (await host.Stored(given.Id)).Cells.Count);
    }

    [Fact]
    public async Task Save_beyond_the_bound_is_413_in_words_and_writes_nothing()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var typed = Enumerable.Range(0, HoldsPostAttribute.MaxValues + 1).Select(i => KeyValuePair.Create($"Z.{i}.A", "1"));

        using var answer = await claire.SendFieldsAsync(given.Cadre("B2"), typed);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("trop volumineux", (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Show_closed_campaign_is_read_only_and_says_why()
    {
        var given = await host.Statement(host.Whole());
        await host.Change(given.Id, (loaded, _) => { loaded.Declaration.Submit(host.Clock.GetUtcNow()); return true; });

        var page = await (await host.As(StatementHost.Claire)).PageAsync(given.Cadre("B2"));

        Assert.Empty(page.QuerySelectorAll("#saisie td input, #saisie button"));
        Assert.Contains("n’est plus modifiable", page.TextOf("main"), StringComparison.Ordinal);
    }

    private static async Task<string> Text(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        return page.TextOf("h1") + page.Title;
    }

    private static IEnumerable<KeyValuePair<string, string>> AllOf(IHtmlDocument page, (string Name, string Value)[] typed) =>
        page.QuerySelectorAll("#saisie input[type=hidden]").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)));

    /// <summary>A form of one grid that large, read from its canonical text like any other.</summary>
    private static FormDefinition Wide(int rows, int columns)
    {
        var lines = string.Join(',', Enumerable.Range(1, rows).Select(r => $$"""{"code":"{{r:000}}","label":"Ligne {{r}}"}"""));
        var heads = string.Join(',', Enumerable.Range(1, columns).Select(c => $$"""{"code":"C{{c}}","label":"Colonne {{c}}"}"""));
        var json = $$"""
            {"kind":"ESF","operatorType":"OPCO","exercise":2025,"version":9,"title":"Grande grille","legalBasis":"R. 6332-31",
             "parameters":{},"axes":{},"cadres":[{"code":"G","title":"Grille","tables":[
               {"code":"G","title":"Grille","type":"amount","columns":[{{heads}}],"rows":[{{lines}}]}]}],"controls":[]}
            """;
        return FormReader.ReadCanonical(json);
    }
}
