using System.Net;
using AngleSharp.Html.Dom;
using Soffi.Web.Features.FormWorkshop;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.FormWorkshop;

/// <summary>What cannot be written in a draft is refused with a sentence, and nothing typed is lost.</summary>
public sealed class ElementRefusalTests(WorkshopHost host) : IClassFixture<WorkshopHost>
{
    private const string Form = "main form[novalidate]";

    [Theory]
    [InlineData("form.json", "parameters", "nom", "quotient1", "déjà pris")]
    [InlineData("form.json", "parameters", "nom", "", "Donnez un nom")]
    [InlineData("form.json", "cadres", "code", "K1", "existe déjà")]
    [InlineData("form.json", "cadres", "code", "../K1", "lettres capitales")]
    public async Task Add_what_cannot_be_says_why_and_keeps_what_was_typed(string file, string list, string field, string value, string sentence)
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync($"{Links.Draft(draft.Id)}/nouveau?fichier={file}&lieu={list}");

        using var answer = await browser.SendAsync(page, Form, (field, value), (list == "cadres" ? "title" : "label", "Une phrase saisie"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        page = await answer.ReadPageAsync();
        Assert.Contains(sentence, page.TextOf($"#{field}-messages"), StringComparison.Ordinal);
        Assert.Contains("Une phrase saisie", page.QuerySelectorAll("main input").OfType<IHtmlInputElement>().Select(i => i.Value));
        Assert.Equal(1, (await host.Stored(draft.Id))!.Revision);
    }

    [Theory]
    [InlineData("controls.json", "3", "forEach", "{ \"of\": ", "n’est pas du JSON")]
    [InlineData("form.json", "parameters/quotient1", "regions", "94 : 3", "« nom = valeur »")]
    public async Task Save_what_cannot_be_written_says_why(string file, string address, string field, string value, string sentence)
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync(Links.Element(draft.Id, file, address));

        using var answer = await browser.SendAsync(page, Form, (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        page = await answer.ReadPageAsync();
        Assert.Contains(sentence, page.TextOf($"#{field}-messages"), StringComparison.Ordinal);
        Assert.Equal(value, ((IHtmlTextAreaElement)page.QuerySelector($"#{field}")!).Value);
    }

    [Theory]
    [InlineData("/element?fichier=cadre-k1.json&lieu=tables/9")]
    [InlineData("/element?fichier=../form.json&lieu=")]
    [InlineData("/element?fichier=form.json&lieu=kind")]
    [InlineData("/element")]
    [InlineData("/nouveau?fichier=form.json&lieu=title")]
    public async Task Open_a_place_that_does_not_exist_is_not_found(string path)
    {
        var draft = await host.Draft();

        Assert.Equal(HttpStatusCode.NotFound, (await (await host.As(WorkshopHost.Anne)).GetAsync(Links.Draft(draft.Id) + path)).StatusCode);
    }
}
