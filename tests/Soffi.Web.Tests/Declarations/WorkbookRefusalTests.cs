using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Declarations;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.Jobs;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A file that is not the one expected: each case its own sentence, nothing stored.</summary>
[Collection(StatementCollection.Name)]
public sealed class WorkbookRefusalTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";

    [Fact]
    public async Task Bring_back_another_operators_workbook_says_whose_it_is()
    {
        var (claire, given, other) = (await host.As(StatementHost.Claire), await host.Statement(), await host.Statement());

        var sentence = await Refused(claire, given, await WorkbookTrip.Download(claire, other));

        Assert.Contains("préparé pour un autre organisme", sentence, StringComparison.Ordinal);
        Assert.Contains(other.OperatorCode.Replace("OPCO", "Opérateur ", StringComparison.Ordinal), sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bring_back_another_exercise_or_version_says_which()
    {
        var claire = await host.As(StatementHost.Claire);
        var given = await host.Statement();
        var workbook = await WorkbookTrip.Download(claire, given);
        var token = (WorkbookToken)host.Services.GetService(typeof(WorkbookToken))!;
        var layout = Domain.Workbooks.WorkbookLayout.Of(host.Form);
        var seal = new WorkbookSeal(
            given.Id, given.OperatorId, "Opérateur", "ESF\u00a02025", 1, host.Form.Header.Sha256, 0, host.Clock.GetUtcNow(), "");
        byte[] Sealed(WorkbookSeal other) => WorkbookTrip.Edit(workbook, book =>
        {
            var lines = token.Lines(other, layout);
            for (var i = 0; i < lines.Count; i++)
            {
                book.Worksheet(WorkbookToken.Sheet).Cell(i + 1, 1).SetValue(lines[i]);
            }
        });

        Assert.Contains("autre déclaration (ESF 2024, et non ESF 2025)", await Refused(claire, given, Sealed(seal with { Statement = Guid.NewGuid(), Campaign = "ESF\u00a02024" })), StringComparison.Ordinal);
        Assert.Contains("Le formulaire a changé", await Refused(claire, given, Sealed(seal with { FormSha256 = new string('0', 64) })), StringComparison.Ordinal);
        using var accepted = await WorkbookTrip.Send(claire, given, Sealed(seal));
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
    }

    [Fact]
    public async Task Bring_back_altered_or_foreign_workbook_has_a_sentence_for_each()
    {
        var claire = await host.As(StatementHost.Claire);
        var given = await host.Statement();
        var workbook = await WorkbookTrip.Download(claire, given);

        var altered = WorkbookTrip.Edit(workbook, b => b.Worksheet("_Soffi").Cell(2, 1).SetValue(b.Worksheet("_Soffi").Cell(2, 1).GetString()[..^8] + "AAAAAAA="));
        var moved = WorkbookTrip.Edit(workbook, b => b.Worksheet("_Soffi").Cell(4, 1).SetValue(b.Worksheet("_Soffi").Cell(4, 1).GetString() + "0"));
        var foreign = WorkbookTrip.Edit(workbook, b => b.Worksheet("_Soffi").Delete());

        Assert.Contains("feuille de contrôle de ce classeur a été modifiée", await Refused(claire, given, altered), StringComparison.Ordinal);
        Assert.Contains("feuille de contrôle de ce classeur a été modifiée", await Refused(claire, given, moved), StringComparison.Ordinal);
        Assert.Contains("n’a pas été préparé par Soffi", await Refused(claire, given, foreign), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "vide.xlsx", [], "vide" },
        { "ancien.xls", Compound("Workbook"), "ancien format d’Excel (XLS)" },
        { "secret.xlsx", Compound("EncryptedPackage"), "protégé par un mot de passe" },
        { "coupe.xlsx", Encoding.ASCII.GetBytes("PK\u0003\u0004rien de bon"), "abîmé" },
        { "pdf.xlsx", DemoPdf.Write("Essai", "x", "y"), "n’est pas un classeur" },
        { "texte.ods", Encoding.UTF8.GetBytes("a;b;c"), "n’est pas un classeur" },
        { "archive.xlsx", Zip(("a.txt", "rien")), "n’est pas un classeur" },
        { "dtd.ods", Ods("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><office:document-content xmlns:office=\"o\">&e;</office:document-content>"), "abîmé" },
        { "bombe.ods", Ods($"<a>{new string(' ', 70_000_000)}</a>"), "démesuré" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Bring_back_file_that_is_no_workbook_says_what_it_is(string name, byte[] bytes, string part)
    {
        var (claire, given) = (await host.As(StatementHost.Claire), await host.Statement());

        Assert.Contains(part, await Refused(claire, given, bytes, name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bring_back_nothing_or_too_much_says_so()
    {
        var (claire, given) = (await host.As(StatementHost.Claire), await host.Statement());

        Assert.Contains("Choisissez le classeur", await Refused(claire, given, null), StringComparison.Ordinal);
        Assert.Contains("dépasse 8 Mo", await Refused(claire, given, new byte[WorkbookImports.MaxBytes + 1]), StringComparison.Ordinal);
        using var enormous = await WorkbookTrip.Send(claire, given, new byte[21_000_000]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, enormous.StatusCode);
    }

    [Fact]
    public async Task Bring_back_ghost_rows_and_endless_repetitions_changes_nothing()
    {
        var (claire, given) = (await host.As(StatementHost.Claire), await host.Statement(host.Whole()));
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), book =>
        {
            book.Worksheet("B2").Unprotect();
            book.Worksheet("B2").Range("A200:Z4000").Style.Fill.BackgroundColor = XLColor.Red;
        });

        var page = await WorkbookTrip.BringBack(claire, given, bytes);

        Assert.Contains("0 différence, 0 conflit, 0 anomalie", page.Plain("#bilan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workbook_of_a_closed_statement_is_read_only_and_does_not_come_back()
    {
        var (claire, given) = (await host.As(StatementHost.Claire), await host.Statement(host.Whole()));
        var open = await WorkbookTrip.Download(claire, given);
        var page = await claire.PageAsync($"{given.Root}/classeur");
        var pending = await WorkbookTrip.BringBack(claire, given, WorkbookTrip.Edit(open, b => b.At(host.Form, Cell).SetValue(3)));
        await host.Change(given.Id, (loaded, _) =>
        {
            loaded.Declaration.Submit(host.Clock.GetUtcNow());
            return true;
        });

        using var sent = await DocumentHost.Send(claire, page, "form[action$='/classeur']", open, "classeur.xlsx");
        using var accepted = await claire.SendAsync(pending, "#reprise", ("suite", "tout"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (sent.StatusCode, accepted.StatusCode));
        Assert.Contains("n’est plus modifiable", (await accepted.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Null((await claire.PageAsync($"{given.Root}/classeur")).QuerySelector("input[type=file]"));
        using var workbook = new XLWorkbook(new MemoryStream(await WorkbookTrip.Download(claire, given)));
        Assert.True(workbook.At(host.Form, Cell).Style.Protection.Locked);
        Assert.NotEqual(3, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    [Fact]
    public async Task Import_is_seen_by_its_author_alone_one_day()
    {
        var (claire, marc, sophie) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc), await host.As(StatementHost.Sophie));
        var (given, other) = (await host.Statement(), await host.Statement());
        using var sent = await WorkbookTrip.Send(claire, given, await WorkbookTrip.Download(claire, given));
        var path = sent.Headers.Location!.OriginalString;
        var import = Guid.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);

        Assert.Equal(HttpStatusCode.OK, (await claire.GetAsync(path)).StatusCode);
        foreach (var (browser, address) in new[]
        {
            (marc, path), (marc, $"{path}/fichier"), (sophie, path), (sophie, $"{given.Root}/classeur"), (sophie, $"{given.Root}/classeur/fichier"),
            (claire, $"{other.Root}/classeur/{import}"), (claire, $"{given.Root}/classeur/{Guid.NewGuid()}"),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).StatusCode);
        }

        var purged = await host.Database(async context =>
        {
            await context.PendingImports.Where(i => i.Id == import).ExecuteUpdateAsync(s => s.SetProperty(i => i.ExpiresAt, host.Clock.GetUtcNow()));
            Assert.Equal(HttpStatusCode.NotFound, (await claire.GetAsync(path)).StatusCode);
            await new HousekeepingJob(context, host.Clock).Run(CancellationToken.None);
            return await context.PendingImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == import);
        });
        Assert.Null(purged);
    }

    private async Task<string> Refused(HttpClient browser, GivenStatement given, byte[]? bytes, string name = "classeur.xlsx")
    {
        using var answer = await WorkbookTrip.Send(browser, given, bytes, name);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.Equal("#fichier", page.QuerySelector("#erreurs a")!.GetAttribute("href"));
        Assert.Empty(await host.Database(c => c.PendingImports.AsNoTracking().Where(i => i.DeclarationId == given.Id).Select(i => i.Id).ToListAsync()));
        return page.Plain("#erreurs");
    }

    /// <summary>The start of a compound file whose directory names that stream.</summary>
    private static byte[] Compound(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1024], .. Encoding.Unicode.GetBytes(stream), .. new byte[512]];

    private static byte[] Ods(string content) => Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content));

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
