using System.Net;
using AngleSharp.Html.Dom;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Two people, two tabs, expired pages: nothing typed is lost, nothing is overwritten silently.</summary>
[Collection(StatementCollection.Name)]
public sealed class ConflictTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";
    private const string Other = "B2.011.ALT";

    [Fact]
    public async Task Save_two_people_on_different_cells_merges()
    {
        var (given, claire, marc) = await TwoPeople();
        var (hers, his) = (await claire.PageAsync(given.Cadre("B2")), await marc.PageAsync(given.Cadre("B2")));

        using var first = await claire.SendAsync(hers, "#saisie", (Cell, "20"));
        using var second = await marc.SendAsync(his, "#saisie", (Other, "30"));

        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((20, 30), (values[CellCode.Parse(Cell)].Number, values[CellCode.Parse(Other)].Number));
    }

    [Fact]
    public async Task Save_stale_page_on_same_cell_shows_both_values_and_overwrites_nothing()
    {
        var (given, page) = await Conflict();

        Assert.Contains("Claire Martin", page.TextOf("#conflits-titre ~ fieldset"), StringComparison.Ordinal);
        Assert.Contains("20 €", page.TextOf("#conflits-titre ~ fieldset"), StringComparison.Ordinal);
        Assert.Contains("30", page.TextOf("#conflits-titre ~ fieldset"), StringComparison.Ordinal);
        Assert.Equal("30", page.Field(Cell));
        Assert.Equal("true", page.GetElementById(Cell)!.GetAttribute("aria-invalid"));
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((20, 5), (values[CellCode.Parse(Cell)].Number, values[CellCode.Parse(Other)].Number));
        Assert.DoesNotContain(page.QuerySelectorAll("input[type=radio]").OfType<IHtmlInputElement>(), r => r.IsChecked);
    }

    [Theory]
    [InlineData("mienne", 30)]
    [InlineData("leur", 20)]
    public async Task Save_chosen_value_settles_conflict(string choice, int expected)
    {
        var (given, page) = await Conflict();

        using var answer = await (await host.As(StatementHost.Marc)).SendAsync(page, "#saisie", ($"conflit.{Cell}", choice));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(expected, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    [Fact]
    public async Task Save_without_choice_asks_again_and_writes_the_rest()
    {
        var (given, page) = await Conflict();

        using var answer = await (await host.As(StatementHost.Marc)).SendAsync(page, "#saisie", ("B2.012.ALT", "8"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var again = await answer.ReadPageAsync();
        Assert.Equal("30", again.Field(Cell));
        Assert.NotNull(again.QuerySelector($"input[type=radio][name='conflit.{Cell}']"));
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((20, 8), (values[CellCode.Parse(Cell)].Number, values[CellCode.Parse("B2.012.ALT")].Number));
    }

    [Fact]
    public async Task Save_mine_when_a_third_value_came_meanwhile_conflicts_again()
    {
        var (given, page) = await Conflict();
        var claire = await host.As(StatementHost.Claire);
        using var third = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", (Cell, "99"));

        using var answer = await (await host.As(StatementHost.Marc)).SendAsync(page, "#saisie", ($"conflit.{Cell}", "mienne"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(99, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    [Fact]
    public async Task Show_cadre_another_has_open_says_so()
    {
        var (given, claire, marc) = await TwoPeople();
        await claire.PageAsync(given.Cadre("B2"));

        var page = await marc.PageAsync(given.Cadre("B2"));

        Assert.Contains("Claire Martin a ce cadre ouvert", page.TextOf("#presence"), StringComparison.Ordinal);
        Assert.Null((await claire.PageAsync(given.Cadre("B1"))).QuerySelector("#presence"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CfDJ8Forged")]
    public async Task Save_with_expired_token_keeps_values_and_writes_nothing(string token)
    {
        var (given, claire, _) = await TwoPeople();
        var page = await claire.PageAsync(given.Cadre("B2"));

        using var answer = await claire.SendAsync(page, "#saisie", (Cell, "55"), ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var again = await answer.ReadPageAsync();
        Assert.Contains("Votre page avait expiré. Vos valeurs sont toujours là", again.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("55", again.Field(Cell));
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
        using var saved = await claire.SendAsync(again);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(55, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    [Fact]
    public async Task Save_after_session_expired_gives_values_back_after_sign_in()
    {
        var given = await host.Statement();
        using var browser = await host.SignedInAsync(StatementHost.Claire);
        await StatementHost.Accept(browser);
        var page = await browser.PageAsync(given.Cadre("B2"));
        var fields = Browsing.Fields((IHtmlFormElement)page.GetElementById("saisie")!, (Cell, "1 500"), (Other, "12abc"));
        await host.Database(async context =>
        {
            context.RemoveRange(context.UserSessions);
            return await context.SaveChangesAsync();
        });
        host.ForgetBrowsers();

        using var refused = await browser.SendFieldsAsync(given.Cadre("B2"), fields);
        Assert.Contains("/connexion", refused.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(refused.Headers.GetValues("Set-Cookie"), c => c.StartsWith(HeldPosts.CookieName, StringComparison.Ordinal) && c.Contains("httponly", StringComparison.OrdinalIgnoreCase));
        using var back = await browser.SignInAsync(StatementHost.Claire.Email, given.Cadre("B2"));

        var kept = await back.ReadPageAsync();
        Assert.Contains("Nous avons gardé ce que vous aviez saisi", kept.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("1 500", kept.Field(Cell));
        Assert.Equal("12abc", kept.Field(Other));
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
        using var saved = await browser.SendAsync(kept);
        Assert.Equal(1500, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
        Assert.DoesNotContain("Nous avons gardé", (await browser.PageAsync(given.Cadre("B2"))).TextOf("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Give_up_values_kept_shows_what_is_saved()
    {
        var given = await host.Statement();
        using var browser = await host.SignedInAsync(StatementHost.Claire);
        await StatementHost.Accept(browser);
        var page = await browser.PageAsync(given.Cadre("B2"));
        using var stranger = host.NewBrowser();
        using var refused = await stranger.SendAsync(page, "#saisie", (Cell, "1 500"));
        using var back = await stranger.SignInAsync(StatementHost.Claire.Email, given.Cadre("B2"));

        using var abandoned = await stranger.SendAsync(await back.ReadPageAsync(), "#saisie", ("suite", "abandon"));

        Assert.Equal(HttpStatusCode.SeeOther, abandoned.StatusCode);
        Assert.Equal("", (await stranger.PageAsync(given.Cadre("B2"))).Field(Cell));
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Save_sent_by_another_site_is_not_kept()
    {
        var given = await host.Statement();
        using var stranger = host.NewBrowser();
        using var post = new HttpRequestMessage(HttpMethod.Post, given.Cadre("B2")) { Content = new FormUrlEncodedContent([KeyValuePair.Create(Cell, "1")]) };
        post.Headers.Add("Origin", "https://ailleurs.example");

        using var answer = await stranger.SendAsync(post);

        Assert.Contains("/connexion", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith(HeldPosts.CookieName, StringComparison.Ordinal)));
    }

    private async Task<(GivenStatement Given, HttpClient Claire, HttpClient Marc)> TwoPeople(CellValues? values = null) =>
        (await host.Statement(values), await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));

    /// <summary>Claire saved 20 while Marc was typing 30 in the same cell, and 5 in another: the page he is answered.</summary>
    private async Task<(GivenStatement Given, IHtmlDocument Page)> Conflict()
    {
        var (given, claire, marc) = await TwoPeople();
        var (hers, his) = (await claire.PageAsync(given.Cadre("B2")), await marc.PageAsync(given.Cadre("B2")));
        using var first = await claire.SendAsync(hers, "#saisie", (Cell, "20"));
        using var second = await marc.SendAsync(his, "#saisie", (Cell, "30"), (Other, "5"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        return (given, await second.ReadPageAsync());
    }
}
