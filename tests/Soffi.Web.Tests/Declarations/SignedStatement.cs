using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A whole statement, signed by Marc through the pages.</summary>
internal static class SignedStatement
{
    public static readonly (string, string)[] Filled = [("fonction", "Directeur général"), ("certifie", "true")];

    /// <summary>Ready to be signed: everything explained.</summary>
    public static async Task<GivenStatement> Ready(StatementHost host)
    {
        var given = await host.Statement(host.Whole());
        var calculation = FormCalculator.Calculate(host.Form, (await host.Stored(given.Id)).Values(), CellValues.Empty);
        await host.Explain(given.Id, FormChecker.Check(host.Form, calculation, CellValues.Empty).Where(f => f.Severity == Severity.ToExplain));
        return given;
    }

    public static async Task<(GivenStatement Given, HttpClient Marc, Submission Submission)> Of(StatementHost host)
    {
        var given = await Ready(host);
        var marc = await host.As(StatementHost.Marc);
        using var answer = await marc.SendAsync(await marc.PageAsync($"{given.Root}/signature"), "form[action$=signature]", Filled);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return (given, marc, await host.Database(d => d.Submissions.AsNoTracking().SingleAsync(s => s.DeclarationId == given.Id)));
    }
}
