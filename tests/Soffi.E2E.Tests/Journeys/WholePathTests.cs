using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Soffi.E2E.Tests.Infrastructure;

namespace Soffi.E2E.Tests.Journeys;

/// <summary>
/// One statement from the first sign-in to the exported table: typed, stopped by a blocking finding, corrected, another
/// finding justified, certified and submitted, read in J2, exported, and read again by LibreOffice.
/// </summary>
[Collection(PortalCollection.Name)]
public sealed partial class WholePathTests(PortalInBrowser portal)
{
    private const string ManagementColumn = "Gestion";

    [SkippableFact]
    public async Task Declare_submit_count_and_export_one_statement()
    {
        Chromium.Require();
        var claire = await portal.NewPage();
        var statement = await TypeWhatIsMissing(claire);
        await BeStoppedThenCorrect(claire, statement);
        await JustifyTheRest(claire, statement);

        var marc = await portal.NewPage(javaScript: false);
        var receipt = await CertifyAndSubmit(marc, statement);
        Assert.StartsWith("ESF-2025-AKTO-1-", receipt, StringComparison.Ordinal);

        var ines = await portal.NewPage();
        var (shown, workbook) = await ReadAndExport(ines);
        Assert.Contains(Figure(shown), await ReadWithLibreOffice(workbook));
    }

    /// <summary>First sign-in: the terms of use, then the statement; the missing dates and figures.</summary>
    private static async Task<string> TypeWhatIsMissing(IPage page)
    {
        await page.SignIn("declarant.opco", "/declarations");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Mes déclarations" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = EsfLink() }).First.ClickAsync();
        var statement = new Uri(page.Url).AbsolutePath;

        await page.GotoAsync($"{statement}/cadres/0");
        await page.Locator("[name='ID.CACDATE.VAL']").FillAsync("20/04/2026");
        await page.Locator("[name='ID.APPROB.VAL']").FillAsync("28/04/2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Enregistré");
        return statement;
    }

    /// <summary>A blocking finding with its values; its link leads to the cell; the right figure lifts it.</summary>
    private static async Task BeStoppedThenCorrect(IPage page, string statement)
    {
        await page.GotoAsync($"{statement}/controles");
        var finding = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Contributions volontaires : frais de mission du cadre B6" }).Last;
        await Assertions.Expect(finding).ToContainTextAsync("ligne 081 du cadre B2");
        var gap = Gap().Match(await finding.InnerTextAsync()).Groups[1].Value;
        await finding.GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Cadre B6");

        await page.Locator("[name='B6.112.VOL']").FillAsync("pas encore reçu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[name='B6.112.VOL']")).ToHaveValueAsync("pas encore reçu");
        await Assertions.Expect(page.Locator("[name='B6.112.VOL']")).ToHaveAttributeAsync("aria-invalid", "true");

        await page.Locator("[name='B6.112.VOL']").FillAsync(gap + " €");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await page.GotoAsync($"{statement}/controles");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("0 constat bloquant");
    }

    private static async Task JustifyTheRest(IPage page, string statement)
    {
        await page.GotoAsync($"{statement}/controles");
        var fields = page.GetByRole(AriaRole.Textbox, new() { Name = "Justification" });
        var count = await fields.CountAsync();
        Assert.True(count > 0, "The demonstration statement must have something to justify.");
        var reasons = page.Locator("select[name^='motif.']");
        for (var i = 0; i < count; i++)
        {
            await reasons.Nth(i).SelectOptionAsync("CALENDRIER");
            await fields.Nth(i).FillAsync("Acompte reçu le 30 décembre, reversé à France compétences le 24 avril.");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les justifications" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("La déclaration peut être déposée");
    }

    /// <summary>Without script and by keyboard: what is signed depends on neither.</summary>
    private static async Task<string> CertifyAndSubmit(IPage page, string statement)
    {
        await page.SignIn("signataire.opco", $"{statement}/signature");
        Assert.EndsWith("/signature", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.GetByLabel("Fonction du signataire").FillAsync("Directeur général");
        await page.GetByRole(AriaRole.Checkbox).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Certifier et déposer" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Accusé de dépôt" })).ToBeVisibleAsync();
        return Receipt().Match(await page.Locator("main").InnerTextAsync()).Value;
    }

    /// <summary>The management costs of AKTO as the agent sees them, and the workbook of that very table.</summary>
    private static async Task<(string Shown, string Workbook)> ReadAndExport(IPage page)
    {
        await page.SignIn("agent.dgefp", "/statistiques/J2?exercice=2025");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("10 OPCO sur 11");
        var table = page.GetByRole(AriaRole.Table).First;
        var headers = await table.Locator("thead th").AllInnerTextsAsync();
        var column = headers.ToList().FindIndex(h => h.Contains(ManagementColumn, StringComparison.OrdinalIgnoreCase));
        var row = table.Locator("tbody tr").Filter(new() { HasText = "AKTO" }).First;
        var shown = await row.Locator("th, td").Nth(column).InnerTextAsync();
        Assert.Matches(@"^\d[\d\u202f]*,\d$", shown.Trim());

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Télécharger ce tableau" }).ClickAsync());
        var path = Path.Combine(Directory.CreateTempSubdirectory("soffi-export-").FullName, download.SuggestedFilename);
        Assert.EndsWith(".xlsx", path, StringComparison.Ordinal);
        await download.SaveAsAsync(path);
        return (shown.Trim(), path);
    }

    /// <summary>The figures of AKTO on the first sheet, as LibreOffice reads them.</summary>
    private static async Task<IReadOnlyList<decimal?>> ReadWithLibreOffice(string workbook)
    {
        var folder = Path.GetDirectoryName(workbook)!;
        var start = new ProcessStartInfo("soffice")
        {
            ArgumentList =
            {
                "--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1,,1036",
                "--outdir", folder, workbook,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        var lines = await File.ReadAllLinesAsync(Path.ChangeExtension(workbook, ".csv"), CancellationToken.None);
        var akto = lines.Single(l => l.TrimStart('"').StartsWith("AKTO", StringComparison.Ordinal));
        return [.. akto.Split(';').Select(Figure)];
    }

    /// <summary>« 1 234,5 » or « 1234.5 », whatever the language of the reader.</summary>
    private static decimal? Figure(string text) => decimal.TryParse(
        string.Concat(text.Where(c => char.IsAsciiDigit(c) || c is ',' or '.')).Replace(',', '.'),
        NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? figure : null;

    [GeneratedRegex(@"\bESF 2025\b")]
    private static partial Regex EsfLink();

    [GeneratedRegex(@"écart ([\d\u202f]+(?:,\d+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    [GeneratedRegex(@"ESF-2025-AKTO-1-[0-9A-Z]{6}", RegexOptions.CultureInvariant)]
    private static partial Regex Receipt();
}
