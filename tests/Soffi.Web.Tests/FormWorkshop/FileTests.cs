using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Soffi.Domain.Audit;
using Soffi.Web.Features.FormWorkshop;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.FormWorkshop;

/// <summary>The files of a draft as text, and files sent in their place.</summary>
public sealed class FileTests(WorkshopHost host) : IClassFixture<WorkshopHost>
{
    [Fact]
    public async Task Save_a_text_keeps_it_faults_included_and_shows_the_faulty_line()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var page = await browser.PageAsync(Links.File(draft.Id, "mapping.json"));

        using var answer = await browser.SendAsync(page, Form, ("Texte", "{ \"from\": 2026,\r\n  \"lignes\": [] }"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("{ \"from\": 2026,\n  \"lignes\": [] }\n", await host.Text(draft.Id, "mapping.json"));
        page = await browser.PageAsync(answer.Headers.Location!.OriginalString);
        Assert.Contains("lignes", page.TextOf("#defauts"), StringComparison.Ordinal);
        Assert.Single(await host.Journal(draft, AuditAction.FormDraftChanged));
    }

    [Fact]
    public async Task Save_over_the_text_of_another_analyst_shows_both()
    {
        var draft = await host.Draft();
        var (anne, other) = (await host.As(WorkshopHost.Anne), await host.As(WorkshopHost.Other));
        var (mine, theirs) = (await anne.PageAsync(Links.File(draft.Id, "mapping.json")), await other.PageAsync(Links.File(draft.Id, "mapping.json")));
        (await other.SendAsync(theirs, Form, ("Texte", "{ \"from\": 2026, \"lines\": [ ] }"))).Dispose();

        using var late = await anne.SendAsync(mine, Form, ("Texte", "{ \"from\": 2026, \"lines\": [  ] }"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.ReadPageAsync();
        Assert.Equal("{ \"from\": 2026, \"lines\": [  ] }", ((IHtmlTextAreaElement)page.QuerySelector("#Texte")!).Value.Trim());
        Assert.Contains("\"lines\": [ ]", page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        using var chosen = await anne.SendAsync(page, Form);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
    }

    [Fact]
    public async Task Remove_a_file_only_when_the_form_does_not_use_it()
    {
        var draft = await host.Draft(("cadre-vieux.json", "{}"));
        var browser = await host.As(WorkshopHost.Anne);

        using var used = await browser.SendAsync(await browser.PageAsync(Links.File(draft.Id, "cadre-k1.json")), Form, ("Supprimer", "true"));
        Assert.Equal(HttpStatusCode.BadRequest, used.StatusCode);
        using var unused = await browser.SendAsync(await browser.PageAsync(Links.File(draft.Id, "cadre-vieux.json")), Form, ("Supprimer", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, unused.StatusCode);
        Assert.Null(await host.Text(draft.Id, "cadre-vieux.json"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Links.File(draft.Id, "cadre-vieux.json"))).StatusCode);
    }

    [Fact]
    public async Task Receive_an_archive_takes_the_place_of_all_the_files()
    {
        var draft = await host.Draft(("cadre-vieux.json", "{}"));
        var browser = await host.As(WorkshopHost.Anne);
        var files = draft.Files.Where(f => f.Name != "cadre-vieux.json").ToDictionary(f => $"{draft.Path}/{f.Name}", f => f.Text.Replace("assujetties", "soumises", StringComparison.Ordinal));

        using var answer = await Send(browser, Links.Draft(draft.Id), "formulaire.zip", Zip(files));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("soumises", await host.Text(draft.Id, "cadre-k1.json"), StringComparison.Ordinal);
        Assert.Null(await host.Text(draft.Id, "cadre-vieux.json"));
        Assert.Contains("Prêt à publier", (await browser.PageAsync(Links.Draft(draft.Id))).TextOf("dl"), StringComparison.Ordinal);

        // Downloaded and sent back, it is the same.
        var same = await browser.GetByteArrayAsync($"{Links.Draft(draft.Id)}/fichiers.zip");
        using var again = await Send(browser, Links.Draft(draft.Id), "formulaire.zip", same);
        Assert.Contains("rien n’a changé", (await browser.PageAsync(again.Headers.Location!.OriginalString)).TextOf("#etat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_one_file_takes_the_place_of_the_one_of_its_name()
    {
        var draft = await host.Draft();
        var browser = await host.As(WorkshopHost.Anne);
        var text = draft.Find("cadre-k1.json")!.Replace("assujetties", "soumises", StringComparison.Ordinal);

        using var answer = await Send(browser, Links.Draft(draft.Id), "cadre-k1.json", Encoding.UTF8.GetBytes("\uFEFF" + text));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(text, await host.Text(draft.Id, "cadre-k1.json"));
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "vide.zip", [], "Choisissez un fichier" },
        { "autre.zip", Zip(new() { ["2019/FAF/form.json"] = "{}" }), "ne contient pas" },
        { "abime.zip", [0x50, 0x4b, 3, 4, 9], "abîmée" },
        { "sort.zip", Zip(new() { ["../../form.json"] = "{}" }), "sort de l’archive" },
        { "Mon cadre.json", "{}"u8.ToArray(), "Nommez ce fichier" },
        { "cadre-k1.json", [0xff, 0xfe, 0x00], "UTF-8" },
        { "cadre-k1.json", Encoding.UTF8.GetBytes(new string(' ', 2_000_001)), "trop grand" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task Receive_a_bad_file_says_why_and_changes_nothing(string name, byte[] bytes, string sentence)
    {
        var draft = await host.Draft();

        using var answer = await Send(await host.As(WorkshopHost.Anne), Links.Draft(draft.Id), name, bytes);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await answer.ReadPageAsync()).TextOf("#Fichiers-messages"), StringComparison.Ordinal);
        Assert.Equal(1, (await host.Stored(draft.Id))!.Revision);
    }

    [Fact]
    public async Task Receive_beyond_the_limit_is_refused_with_413()
    {
        var draft = await host.Draft();

        using var answer = await Send(await host.As(WorkshopHost.Anne), Links.Draft(draft.Id), "gros.zip", new byte[6_000_000]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Begin_from_an_archive_begins_a_draft_of_each_form_or_none()
    {
        var browser = await host.As(WorkshopHost.Anne);
        var files = new Dictionary<string, string>
        {
            ["2091/CSA/form.json"] = "{ \"kind\": \"CSA\" }",
            ["2091/FAF/form.json"] = "{ }",
        };

        using var answer = await Send(browser, Links.All, "formulaires.zip", Zip(files));

        Assert.Equal(Links.All, answer.Headers.Location!.OriginalString);
        var list = (await browser.PageAsync(Links.All)).TextOf("#brouillons");
        Assert.Contains("CSA 2091", list, StringComparison.Ordinal);
        Assert.Contains("ESF 2091, FAF", list, StringComparison.Ordinal);

        files["2092/CSA/form.json"] = "{ }";
        using var again = await Send(browser, Links.All, "formulaires.zip", Zip(files));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.DoesNotContain("2092", (await browser.PageAsync(Links.All)).TextOf("#brouillons"), StringComparison.Ordinal);
    }

    private const string Form = ".soffi-source";

    private static byte[] Zip(Dictionary<string, string> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string page, string name, byte[] bytes)
    {
        var form = (IHtmlFormElement)(await browser.PageAsync(page)).QuerySelector("form[enctype]")!;
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in Browsing.Fields(form).Where(f => f.Key != ReceivedForms.Field))
        {
            content.Add(new StringContent(value), key);
        }

        content.Add(new ByteArrayContent(bytes), ReceivedForms.Field, name);
        return await browser.PostAsync(form.GetAttribute("action")!, content);
    }
}
