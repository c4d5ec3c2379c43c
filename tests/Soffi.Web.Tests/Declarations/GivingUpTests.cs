using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A workbook brought back, then given up.</summary>
[Collection(StatementCollection.Name)]
public sealed class GivingUpTests(StatementHost host)
{
    [Fact]
    public async Task Give_up_a_workbook_erases_it_takes_nothing_and_is_noted_once()
    {
        var (given, claire) = (await host.Statement(host.Whole()), await host.As(StatementHost.Claire));
        var bytes = WorkbookTrip.Edit(await WorkbookTrip.Download(claire, given), book => book.At(host.Form, "B2.010.ALT").SetValue(4321));
        using var received = await WorkbookTrip.Send(claire, given, bytes, "brouillon.xlsx");
        var import = received.Headers.Location!.OriginalString;
        var page = await claire.PageAsync(import);

        using var answer = await claire.SendAsync(page, "#abandon");
        using var again = await claire.SendAsync(page, "#abandon");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (answer.StatusCode, again.StatusCode));
        Assert.Contains("«\u00a0brouillon.xlsx\u00a0» est effacé", (await claire.PageAsync($"{given.Root}/classeur")).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await claire.GetAsync(import)).StatusCode);
        Assert.Equal(0, await host.Database(d => d.PendingImports.CountAsync(i => i.DeclarationId == given.Id)));
        Assert.Equal(1, (await host.Stored(given.Id)).Revision);
        Assert.Contains("brouillon.xlsx", Assert.Single(await host.Journal(given.Id), e => e.Action == AuditAction.WorkbookGivenUp).DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Give_up_the_workbook_of_a_colleague_leaves_it()
    {
        var (given, claire) = (await host.Statement(host.Whole()), await host.As(StatementHost.Claire));
        using var received = await WorkbookTrip.Send(claire, given, await WorkbookTrip.Download(claire, given));
        var import = received.Headers.Location!.OriginalString;
        var marc = await host.As(StatementHost.Marc);
        var token = (await marc.PageAsync($"{given.Root}/classeur")).QuerySelector("form[action$='/classeur'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var answer = await marc.SendFieldsAsync($"{import}/abandon", [KeyValuePair.Create("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await claire.GetAsync(import)).StatusCode);
        Assert.DoesNotContain(await host.Journal(given.Id), e => e.Action == AuditAction.WorkbookGivenUp);
    }
}
