using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;
using static Soffi.Web.Tests.Declarations.CellsSent;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What stops an autosave: nothing is written, the page is told why, and sending again works once the cause is gone.</summary>
[Collection(StatementCollection.Name)]
public sealed class AutosaveRefusalTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"revision":0,"cellules":[]}""")]
    [InlineData("""{"revision":0,"cellules":[null]}""")]
    [InlineData("""{"revision":0,"cellules":[{"code":"B2.010.ALT","valeur":"1"},{"code":"B2.010.ALT","valeur":"2"}]}""")]
    [InlineData("""{"revision":"x","cellules":[{"code":"B2.010.ALT","valeur":"1"}]}""")]
    public async Task Send_unreadable_body_answers_400_and_writes_nothing(string body)
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        using var request = await Request(claire, given, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        using var response = await claire.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("rechargez la page", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Send_without_token_answers_400_and_writes_nothing()
    {
        var given = await host.Statement();

        using var response = await (await host.As(StatementHost.Claire)).PostAsJsonAsync($"{given.Cadre("B2")}/cellules", new { revision = 0, cellules = new[] { new { code = Cell, valeur = "6" } } });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Send_by_somebody_else_or_to_nothing_answers_404()
    {
        var given = await host.Statement();
        var sophie = await host.As(StatementHost.Sophie);
        var own = await host.Statement();
        using var stranger = await Request(sophie, given, Body(0, (Cell, "6")), tokenFrom: "/declarations");
        using var nothing = await Request(await host.As(StatementHost.Claire), own, Body(0, (Cell, "6")), cadre: "Z9", tokenFrom: own.Cadre("B2"));

        using var refused = await sophie.SendAsync(stranger);
        using var absent = await (await host.As(StatementHost.Claire)).SendAsync(nothing);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (refused.StatusCode, absent.StatusCode));
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
    }

    [Fact]
    public async Task Send_after_the_statement_closed_answers_409_with_the_reason()
    {
        var given = await host.Statement(host.Whole());
        await host.Change(given.Id, (loaded, _) =>
        {
            loaded.Declaration.Submit(host.Clock.GetUtcNow());
            return true;
        });
        var claire = await host.As(StatementHost.Claire);
        using var request = await Request(claire, given, Body(1, (Cell, "6")), tokenFrom: "/declarations");

        using var response = await claire.SendAsync(request);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("déposée", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>T2: the session ends while somebody types; the script is told so, and after a new sign-in the same cells are saved.</summary>
    [Fact]
    public async Task Send_after_the_session_ended_is_401_then_saved_after_a_new_sign_in()
    {
        var given = await host.Statement();
        using var browser = await host.SignedInAsync(StatementHost.Claire);
        await StatementHost.Accept(browser);
        var cells = Enumerable.Range(10, 3).Select(i => ($"B2.0{i}.ALT", "1")).ToArray();
        using var before = await Request(browser, given, Body(0, cells));
        using var after = await Request(browser, given, Body(0, cells));
        await host.Database(async context =>
        {
            context.RemoveRange(context.UserSessions);
            return await context.SaveChangesAsync();
        });
        host.ForgetBrowsers();

        using var refused = await browser.SendAsync(before);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await browser.SignInAsync(StatementHost.Claire.Email, given.Cadre("B2"));
        using var replayed = await browser.SendAsync(after);

        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.Equal(3, (await host.Stored(given.Id)).Values().Count);
    }

    [Fact]
    [Trait("CGU", "CGU-13")]
    public async Task Send_while_new_terms_wait_says_where_to_accept_them_then_saves()
    {
        var given = await host.Statement();
        using var browser = await host.SignedInAsync(StatementHost.Claire);
        await StatementHost.Accept(browser);
        using var before = await Request(browser, given, Body(0, (Cell, "6")));
        using var after = await Request(browser, given, Body(0, (Cell, "6")));
        await host.PublishTerms("1.7");
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        host.ForgetBrowsers();

        using var refused = await browser.SendAsync(before);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        await StatementHost.Accept(browser);
        using var replayed = await browser.SendAsync(after);

        Assert.Equal((HttpStatusCode.Forbidden, "/cgu/acceptation"), (refused.StatusCode, problem.GetProperty("acceptation").GetString()));
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.Equal(6, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }
}
