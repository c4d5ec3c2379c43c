using System.IO.Compression;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Accessibility;

/// <summary>
/// On every page, for the role that opens it: one h1, no axe violation in light nor dark, nothing wider than 320 px, the
/// budget of requests and weight, and not a single message of the content security policy.
/// </summary>
[Collection(PortalCollection.Name)]
public sealed class EveryPageTests(PortalInBrowser portal)
{
    private const int MaxRequests = 25;
    private const int MaxBytes = 500_000;

    [SkippableTheory]
    [InlineData(null, "/", "/aide", "/aide/campagnes", "/aide/navigateurs", "/aide/liens", "/aide/guide/declarant", "/aide/guide/acces", "/aide/guide/interface", "/signaler", "/cgu/versions/1.0/differences", "/accessibilite", "/mentions-legales", "/donnees-personnelles", "/cookies", "/plan-du-site", "/cgu", "/declarations/verification", "/declarations/verification?numero=ESF-2025-AKTO-1-000000&empreinte=0123456789abcdef", "/declarations/verification?numero=&empreinte=", "/statistiques/publications", "/statistiques/publications/2023/esf/AKTO", "/page-absente")]
    [InlineData("declarant.opco", "/accueil", "/declarations", "{mine}", "{mine}/cadres/0", "{mine}/cadres/B1", "{mine}/cadres/B3", "{mine}/cadres/C1", "{mine}/cadres/C2", "{mine}/cadres/C9", "{mine}/cadres/B1/collage", "{mine}/cadres/0?vue=lineaire", "{mine}/cadres/C2?vue=lineaire", "{mine}/cadres/B1?vue=tableau", "{mine}/nouveautes", "{mine}/cellules/B2.010.ALT", "{mine}/conversations", "{mine}/completude", "{mine}/completude/cadres/B5", "{mine}/controles", "{mine}/elargissement", "{mine}/pieces", "{mine}/pieces/historique", "{document}", "{document}/apercu", "{mine}/classeur", "{import}", "{mine}/historique", "{mine}/chronologie", "/acces", "/acces/mes-donnees", "/acces/suppression", "/cgu/mes-acceptations", "{receipt}", "/cgu/renonciation", "/audit/moi", "{mine}/impression", "{mine}/impression?vierge=oui")]
    [InlineData("signataire.opco", "{mine}/signature", "{accuse}")]
    [InlineData("agent.dgefp", "/accueil", "/instruction", "{review}", "{review}/corrections", "/instruction/suivi", "/instruction/suivi?exercice=2024&situation=manquantes", "/instruction/suivi/progression", "/instruction/rappels", "{reminder}", "{timeline}", "{notice}", "/instruction/mises-en-demeure", "{review}/corrections/elargissement", "{review}/comparaisons", "{review}/publication", "/instruction/publications", "/instruction/publications/apercu", "/instruction/transmissions", "/instruction/transmissions/apercu", "/instruction/transmissions/destinataires", "{delivery}", "/instruction/justifications", "/instruction/justifications?controle=P01", "/instruction/controles-croises?exercice=2024", "/instruction/references?exercice=2025", "/instruction/references/saisie?exercice=2025", "/instruction/references/fichier?exercice=2025", "/instruction/references/historique?code=DECA-STOCK&exercice=2025&operateur=AFDAS", "/instruction/entreprises?exercice=2025", "/statistiques", "/statistiques/J2", "/statistiques/J11", "/statistiques/requeteur", "/statistiques/requeteur?mesure=ESF.OPCO:B2.900.TOT&lignes=operateur&colonnes=exercice&exercice=2023,2024&perimetre=deposees&avec=evolution,part", "/statistiques/figes", "{frozen}", "{frozen}/comparer", "{frozen}/retrait", "/statistiques/requetes", "{query}", "{query}/suppression", "/statistiques/exports", "/audit", "/audit/navigation", "/audit/integrite")]
    [InlineData("agent.dreets", "/accueil", "/instruction", "/instruction/suivi", "/statistiques/J2")]
    [InlineData("agent.dgefp", "/statistiques/J1", "/statistiques/J3", "/statistiques/J4", "/statistiques/J5", "/statistiques/J6", "/statistiques/J7", "/statistiques/J8", "/statistiques/J9", "/statistiques/J10", "/statistiques/J11?exercice=2022,2023&constant=1", "/statistiques/J12", "/statistiques/series", "/statistiques/series/COLLECTE-OPCA", "/statistiques/series/import")]
    [InlineData("agent.dreets", "/statistiques", "/statistiques/J6", "/statistiques/J8")]
    [InlineData("administrateur", "/accueil", "/maintenance", "/maintenance/liens", "/maintenance/cles", "/cgu/redaction", "/cgu/suivi", "/campagnes", "/campagnes/nouvelle", "/campagnes/1", "/campagnes/1/delais", "/campagnes/1/obligations", "/campagnes/1/pieces", "/campagnes/1/pieces/1", "/campagnes/1/simulation?operateur=AFDAS&date=24/05/2027")]
    [InlineData("administrateur", "/campagnes/formulaires", "{form}", "{form}/apercu", "{form}/repetition", "{draft}", "{draft}/differences", "{draft}/publication", "{draft}/element?fichier=form.json&lieu=", "{draft}/element?fichier=cadre-k1.json&lieu=tables/0", "{draft}/element?fichier=cadre-k1.json&lieu=tables/0/rows/0", "{draft}/element?fichier=controls.json&lieu=", "{draft}/element?fichier=controls.json&lieu=3", "{draft}/element?fichier=mapping.json&lieu=", "{draft}/nouveau?fichier=cadre-k1.json&lieu=tables/0/rows", "{draft}/fichier?nom=controls.json", "{draft}/suppression")]
    [InlineData("nouveau", "/accueil", "/acces", "/acces/demande")]
    [InlineData(null, "/portail/connexion", "/portail/inscription", "/portail/message-envoye", "/portail/mot-de-passe-oublie", "/portail/inscription/suite?cle=absente", "/portail/courriels")]
    [InlineData("nouveau", "/portail", "/portail/compte", "/portail/compte/profil", "/portail/compte/mot-de-passe", "/portail/compte/adresse", "/portail/compte/sessions", "/portail/compte/activite", "/portail/compte/suppression")]
    [InlineData("gestionnaire.acces", "/accueil", "/acces", "/acces/demandes", "/acces/personnes", "{person}", "/acces/revue", "/cgu/manquements", "/cgu/manquements/nouveau")]
    public async Task Open_every_page_is_accessible_light_and_secure(string? account, params string[] paths)
    {
        Chromium.Require();
        var page = await portal.NewPage();
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"{page.Url} : {message.Text}");
            }
        };
        if (account is not null)
        {
            await page.SignIn(account);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        foreach (var path in paths)
        {
            await Check(page, await Resolve(page, path), faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task Check(IPage page, string path, List<string> faults)
    {
        var (requests, bytes) = await Open(page, path);
        if (requests > MaxRequests || bytes > MaxBytes)
        {
            faults.Add($"{path} : {requests} requêtes, {bytes} octets");
        }

        var titles = await page.Locator("h1").CountAsync();
        if (titles != 1)
        {
            faults.Add($"{path} : {titles} h1");
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var result = await page.RunAxe();
            faults.AddRange(result.Violations.Select(v => $"{path} ({scheme}) : {v.Id} {Where(v)}"));
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(320, 800);
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > 320)
        {
            faults.Add($"{path} : {width} px de large à 320 px");
        }

        await page.SetViewportSizeAsync(1280, 900);
    }

    /// <summary>The first delivery to France compétences, ordered when nobody has.</summary>
    private static async Task<string> Delivery(IPage page)
    {
        await page.GotoAsync("/instruction/transmissions/destinataires");
        await page.Locator("#france-competences").FillAsync("esf@francecompetences.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les adresses" }).ClickAsync();
        await page.GotoAsync("/instruction/transmissions");
        var details = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Détail de la transmission") });
        if (await details.CountAsync() == 0)
        {
            await page.Locator("label[for^=choix-]").First.ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Préparer les transmissions choisies" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Transmettre" }).ClickAsync();
        }

        return (await details.First.GetAttributeAsync("href"))!;
    }

    /// <summary>The draft of the CSA, begun when nobody has.</summary>
    private static async Task<string> Draft(IPage page)
    {
        await page.GotoAsync("/campagnes/formulaires");
        var begin = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^CSA.: préparer") });
        if (await begin.CountAsync() > 0)
        {
            await begin.ClickAsync();
            return new Uri(page.Url).AbsolutePath;
        }

        return (await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^CSA.20[0-9]{2}, version") }).First.GetAttributeAsync("href"))!;
    }

    /// <summary>What the form under a table keeps: a frozen result, a saved query.</summary>
    private static async Task<string> Kept(IPage page, string what, string action)
    {
        await page.GotoAsync("/statistiques/J2");
        await page.Locator("button[aria-controls]", new() { HasText = what }).ClickAsync();
        var form = page.Locator($"form[action='{action}']");
        if (await form.Locator("input[name=Nom]").CountAsync() > 0)
        {
            await form.Locator("input[name=Nom]").FillAsync("Requête d’essai");
        }

        await form.GetByRole(AriaRole.Button, new() { Name = what }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains(action + "/", StringComparison.Ordinal));
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Opens without cache and counts what went over the wire.</summary>
    private static async Task<(int Requests, long Bytes)> Open(IPage page, string path)
    {
        var finished = new List<IRequest>();
        void Count(object? sender, IRequest request) => finished.Add(request);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        page.RequestFinished += Count;
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        page.RequestFinished -= Count;
        long bytes = 0;
        foreach (var request in finished)
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }

        return (finished.Count, bytes);
    }

    private static async Task<string> Resolve(IPage page, string path)
    {
        if (path.StartsWith("{mine}", StringComparison.Ordinal))
        {
            await page.GotoAsync("/declarations");
            var link = await page.Locator("main a[href^='/declarations/']").First.GetAttributeAsync("href");
            return string.Join('/', link!.Split('/')[..3]) + path["{mine}".Length..];
        }

        if (path.StartsWith("{form}", StringComparison.Ordinal))
        {
            await page.GotoAsync("/campagnes/formulaires");
            return (await page.GetByRole(AriaRole.Link, new() { NameRegex = new("CSA.2025") }).First.GetAttributeAsync("href"))! + path["{form}".Length..];
        }

        if (path.StartsWith("{draft}", StringComparison.Ordinal))
        {
            return await Draft(page) + path["{draft}".Length..];
        }

        if (path == "{delivery}")
        {
            return await Delivery(page);
        }

        if (path.StartsWith("{frozen}", StringComparison.Ordinal))
        {
            return await Kept(page, "Figer ce résultat", "/statistiques/figes") + path["{frozen}".Length..];
        }

        if (path.StartsWith("{query}", StringComparison.Ordinal))
        {
            return await Kept(page, "Enregistrer cette requête", "/statistiques/requetes") + path["{query}".Length..];
        }

        if (path == "{import}")
        {
            return await Import(page);
        }

        if (path.StartsWith("{document}", StringComparison.Ordinal))
        {
            await page.GotoAsync(await Resolve(page, "{mine}/pieces"));
            return (await page.GetByRole(AriaRole.Link, new() { Name = "Remplacer ou retirer" }).First.GetAttributeAsync("href"))! + path["{document}".Length..];
        }

        if (path is "{reminder}" or "{timeline}" or "{notice}")
        {
            await page.GotoAsync("/instruction/suivi");
            var row = (await page.Locator("#suivi input[type=checkbox]").First.GetAttributeAsync("value"))!;
            return path == "{reminder}" ? $"/instruction/rappels/nouveau?declaration={row}" : $"/instruction/declarations/{row}/{(path == "{notice}" ? "mise-en-demeure" : "chronologie")}";
        }

        if (path == "{accuse}")
        {
            await page.GotoAsync("/declarations");
            return (await page.Locator("main a[href*='/accuses/']").First.GetAttributeAsync("href"))!;
        }

        if (path == "{receipt}")
        {
            await page.GotoAsync("/cgu/mes-acceptations");
            return (await page.Locator("#acceptations a[href^='/cgu/mes-acceptations/']").First.GetAttributeAsync("href"))!;
        }

        if (path == "{person}")
        {
            await page.GotoAsync("/acces/personnes");
            return (await page.Locator("#personnes a").First.GetAttributeAsync("href"))!;
        }

        if (path.StartsWith("{review}", StringComparison.Ordinal))
        {
            await page.GotoAsync("/instruction");
            return (await page.Locator("#declarations a[href^='/instruction/']").First.GetAttributeAsync("href"))! + path["{review}".Length..];
        }

        return path;
    }

    /// <summary>A workbook brought back with a difference and an anomaly.</summary>
    private static async Task<string> Import(IPage page)
    {
        await page.GotoAsync(await Resolve(page, "{mine}/classeur"));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { NameRegex = new("Télécharger le classeur") }).ClickAsync());
        using var edited = new MemoryStream();
        await using (var file = File.OpenRead(await download.PathAsync()))
        {
            await file.CopyToAsync(edited);
        }

        using (var archive = new ZipArchive(edited, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var sheet in archive.Entries.Where(s => s.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).ToList())
            {
                await using var content = sheet.Open();
                var xml = await new StreamReader(content).ReadToEndAsync();
                xml = Regex.Replace(xml, "(<x:c r=\"C9\" s=\"[0-9]+\")( t=\"n\")?><x:v>[^<]*</x:v>", "$1><x:v>123</x:v>");
                xml = Regex.Replace(xml, "(<x:c r=\"C10\" s=\"[0-9]+\")( t=\"n\")?><x:v>[^<]*</x:v>", "$1 t=\"str\"><x:v>beaucoup</x:v>");
                content.SetLength(0);
                await using var writer = new StreamWriter(content);
                await writer.WriteAsync(xml);
            }
        }

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "classeur.xlsx", MimeType = "application/octet-stream", Buffer = edited.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Comparer avec la déclaration" }).ClickAsync();
        await page.WaitForSelectorAsync("#bilan");
        return new Uri(page.Url).PathAndQuery;
    }

    private static string Where(AxeResultItem violation) =>
        string.Join(" ; ", violation.Nodes.Take(3).Select(n => n.Target.ToString() + " " + n.Html[..Math.Min(120, n.Html.Length)]));
}
