using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Companies;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;
using static Soffi.Web.Tests.Companies.TrialDirectory;

namespace Soffi.Web.Tests.Access;

/// <summary>The person who asks for an access names their establishment by its SIRET, without any script.</summary>
[Trait("CGU", "CGU-55")]
public sealed class EstablishmentTests : IAsyncLifetime, IDisposable
{
    private const string Number = "10000001700010";
    private const string Found = "Établissement\u00a0: ORGANISME FICTIF, 12 RUE GARIBALDI 69003 LYON (SIRET 100\u00a0000\u00a0017\u00a000010)";

    private readonly SignInFactory _factory = new();
    private TrialDirectory _directory = null!;

    public async Task InitializeAsync()
    {
        _directory = await TrialDirectory.Start();
        _directory.Search = Json(Results(Unit("100000017", "ORGANISME FICTIF", Place(Number, "12 RUE GARIBALDI 69003 LYON"))));
        _factory.Settings["Companies:SearchUrl"] = $"{_directory.Url}/recherche";
        _factory.Settings["Companies:SireneUrl"] = $"{_directory.Url}/sirene";
        await _factory.PublishCguAsync();
        await _factory.OperatorAsync("AKTO", OperatorType.Opco);
    }

    public async Task DisposeAsync() => await _directory.DisposeAsync();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Find_the_establishment_adds_it_to_the_request_which_is_then_sent()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        var answer = await Look(browser, "100 000 017 00010", "Je remplis l’ESF pour AKTO.");
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("ORGANISME FICTIF", page.QuerySelector("#etablissement .fr-alert--success")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{Found}\nJe remplis l’ESF pour AKTO.", Motif(page));
        Assert.Equal("Declarant", ((IHtmlSelectElement)page.QuerySelector("select[name=Role]")!).Value);
        using var sent = await browser.SubmitAsync(answer, "main form", ("Role", "Declarant"), ("Operateur", "AKTO"), ("Siret", Number), ("Motif", Motif(page)));
        Assert.Equal("/acces", sent.Headers.Location!.OriginalString);
        Assert.Equal(Motif(page), await _factory.DatabaseAsync(d => d.AccessRequests.Select(r => r.Reason).SingleAsync()));
    }

    [Fact]
    public async Task Find_again_replaces_the_establishment_found_before()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        var page = await (await Look(browser, Number, "Établissement\u00a0: UN AUTRE (SIRET 1)\nMes fonctions.")).ReadPageAsync();

        Assert.Equal($"{Found}\nMes fonctions.", Motif(page));
    }

    [Theory]
    [InlineData("off line", "Annuaire injoignable, saisissez à la main.")]
    [InlineData("busy", "L’annuaire reçoit trop de demandes.")]
    [InlineData("unknown", "L’annuaire ne connaît pas ce numéro.")]
    public async Task Find_without_an_answer_says_to_type_by_hand_and_loses_nothing(string state, string sentence)
    {
        _directory.Search = state == "busy" ? TooMany("60") : Json(Results());
        if (state == "off line")
        {
            await _directory.DisposeAsync();
        }

        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var answer = await Look(browser, Number, "Mes fonctions.");
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, page.QuerySelector("#etablissement .fr-alert--warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Établissement\u00a0: SIRET 100\u00a0000\u00a0017\u00a000010\nMes fonctions.", Motif(page));
    }

    [Theory]
    [InlineData("", "Saisissez les 14 chiffres")]
    [InlineData("123", "compte 14 chiffres")]
    [InlineData("10000001700011", "n’existe pas")]
    public async Task Find_with_a_mistyped_number_says_so_and_asks_nobody(string number, string sentence)
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);

        var answer = await Look(browser, number, "Mes fonctions.");
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, page.QuerySelector(".fr-input-group--error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mes fonctions.", Motif(page));
        Assert.Empty(_directory.Searches);
    }

    [Fact]
    public async Task Send_with_a_number_that_was_not_looked_up_keeps_it()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var page = await browser.GetAsync("/acces/demande");

        using var sent = await browser.SubmitAsync(page, "main form", ("Role", "Declarant"), ("Operateur", "AKTO"), ("Siret", Number), ("Motif", "Mes fonctions."));

        Assert.Equal("/acces", sent.Headers.Location!.OriginalString);
        Assert.Contains("SIRET 100\u00a0000\u00a0017\u00a000010", await _factory.DatabaseAsync(d => d.AccessRequests.Select(r => r.Reason).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_with_the_establishment_alone_asks_for_the_reason()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        var answer = await Look(browser, Number, "");

        using var sent = await browser.SubmitAsync(
            answer, "main form", ("Role", "Declarant"), ("Operateur", "AKTO"), ("Siret", Number), ("Motif", Motif(await answer.ReadPageAsync())));

        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Equal(0, await _factory.DatabaseAsync(d => d.AccessRequests.CountAsync()));
    }

    [Fact]
    public async Task Find_without_the_antiforgery_token_is_refused()
    {
        var browser = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("Siret", Number)]);

        var answer = await browser.PostAsync(new Uri("/acces/demande/etablissement", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_directory.Searches);
    }

    private static string Motif(IHtmlDocument page) => ((IHtmlTextAreaElement)page.QuerySelector("textarea[name=Motif]")!).Value.ReplaceLineEndings("\n");

    /// <summary>Presses the button « Chercher mon établissement », as a browser without script does.</summary>
    private static async Task<HttpResponseMessage> Look(HttpClient browser, string number, string motif)
    {
        var page = await (await browser.GetAsync("/acces/demande")).ReadPageAsync();
        var token = ((IHtmlInputElement)page.QuerySelector("main form input[name=__RequestVerificationToken]")!).Value;
        var target = page.QuerySelector("button[formaction]")!.GetAttribute("formaction")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["Role"] = "Declarant",
            ["Operateur"] = "AKTO",
            ["Siret"] = number,
            ["Motif"] = motif,
        });
        return await browser.PostAsync(new Uri(target.Split('#')[0], UriKind.Relative), content);
    }
}
