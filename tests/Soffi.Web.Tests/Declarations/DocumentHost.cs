using System.Globalization;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Tests.Antivirus;

namespace Soffi.Web.Tests.Declarations;

[CollectionDefinition(Name)]
public sealed class DocumentCollection : ICollectionFixture<DocumentHost>
{
    public const string Name = "Documents";
}

/// <summary>Statements of a campaign that asks documents, with an antivirus of its own that a test may upset.</summary>
public sealed class DocumentHost : IAsyncLifetime
{
    /// <summary>Greatest size of a file here, in bytes: several parts, and quick to exceed.</summary>
    public const int MaxBytes = 900_000;

    public StatementHost Statements { get; } = new();

    public FakeClamd Clamd { get; } = new();

    /// <summary>Port of another daemon to ask instead of <see cref="Clamd"/>; to be set before <see cref="InitializeAsync"/>.</summary>
    public int? OtherPort { get; init; }

    public async Task InitializeAsync()
    {
        Statements.Settings["Antivirus:Mode"] = "Clamd";
        Statements.Settings["Antivirus:Host"] = "127.0.0.1";
        Statements.Settings["Antivirus:Port"] = (OtherPort ?? Clamd.Port).ToString(CultureInfo.InvariantCulture);
        Statements.Settings["Antivirus:TimeoutSeconds"] = "2";
        Statements.Settings["Documents:MaxBytes"] = MaxBytes.ToString(CultureInfo.InvariantCulture);
        await Statements.InitializeAsync();
        await Statements.Database(async context =>
        {
            var campaign = await context.Campaigns.SingleAsync(c => c.Kind == StatementKind.Esf && c.Exercise == 2025);
            foreach (var document in DemoDocuments.Asked(OperatorType.Opco))
            {
                campaign.Add(document);
            }

            return await context.SaveChangesAsync();
        });
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncLifetime)Statements).DisposeAsync();
        Clamd.Dispose();
    }

    /// <summary>A PDF that nobody else has.</summary>
    public static byte[] Pdf(string text = "") => DemoPdf.Write("Essai", text, Guid.NewGuid().ToString());

    public Task<List<Document>> Documents(Guid declaration) => Statements.Database(c =>
        c.Documents.AsNoTracking().Where(d => d.DeclarationId == declaration).OrderBy(d => d.AddedAt).ThenBy(d => d.Id).ToListAsync());

    public Task<int> Contents() => Statements.Database(c => c.DocumentContents.CountAsync());

    /// <summary>Joins a file through the form of that document, as a browser would.</summary>
    public static async Task<HttpResponseMessage> Join(HttpClient browser, GivenStatement given, string code, byte[] bytes, string name = "piece.pdf")
    {
        var page = await browser.PageAsync($"{given.Root}/pieces");
        return await Send(browser, page, $"form[action$='piece={code}']", bytes, name);
    }

    /// <summary>Sends a form of the page with a file, its hidden fields included.</summary>
    public static async Task<HttpResponseMessage> Send(
        HttpClient browser, IHtmlDocument page, string selector, byte[]? bytes, string name = "piece.pdf", params (string Name, string Value)[] fields)
    {
        var form = (IHtmlFormElement)page.QuerySelector(selector)!;
        Assert.Equal("multipart/form-data", form.Enctype);
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Where(h => fields.All(f => f.Name != h.Name)))
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        foreach (var (field, value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        if (bytes is not null)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(file, form.QuerySelector("input[type=file]")!.GetAttribute("name")!, name);
        }

        return await browser.PostAsync(form.GetAttribute("action")!, content);
    }
}
