using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>
/// The pictures of the guides are pages of the portal, taken by this test: with <c>SOFFI_UPDATE_GUIDE=1</c> it writes them
/// anew; otherwise it opens each page, and each guide with its pictures.
/// </summary>
[Collection(PortalCollection.Name)]
public sealed class GuideTests(PortalInBrowser portal)
{
    private static readonly Dictionary<string, (string Account, string Path)> Pictures = new()
    {
        ["declarant-accueil"] = ("declarant.opco", "/accueil"),
        ["declarant-cadre"] = ("declarant.opco", "{mine}/cadres/B1"),
        ["declarant-collage"] = ("declarant.opco", "{mine}/cadres/B1/collage"),
        ["declarant-lineaire"] = ("declarant.opco", "{mine}/cadres/B1?vue=lineaire"),
        ["declarant-controles"] = ("declarant.opco", "{mine}/controles"),
        ["signataire-declaration"] = ("signataire.opco", "{mine}"),
        ["signataire-signature"] = ("signataire.opco", "{mine}/signature"),
        ["agent-dgefp-accueil"] = ("agent.dgefp", "/accueil"),
        ["agent-dgefp-instruction"] = ("agent.dgefp", "/instruction"),
        ["agent-dgefp-tableau"] = ("agent.dgefp", "/statistiques/J2"),
        ["agent-dreets-instruction"] = ("agent.dreets", "/instruction"),
        ["agent-dreets-tableau"] = ("agent.dreets", "/statistiques/J2"),
        ["acces-demandes"] = ("gestionnaire.acces", "/acces/demandes"),
        ["acces-revue"] = ("gestionnaire.acces", "/acces/revue"),
        ["acces-personne"] = ("gestionnaire.acces", "{person}"),
        ["administrateur-campagnes"] = ("administrateur", "/campagnes"),
        ["administrateur-cgu"] = ("administrateur", "/cgu/redaction"),
        ["administrateur-maintenance"] = ("administrateur", "/maintenance"),
    };

    private static string Folder { get; } = Path.Combine(SoffiProcess.WebFolder, "wwwroot", "guide");

    [SkippableTheory]
    [InlineData("declarant.opco")]
    [InlineData("signataire.opco")]
    [InlineData("agent.dgefp")]
    [InlineData("agent.dreets")]
    [InlineData("gestionnaire.acces")]
    [InlineData("administrateur")]
    public async Task Open_what_the_guides_show_of_that_profile(string account)
    {
        Chromium.Require();
        var page = await portal.NewPage();
        await page.SetViewportSizeAsync(1000, 620);
        await page.SignIn(account);
        foreach (var (name, (_, path)) in Pictures.Where(p => p.Value.Account == account))
        {
            await page.GotoAsync(await Resolve(page, path), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            await page.Locator("h1").EvaluateAsync("e => window.scrollTo(0, e.getBoundingClientRect().top + window.scrollY - 24)");
            if (Environment.GetEnvironmentVariable("SOFFI_UPDATE_GUIDE") == "1")
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.jpg"), Type = ScreenshotType.Jpeg, Quality = 55 });
            }
        }
    }

    [SkippableFact]
    public async Task Read_every_guide_shows_its_pictures_and_gives_its_pdf()
    {
        Chromium.Require();
        var page = await portal.NewPage();
        await page.GotoAsync("/aide");
        var guides = await page.Locator("#guides + ul a:not([download])").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))");
        Assert.Equal(7, guides.Length);
        var shown = new List<string>();
        foreach (var guide in guides)
        {
            await page.GotoAsync(guide, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Empty(await page.Locator("main img").EvaluateAllAsync<string[]>("all => all.filter(i => !i.complete || i.naturalWidth === 0 || !i.alt).map(i => i.src)"));
            shown.AddRange(await page.Locator("main img").EvaluateAllAsync<string[]>("all => all.map(i => i.src.split('/').pop().replace('.jpg', ''))"));
            var pdf = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), $"{guide}/pdf").ToString());
            Assert.Equal("application/pdf", pdf.Headers["content-type"]);
        }

        Assert.Equal(Pictures.Keys.Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task<string> Resolve(IPage page, string path)
    {
        if (path.StartsWith("{mine}", StringComparison.Ordinal))
        {
            await page.GotoAsync("/declarations");
            var link = await page.Locator("main a[href^='/declarations/']").First.GetAttributeAsync("href");
            return string.Join('/', link!.Split('/')[..3]) + path["{mine}".Length..];
        }

        if (path == "{person}")
        {
            await page.GotoAsync("/acces/personnes");
            return (await page.Locator("#personnes a").First.GetAttributeAsync("href"))!;
        }

        return path;
    }
}
