using System.Net;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Statistics;

/// <summary>The explanations of operators as notes of the published tables, for those who may see an operator.</summary>
public sealed class ExplanationNotesTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Text = "Un acompte a été reçu le 30 décembre.";

    [Fact]
    public async Task Table_shows_the_explanations_of_the_cells_counted_and_of_what_they_are_computed_from()
    {
        await Explain("B2.010.ALT", "C1M.01.M26");

        var notes = (await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025")).TextOf("#notes");
        Assert.Contains("Opco SANTE, 2025, contrôle T11:APP (Libellé du contrôle)", notes, StringComparison.Ordinal);
        Assert.Contains($"Décalage de trésorerie ou de calendrier. {Text} B2.010.ALT", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("Sans rapport avec le tableau", notes, StringComparison.Ordinal);
        Assert.Null((await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&operateur=AFDAS")).QuerySelector("#notes"));
        Assert.Null((await host.Page(StatisticsHost.Dgefp, "/statistiques/J11?exercice=2021")).QuerySelector("#notes"));
        Assert.Null((await host.Page(StatisticsHost.Dreets, "/statistiques/J2?exercice=2025")).QuerySelector("#notes"));

        Assert.Contains(await Lecture(StatisticsHost.Dgefp), l => l.Contains(Text, StringComparison.Ordinal));
        Assert.DoesNotContain(await Lecture(StatisticsHost.Dreets), l => l.Contains(Text, StringComparison.Ordinal));
    }

    private async Task<List<string>> Lecture(string person)
    {
        var answer = await host.Get(person, "/statistiques/J2/export.xlsx?exercice=2025");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var workbook = new XLWorkbook(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        return [.. workbook.Worksheet("Lecture").RowsUsed().Select(r => r.Cell(2).GetString())];
    }

    /// <summary>Seals, in the submission of one operator, an explanation on each of these cells.</summary>
    private async Task Explain(string counted, string other)
    {
        await using var context = host.Database.Open();
        var json = CanonicalJson.Write(CanonicalJson.Object(
            ("constats", new List<object?> { Finding("T11:APP", counted), Finding("V03", other) }),
            ("justifications", new List<object?> { Explanation("T11:APP", Text), Explanation("V03", "Sans rapport avec le tableau.") })));
        var body = await context.Operators.Where(o => o.Code == "SANTE").Select(o => o.Id).SingleAsync();
        var campaign = await context.Campaigns.Where(c => c.Exercise == 2025).Select(c => c.Id).SingleAsync();
        Assert.Equal(1, await context.Submissions.Where(s => s.OperatorId == body && s.CampaignId == campaign && s.IsLatest)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.CanonicalJson, json)));
    }

    private static SortedDictionary<string, object?> Finding(string instance, string cell) => CanonicalJson.Object(
        ("controle", instance.Split(':')[0]), ("instance", instance), ("gravite", Severities.Word(Severity.ToExplain)), ("libelle", "Libellé du contrôle"),
        ("message", "Écart."), ("fondement", ""), ("cellules", new List<string> { cell }));

    private static SortedDictionary<string, object?> Explanation(string instance, string text) => CanonicalJson.Object(
        ("instance", instance), ("texte", text), ("constat", "Écart."), ("auteur", "Claire Martin"), ("le", StatisticsData.Now),
        ("motif", CanonicalJson.Object(("code", "CALENDRIER"), ("libelle", "Décalage de trésorerie ou de calendrier"))));
}
