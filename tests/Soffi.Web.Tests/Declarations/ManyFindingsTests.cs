using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Two hundred findings to explain at once: the pages, the signature, the receipt and its PDF stay usable.</summary>
public sealed class ManyFindingsTests : IAsyncLifetime, IDisposable
{
    private const int Many = 200;
    private const int MaxBytes = 500_000;
    private const string Text = "Explication écrite pour chacun des deux cents constats.";
    private readonly StatementHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Explain_sign_and_prove_two_hundred_findings()
    {
        var given = await _host.Statement(_host.Whole(), form: WithControls());
        var claire = await _host.As(StatementHost.Claire);

        var page = await Light(claire, $"{given.Root}/controles");
        Assert.InRange(page.QuerySelectorAll("textarea[name^='justification.']").Length, Many, 2 * Many);
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
        using var refused = await claire.SendAsync(page, "form[action$=controles]", [.. page.Explained(Text).Where(f => !f.Item1.StartsWith("motif.", StringComparison.Ordinal))]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.InRange((await refused.ReadPageAsync()).QuerySelectorAll("#erreurs a").Length, Many, 2 * Many);
        using var explained = await claire.SendAsync(page, "form[action$=controles]", page.Explained(Text));
        Assert.Equal(HttpStatusCode.SeeOther, explained.StatusCode);

        var marc = await _host.As(StatementHost.Marc);
        using var signed = await marc.SendAsync(await Light(marc, $"{given.Root}/signature"), "form[action$=signature]", SignedStatement.Filled);
        Assert.Equal($"{given.Root}/accuses/1", signed.Headers.Location!.OriginalString);
        Assert.Contains("Z200", (await _host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).Select(s => s.CanonicalJson).SingleAsync())), StringComparison.Ordinal);

        var receipt = await Light(marc, $"{given.Root}/accuses/1");
        Assert.InRange(receipt.QuerySelectorAll(".soffi-findings > li").Length, Many, 2 * Many);
        var pdf = await marc.GetByteArrayAsync($"{given.Root}/accuses/1/pdf");
        Assert.True(System.Text.Encoding.ASCII.GetString(pdf, 0, 5) == "%PDF-");
        Assert.InRange(pdf.Length, 50_000, 2_000_000);
        Assert.True((await marc.GetByteArrayAsync($"{given.Root}/accuses/1/preuve")).Length > 0);
        var ines = await _host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var submission = await _host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).Select(s => s.Id).SingleAsync());
        Assert.Contains("Z200", (await Light(ines, $"/instruction/{submission}")).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("Z200", (await Light(ines, "/instruction/justifications")).TextOf("#controles"), StringComparison.Ordinal);
        Assert.All(await _host.Database(d => d.OutgoingMessages.ToListAsync()), m => Assert.InRange(m.Body.Length, 1, 60_000));
    }

    /// <summary>The page, within the budget of a page once compressed tenfold at the least: what travels is text.</summary>
    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Light(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var body = await answer.Content.ReadAsStreamAsync();
        using var compressed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await body.CopyToAsync(gzip);
        }

        Assert.True(compressed.Length < MaxBytes / 5, $"{path} : {compressed.Length} bytes.");
        return await answer.ReadPageAsync();
    }

    /// <summary>The form of the OPCO with two hundred controls more, that its whole statement does not meet.</summary>
    private FormDefinition WithControls()
    {
        var added = string.Concat(Enumerable.Range(1, Many).Select(i => string.Create(CultureInfo.InvariantCulture,
            $$"""{"cells":["B2.010.ALT"],"code":"Z{{i:000}}","condition":"B2.010.ALT < {{-i}}","label":"Contrôle d’essai {{i}}","legalBasis":"R. 6332-31 du code du travail","message":"Valeur {B2.010.ALT} du constat {{i}}.","severity":"à justifier"},""")));
        return FormReader.ReadCanonical(_host.Form.Header.CanonicalJson
            .Replace("\"controls\":[", $"\"controls\":[{added}", StringComparison.Ordinal).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
    }
}
