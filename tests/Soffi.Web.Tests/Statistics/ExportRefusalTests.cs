using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Large files that are not made: what was asked cannot be, or not by that person.</summary>
public sealed class ExportRefusalTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Page = "/statistiques/exports";

    [Theory]
    [InlineData("requete", "mesure=ESF.OPCO:B2.900.TOT&exercice=2025", "pdf", HttpStatusCode.BadRequest, "format")]
    [InlineData("requete", "mesure=ESF.OPCO:B2.999.TOT&exercice=2025", "csv", HttpStatusCode.BadRequest, "Aucun formulaire")]
    [InlineData("requete", "", "csv", HttpStatusCode.BadRequest, "mesure")]
    [InlineData("J2", "exercice=1999", "csv", HttpStatusCode.BadRequest, "1999")]
    [InlineData("J99", "exercice=2025", "csv", HttpStatusCode.NotFound, "")]
    public async Task Ask_says_what_to_change(string table, string question, string format, HttpStatusCode status, string sentence)
    {
        var answer = await host.Post(StatisticsHost.Dgefp, Page, withToken: true, ("Tableau", table), ("Question", question), ("Format", format));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence, (await answer.ReadPageAsync()).Body!.TextContent, StringComparison.Ordinal);
        await using var database = host.Database.Open();
        Assert.Equal(0, await database.StatExports.CountAsync());
    }

    [Fact]
    public async Task Ask_for_an_operator_of_another_region_is_forbidden() => Assert.Equal(
        HttpStatusCode.Forbidden,
        (await host.Post(StatisticsHost.Dreets, Page, withToken: true, ("Tableau", "J2"), ("Question", "exercice=2025&operateur=SANTE"), ("Format", "csv"))).StatusCode);
}
