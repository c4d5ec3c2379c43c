using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Questions saved through the pages, opened, changed by two, copied and deleted.</summary>
public sealed class SavedQueriesTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Question = "titre=Charges&mesure=ESF.OPCO:B2.010.TOT&lignes=operateur&exercice=2025&perimetre=deposees";

    [Fact]
    public async Task Save_from_a_table_keeps_its_question_and_opens_in_the_builder()
    {
        var answer = await host.Submit(StatisticsHost.Dgefp, "/statistiques/J11?exercice=2023&operateur=SANTE", "form[action='/statistiques/requetes']", ("Nom", "Contrats de SANTE"), ("Partage", "Private"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = await host.Page(StatisticsHost.Dgefp, answer.Headers.Location!.OriginalString);
        var open = await host.Get(StatisticsHost.Dgefp, answer.Headers.Location.OriginalString + "/ouvrir");

        Assert.Equal("Contrats de SANTE", page.QuerySelector("h1")!.TextContent);
        Assert.True(page.QuerySelector("#refus") is null, page.QuerySelector("#refus")?.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, open.StatusCode);
        Assert.StartsWith("/statistiques/requeteur?titre=", open.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("operateur=SANTE", open.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.Single(await host.Journal(AuditAction.QuerySaved), e => e.DetailsJson.Contains("Contrats de SANTE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_from_a_table_whose_lines_changed_from_year_to_year_can_be_put_again()
    {
        var answer = await host.Submit(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025", "form[action='/statistiques/requetes']", ("Nom", "Charges 2025"), ("Partage", "Private"));
        var page = await host.Page(StatisticsHost.Dgefp, answer.Headers.Location!.OriginalString);
        var open = await host.Get(StatisticsHost.Dgefp, answer.Headers.Location.OriginalString + "/ouvrir");

        // Some measures add up a line that another year's form has and this one has not: the table answers, so does the question.
        Assert.True(page.QuerySelector("#refus") is null, page.QuerySelector("#refus")?.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.Dgefp, open.Headers.Location!.OriginalString)).StatusCode);
    }

    [Fact]
    public async Task Save_of_two_at_the_same_revision_gives_the_second_both_versions_and_loses_nothing()
    {
        var path = await Save("Commune", "Edit");
        using var mine = host.Browser(StatisticsHost.Dgefp);
        using var theirs = host.Browser(StatisticsHost.OtherDgefp);
        var (first, second) = (await theirs.GetAsync(path), await mine.GetAsync(path));
        Assert.Equal(HttpStatusCode.SeeOther, (await theirs.SubmitAsync(first, Form(path), ("Nom", "Version de Paul"), ("Note", "Celle de Paul"))).StatusCode);

        var answer = await mine.SubmitAsync(second, Form(path), ("Nom", "Version d’Inès"), ("Note", "La mienne"), ("Partage", "Edit"));
        var page = await answer.ReadPageAsync();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(
            ["Nom|Version de Paul|Version d’Inès", "Note|Celle de Paul|La mienne"],
            page.QuerySelectorAll("#versions tbody tr").Select(tr => string.Join('|', tr.Children.Select(c => c.TextContent))));
        Assert.Equal("Version d’Inès", page.QuerySelector<IHtmlInputElement>("#Nom")!.Value);
        Assert.Contains("Paul Durand l’a enregistrée", page.QuerySelector("#conflit")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Version de Paul", (await Stored(path))!.Name);

        // Knowing both, she replaces his.
        Assert.Equal(HttpStatusCode.SeeOther, (await mine.SubmitAsync(answer, Form(path), ("Nom", "Version d’Inès"), ("Note", "La mienne"), ("Partage", "Edit"))).StatusCode);
        Assert.Equal(("Version d’Inès", 3), ((await Stored(path))!.Name, (await Stored(path))!.Revision));
        var entries = await host.Journal(AuditAction.QueryChanged);
        Assert.Contains(entries, e => e.ObjectId == Id(path) && e.DetailsJson.Contains("Version de Paul", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_over_a_query_deleted_meanwhile_offers_to_save_it_anew()
    {
        var path = await Save("Éphémère", "Edit");
        using var theirs = host.Browser(StatisticsHost.OtherDgefp);
        var shown = await theirs.GetAsync(path);
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Submit(StatisticsHost.Dgefp, path + "/suppression", "main form")).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await theirs.SubmitAsync(shown, Form(path), ("Nom", "Autre"))).StatusCode);
        Assert.Null(await Stored(path));
        Assert.Single(await host.Journal(AuditAction.QueryDeleted), e => e.ObjectId == Id(path));
    }

    [Fact]
    public async Task Delete_of_a_query_changed_meanwhile_asks_again()
    {
        var path = await Save("À supprimer", "Edit");
        using var mine = host.Browser(StatisticsHost.Dgefp);
        var asked = await mine.GetAsync(path + "/suppression");
        await host.Submit(StatisticsHost.OtherDgefp, path, Form(path), ("Nom", "Changée"));

        var answer = await mine.SubmitAsync(asked, "main form");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("Changée", (await Stored(path))!.Name);
        Assert.Equal(HttpStatusCode.SeeOther, (await mine.SubmitAsync(answer, "main form")).StatusCode);
        Assert.Null(await Stored(path));
    }

    [Fact]
    public async Task Query_is_shown_to_others_as_it_is_shared()
    {
        var (alone, read, edit) = (await Save("Seule", "Private"), await Save("Lue", "Read"), await Save("Modifiable", "Edit"));
        var list = (await host.Page(StatisticsHost.Dreets, "/statistiques/requetes")).QuerySelector("#requetes")!.TextContent;

        Assert.DoesNotContain("Seule", list, StringComparison.Ordinal);
        Assert.Contains("Lue", list, StringComparison.Ordinal);
        foreach (var path in new[] { alone, alone + "/ouvrir", alone + "/suppression" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dreets, path)).StatusCode);
        }

        Assert.Null((await host.Page(StatisticsHost.Dreets, read)).QuerySelector(Form(read)));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Post(StatisticsHost.Dreets, read, withToken: true, ("Nom", "Forcée"), ("Revision", "1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, edit + "/suppression")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Post(StatisticsHost.Dreets, edit + "/suppression", withToken: true, ("revision", "1"))).StatusCode);

        // Who may change it does not decide with whom it is shared.
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Post(StatisticsHost.Dreets, edit, withToken: true, ("Nom", "Modifiable"), ("Partage", "Private"), ("Revision", "1"))).StatusCode);
        Assert.Equal(QuerySharing.Edit, (await Stored(edit))!.Sharing);
    }

    [Fact]
    public async Task Copy_is_of_who_copies_and_private()
    {
        var path = await Save("Originale", "Read");
        var answer = await host.Submit(StatisticsHost.Dreets, path, $"form[action='{path}/copie']");
        var copy = (await Stored(answer.Headers.Location!.OriginalString))!;

        Assert.Equal(("Copie de Originale", QuerySharing.Private, 1), (copy.Name, copy.Sharing, copy.Revision));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, answer.Headers.Location.OriginalString)).StatusCode);
    }

    [Fact]
    public async Task Hostile_name_is_shown_as_text_everywhere()
    {
        const string name = "=HYPERLINK(\"x\")<img src=x onerror=alert(1)>";
        var path = await Save(name, "Read");
        foreach (var page in new[] { "/statistiques/requetes", path, path + "/suppression" })
        {
            var document = await host.Page(StatisticsHost.Dgefp, page);
            Assert.Contains(name, document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Empty(document.QuerySelectorAll("main img"));
        }
    }

    [Fact]
    public async Task Query_whose_cells_no_longer_exist_opens_with_the_sentence_that_says_so()
    {
        await using var context = host.Database.Open();
        var owner = await context.Users.SingleAsync(u => u.Email == StatisticsHost.Dgefp);
        var query = new SavedQuery(
            "Ancienne", "", "mesure=ESF.OPCO:ZZ.1.1&lignes=operateur&exercice=2025", QuerySharing.Private, StatisticsData.ActorWith(Soffi.Domain.Access.Role.AgentDgefp) with { UserId = owner.Id }, StatisticsData.Now);
        context.SavedQueries.Add(query);
        await context.SaveChangesAsync();

        var answer = await host.Get(StatisticsHost.Dgefp, $"/statistiques/requetes/{query.Id}/ouvrir");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Aucun formulaire n’a de cellule ESF.OPCO:ZZ.1.1", (await answer.ReadPageAsync()).QuerySelector("#refus")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Question, "Donnez un nom à la requête")]
    [InlineData("Vide", "", "La requête ne compte rien")]
    [InlineData("Illisible", "mesure=rien", "La mesure «\u00A0rien\u00A0» ne se lit pas")]
    public async Task Save_refuses_what_it_cannot_keep_and_keeps_what_was_typed(string name, string question, string sentence)
    {
        var answer = await host.Post(StatisticsHost.Dgefp, "/statistiques/requetes", withToken: true, ("Nom", name), ("Question", question), ("Note", "Ma note"));
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, page.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Ma note", page.QuerySelector<IHtmlTextAreaElement>("#Note")!.Value);
        Assert.Equal(question, page.QuerySelector<IHtmlInputElement>("input[name=Question]")!.Value);
    }

    [Fact]
    public async Task Save_refuses_an_empty_name_of_a_query_kept()
    {
        var path = await Save("Nommée", "Private");
        var answer = await host.Submit(StatisticsHost.Dgefp, path, Form(path), ("Nom", " "), ("Note", "Gardée"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Gardée", (await answer.ReadPageAsync()).QuerySelector<IHtmlTextAreaElement>("#Note")!.Value);
        Assert.Equal("Nommée", (await Stored(path))!.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/1")]
    [InlineData("/1/ouvrir")]
    [InlineData("/1/suppression")]
    public async Task Saved_queries_are_closed_to_a_declarant(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, "/statistiques/requetes" + path)).StatusCode);

    [Theory]
    [InlineData("")]
    [InlineData("/999999")]
    [InlineData("/999999/copie")]
    [InlineData("/999999/suppression")]
    public async Task Post_without_right_token_or_query_is_refused(string path)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Post(StatisticsHost.Declarant, "/statistiques/requetes" + path, withToken: false)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Post(StatisticsHost.Dgefp, "/statistiques/requetes" + path, withToken: false)).StatusCode);
        if (path.Length > 0)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await host.Post(StatisticsHost.Dgefp, "/statistiques/requetes" + path, withToken: true, ("Nom", "x"))).StatusCode);
        }
    }

    private async Task<string> Save(string name, string sharing)
    {
        var answer = await host.Post(StatisticsHost.Dgefp, "/statistiques/requetes", withToken: true, ("Nom", name), ("Question", Question), ("Partage", sharing));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<SavedQuery?> Stored(string path)
    {
        await using var context = host.Database.Open();
        var id = int.Parse(Id(path), System.Globalization.CultureInfo.InvariantCulture);
        return await context.SavedQueries.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id);
    }

    private static string Id(string path) => path.Split('/')[^1];

    private static string Form(string path) => $"main form[action='{path}']";
}
