using System.Net;
using AngleSharp.Html.Dom;
using ClosedXML.Excel;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What a person does with the workbook of a statement.</summary>
internal static class WorkbookTrip
{
    public static async Task<byte[]> Download(HttpClient browser, GivenStatement given)
    {
        using var answer = await browser.GetAsync($"{given.Root}/classeur/fichier");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public static async Task<HttpResponseMessage> Send(HttpClient browser, GivenStatement given, byte[]? bytes, string name = "classeur.xlsx") =>
        await DocumentHost.Send(browser, await browser.PageAsync($"{given.Root}/classeur"), "form[action$='/classeur']", bytes, name);

    /// <summary>Brings a workbook back; the page of its differences.</summary>
    public static async Task<IHtmlDocument> BringBack(HttpClient browser, GivenStatement given, byte[] bytes, string name = "classeur.xlsx")
    {
        using var answer = await Send(browser, given, bytes, name);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            Assert.Fail((await answer.ReadPageAsync()).TextOf("main"));
        }

        return await browser.PageAsync(answer.Headers.Location!.OriginalString);
    }

    /// <summary>The workbook, changed as in a spreadsheet program.</summary>
    public static byte[] Edit(byte[] bytes, Action<XLWorkbook> change)
    {
        using var workbook = new XLWorkbook(new MemoryStream(bytes));
        change(workbook);
        using var saved = new MemoryStream();
        workbook.SaveAs(saved);
        return saved.ToArray();
    }

    /// <summary>The cell of the form in its sheet.</summary>
    public static IXLCell At(this XLWorkbook workbook, FormDefinition form, string code)
    {
        var (sheet, address) = WorkbookLayout.Of(form).Find(CellCode.Parse(code))!.Value;
        return workbook.Worksheet(sheet).Cell(address.Row, address.Column);
    }

    public static string Plain(this IHtmlDocument page, string selector) => page.TextOf(selector).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
