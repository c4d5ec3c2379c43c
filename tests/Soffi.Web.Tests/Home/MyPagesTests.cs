using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Web.Features.Help;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Home;

/// <summary>Guides, links, reports, and what the service keeps about a person.</summary>
public sealed class MyPagesTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();

    public Task InitializeAsync() => _factory.PublishCguAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    [Trait("CGU", "CGU-02")]
    public async Task Download_the_guide_of_each_profile_gives_a_pdf_with_its_pictures_and_every_word()
    {
        var browser = _factory.NewBrowser();
        var help = await browser.PageAsync("/aide");
        Assert.Equal(Guides.All.Count, help.QuerySelectorAll("#guides + ul a[download]").Length);
        foreach (var guide in Guides.All)
        {
            var page = await browser.PageAsync($"/aide/guide/{guide.Slug}");
            var pictures = page.QuerySelectorAll("main img");
            Assert.NotEmpty(pictures);
            using var answer = await browser.GetAsync($"/aide/guide/{guide.Slug}/pdf");
            using var pdf = UglyToad.PdfPig.PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync());
            var shown = pdf.GetPages().Select(p => p.GetImages().Count()).ToList();
            Assert.True(pictures.Length == shown.Sum(), $"{guide.Slug}: {pictures.Length} pictures, by page of the PDF {string.Join(", ", shown)}");
            var text = string.Concat(pdf.GetPages().Select(p => p.Text));
            Assert.All(page.QuerySelectorAll("main h2"), h => Assert.Contains(h.TextContent.Replace(" ", "", StringComparison.Ordinal), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/aide/guide/autre")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/aide/guide/autre/pdf")).StatusCode);
    }

    [Fact]
    [Trait("CGU", "CGU-41")]
    [Trait("CGU", "CGU-43")]
    public async Task Manage_the_external_links_shows_them_to_all_as_external()
    {
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        var admin = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        foreach (var bad in new[] { "http://exemple.fr/", "javascript:alert(1)", "https://qui@exemple.fr/", "exemple" })
        {
            using var refused = await Add(admin, "Essai", bad);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using (var added = await Add(admin, "Légifrance", "https://www.legifrance.gouv.fr/"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        }

        var link = (IHtmlAnchorElement)(await _factory.NewBrowser().PageAsync("/aide/liens")).QuerySelector("#liens a")!;
        Assert.Equal(("_blank", "noopener external"), (link.Target, link.GetAttribute("rel")));
        Assert.Contains("nouvelle fenêtre", link.Title, StringComparison.Ordinal);
        using var removed = await admin.SendAsync(await admin.PageAsync("/maintenance/liens"), "form[action$='/retrait']");
        Assert.Empty((await _factory.NewBrowser().PageAsync("/aide/liens")).QuerySelectorAll("#liens a"));
        Assert.Single(await _factory.JournalAsync(AuditAction.LinkAdded));
        Assert.Single(await _factory.JournalAsync(AuditAction.LinkRemoved));
    }

    [Fact]
    [Trait("CGU", "CGU-72")]
    [Trait("CGU", "CGU-76")]
    public async Task See_and_download_my_data_gives_mine_alone_and_is_noted()
    {
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var person = await _factory.EnteredAsync(DemoAccounts.Nouveau);
        Assert.Contains("Acceptations des conditions", (await person.PageAsync("/acces/mes-donnees")).TextOf("#donnees"), StringComparison.Ordinal);

        using var answer = await person.GetAsync("/acces/mes-donnees/fichier");

        var text = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        Assert.Equal(DemoAccounts.Nouveau.Email, json.RootElement.GetProperty("identite").GetProperty("adresse").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("acceptations").GetArrayLength());
        Assert.DoesNotContain(DemoAccounts.AgentDgefp.Email, text, StringComparison.Ordinal);
        Assert.Single(await _factory.JournalAsync(AuditAction.MyDataDownloaded));
    }

    [Fact]
    [Trait("CGU", "CGU-32")]
    [Trait("CGU", "CGU-52")]
    public async Task Report_a_fraud_says_whom_to_write_to_and_how_to_sign_out_everywhere()
    {
        var page = await _factory.NewBrowser().PageAsync("/signaler");

        Assert.NotNull(page.QuerySelector("main a[href^='mailto:']"));
        Assert.Contains("Me déconnecter partout", page.TextOf("main"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("footer a[href='/signaler']"));
    }

    [Fact]
    [Trait("CGU", "CGU-A1")]
    public async Task Say_which_browsers_and_spreadsheets_are_served() =>
        Assert.Contains("LibreOffice", (await _factory.NewBrowser().PageAsync("/aide/navigateurs")).TextOf("main"), StringComparison.Ordinal);

    private static async Task<HttpResponseMessage> Add(HttpClient admin, string title, string url) =>
        await admin.SendAsync(await admin.PageAsync("/maintenance/liens"), "form[action='/maintenance/liens']", ("Titre", title), ("Adresse", url));
}
