using System.Net;
using System.Security.Cryptography;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Results frozen through the pages: what is kept, who reads it, how it is withdrawn.</summary>
public sealed class FrozenResultsTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    private const string Form = "form[action='/statistiques/figes']";

    [Fact]
    public async Task Freeze_keeps_the_table_as_it_is_seen_under_its_hash_and_writes_the_journal()
    {
        var seen = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025", ("Titre", "Réponse à une question écrite"), ("Note", "Question n° 12."));
        var page = await host.Page(StatisticsHost.Dgefp, path);
        var expected = StatCanonical.Sha256(await Results.Compute(host.Database.Open(), "J2", "2025"));

        Assert.Matches("^/statistiques/figes/[2-9b-z]{12}$", path);
        Assert.Equal("Réponse à une question écrite", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal(Figures(seen), Figures(page));
        Assert.Equal(seen.QuerySelector("#tableau caption")!.TextContent, page.QuerySelector("#tableau caption")!.TextContent);
        Assert.Equal(expected, page.QuerySelector(".soffi-hash")!.TextContent);
        Assert.Contains("9 OPCO sur 11 ont transmis", Text(page), StringComparison.Ordinal);
        Assert.Contains("ce résultat est le même", page.QuerySelector("#etat")!.TextContent, StringComparison.Ordinal);
        await using var context = host.Database.Open();
        var kept = await context.FrozenResults.SingleAsync(f => f.Code == Code(path));
        Assert.Equal((expected, StatScope.ByOperator, true), (kept.Sha256, kept.Scope, kept.IsIntact));
        var entry = Assert.Single(await host.Journal(AuditAction.ResultFrozen), e => e.ObjectId == Code(path));
        Assert.Contains(expected, entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_gives_the_text_whose_hash_is_shown_and_the_journal_says_who_took_it()
    {
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J11?exercice=2023");
        var file = await host.Get(StatisticsHost.Dgefp, path + "/resultat.json");
        var page = await host.Page(StatisticsHost.Dgefp, path);

        Assert.Equal(page.QuerySelector(".soffi-hash")!.TextContent, Convert.ToHexStringLower(SHA256.HashData(await file.Content.ReadAsByteArrayAsync())));
        Assert.Equal($"soffi-J11-{Code(path)}.json", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Single(await host.Journal(AuditAction.FrozenResultDownloaded), e => e.ObjectId == Code(path));
    }

    [Fact]
    public async Task Freeze_of_a_question_built_by_its_reader_is_kept_alike()
    {
        var answer = await host.Post(
            StatisticsHost.Dgefp, "/statistiques/figes", withToken: true, ("Tableau", StatQuestions.Builder), ("Titre", "<script>alert(1)</script>"), ("Partage", "true"),
            ("Question", "titre=Charges&mesure=ESF.OPCO:B2.010.TOT&lignes=operateur&exercice=2025&perimetre=deposees"));
        var page = await host.Page(StatisticsHost.Dgefp, answer.Headers.Location!.OriginalString);
        var list = await host.Page(StatisticsHost.OtherDgefp, "/statistiques/figes");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("<script>alert(1)</script>", page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.Contains("<script>alert(1)</script>", list.QuerySelector("#figes")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href^='/statistiques/requeteur?titre=Charges&mesure=']"));
    }

    [Fact]
    public async Task Freeze_of_figures_that_changed_since_they_were_seen_asks_again_and_freezes_nothing()
    {
        var before = (await host.Journal(AuditAction.ResultFrozen)).Count;
        var answer = await host.Submit(StatisticsHost.Dgefp, "/statistiques/J2", Form, ("Empreinte", new string('0', 64)), ("Titre", "Mon titre"));
        var page = await answer.ReadPageAsync();

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Les chiffres ont changé depuis que vous les avez vus", Text(page), StringComparison.Ordinal);
        Assert.Equal("Mon titre", page.QuerySelector<IHtmlInputElement>("#Titre")!.Value);
        Assert.NotEqual(new string('0', 64), page.QuerySelector<IHtmlInputElement>("input[name=Empreinte]")!.Value);
        Assert.Equal(before, (await host.Journal(AuditAction.ResultFrozen)).Count);
    }

    [Theory]
    [InlineData("J2", "exercice=2019", "", "L’exercice «\u00A02019\u00A0» n’existe pas dans Soffi")]
    [InlineData("J2", "exercice=2025", "LONG", "Raccourcissez le titre")]
    [InlineData("requete", "mesure=rien", "", "La mesure «\u00A0rien\u00A0» ne se lit pas")]
    [InlineData("requete", "mesure=ESF.OPCO:ZZ.1.1&exercice=2025", "", "Aucun formulaire n’a de cellule")]
    public async Task Freeze_refuses_what_it_cannot_keep_with_a_sentence(string table, string question, string title, string sentence)
    {
        var answer = await host.Post(
            StatisticsHost.Dgefp, "/statistiques/figes", withToken: true, ("Tableau", table), ("Question", question), ("Titre", title == "LONG" ? new string('a', 201) : title));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, Text(await answer.ReadPageAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ines@dgefp.example", "J99", "exercice=2025", true, HttpStatusCode.NotFound)]
    [InlineData("ines@dgefp.example", "J2", "exercice=2025", false, HttpStatusCode.BadRequest)]
    [InlineData("karim@dreets.example", "J2", "exercice=2025&operateur=SANTE", true, HttpStatusCode.Forbidden)]
    [InlineData("claire@opco.example", "J2", "exercice=2025", false, HttpStatusCode.Forbidden)]
    public async Task Freeze_is_refused_to_who_may_not_and_for_what_is_not(string who, string table, string question, bool token, HttpStatusCode expected) =>
        Assert.Equal(expected, (await host.Post(who, "/statistiques/figes", token, ("Tableau", table), ("Question", question))).StatusCode);

    [Theory]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("/bcdfghjkmnpq", HttpStatusCode.Forbidden)]
    [InlineData("/bcdfghjkmnpq/comparer", HttpStatusCode.Forbidden)]
    [InlineData("/bcdfghjkmnpq/resultat.json", HttpStatusCode.Forbidden)]
    [InlineData("/bcdfghjkmnpq/retrait", HttpStatusCode.Forbidden)]
    public async Task Frozen_results_are_closed_to_a_declarant_and_an_unknown_code_is_not_found(string path, HttpStatusCode expected)
    {
        Assert.Equal(expected, (await host.Get(StatisticsHost.Declarant, "/statistiques/figes" + path)).StatusCode);
        Assert.Equal(path.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, "/statistiques/figes" + path)).StatusCode);
    }

    [Fact]
    public async Task Regional_result_is_read_by_the_same_region_and_by_dgefp_national_one_by_no_region()
    {
        var regional = await Freeze(StatisticsHost.Dreets, "/statistiques/J2?exercice=2025", ("Partage", "true"));
        var national = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025", ("Partage", "true"));

        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.SameDreets, regional)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.Dgefp, regional)).StatusCode);
        foreach (var closed in new[] { "", "/comparer", "/resultat.json", "/retrait" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.OtherDreets, regional + closed)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, national + closed)).StatusCode);
        }

        var list = (await host.Page(StatisticsHost.SameDreets, "/statistiques/figes")).QuerySelector("main")!.InnerHtml;
        Assert.Contains(regional, list, StringComparison.Ordinal);
        Assert.DoesNotContain(national, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_mine_and_what_is_shared()
    {
        var alone = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2024");
        var shared = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2024", ("Partage", "true"));
        var mine = (await host.Page(StatisticsHost.Dgefp, "/statistiques/figes")).QuerySelector("#figes")!.InnerHtml;
        var theirs = (await host.Page(StatisticsHost.OtherDgefp, "/statistiques/figes")).QuerySelector("#figes")!.InnerHtml;

        Assert.Contains(alone, mine, StringComparison.Ordinal);
        Assert.Contains(shared, theirs, StringComparison.Ordinal);
        Assert.DoesNotContain(alone, theirs, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Get(StatisticsHost.OtherDgefp, alone)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, "/statistiques/figes?page=99")).StatusCode);
    }

    [Fact]
    public async Task Withdraw_leaves_a_page_that_says_so_and_keeps_the_evidence()
    {
        var path = await Freeze(StatisticsHost.Dreets, "/statistiques/J2?exercice=2025", ("Titre", "Note de juin"));
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.SameDreets, path + "/retrait")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Post(StatisticsHost.SameDreets, path + "/retrait", withToken: true, ("motif", "Une erreur de filtre."))).StatusCode);
        var refused = await host.Submit(StatisticsHost.Dreets, path + "/retrait", "main form", ("motif", "Non."));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Non.", (await refused.ReadPageAsync()).QuerySelector<IHtmlTextAreaElement>("#motif")!.Value);

        var done = await host.Submit(StatisticsHost.Dgefp, path + "/retrait", "main form", ("motif", "Une erreur de filtre."));
        Assert.Equal((HttpStatusCode.SeeOther, path), (done.StatusCode, done.Headers.Location!.OriginalString));
        foreach (var gone in new[] { "", "/comparer", "/resultat.json", "/retrait" })
        {
            var answer = await host.Get(StatisticsHost.Dreets, path + gone);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
            var page = await answer.ReadPageAsync();
            Assert.Contains("Une erreur de filtre.", Text(page), StringComparison.Ordinal);
            Assert.Null(page.QuerySelector("#tableau"));
        }

        Assert.Equal(HttpStatusCode.Gone, (await host.Post(StatisticsHost.Dgefp, path + "/retrait", withToken: true, ("motif", "Une erreur de filtre."))).StatusCode);
        await using var context = host.Database.Open();
        var kept = await context.FrozenResults.SingleAsync(f => f.Code == Code(path));
        Assert.True(kept.IsIntact);
        Assert.Equal("Une erreur de filtre.", kept.WithdrawalReason);
        Assert.Single(await host.Journal(AuditAction.FrozenResultWithdrawn), e => e.ObjectId == Code(path));
    }

    [Fact]
    public async Task Withdraw_of_two_at_the_same_time_is_done_once()
    {
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        await using var first = host.Database.Open();
        await using var second = host.Database.Open();
        var (one, other) = (await first.FrozenResults.SingleAsync(f => f.Code == Code(path)), await second.FrozenResults.SingleAsync(f => f.Code == Code(path)));
        var actor = StatisticsData.ActorWith(Role.AgentDgefp);
        Assert.True(one.Withdraw("Une première raison.", actor, StatisticsData.Now));
        Assert.True(other.Withdraw("Une seconde raison.", actor, StatisticsData.Now));
        await first.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
    }

    [Fact]
    public async Task Frozen_result_cannot_be_written_over()
    {
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        foreach (var property in new[] { nameof(FrozenResult.Canonical), nameof(FrozenResult.Content), nameof(FrozenResult.Sha256), nameof(FrozenResult.Title), nameof(FrozenResult.Regions) })
        {
            await using var context = host.Database.Open();
            context.Entry(await context.FrozenResults.SingleAsync(f => f.Code == Code(path))).Property(property).CurrentValue = "autre";

            await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync());
        }
    }

    [Fact]
    public async Task Frozen_result_altered_in_the_database_says_so()
    {
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        await using (var context = host.Database.Open())
        {
            var code = Code(path);
            await context.FrozenResults.Where(f => f.Code == code).ExecuteUpdateAsync(set => set.SetProperty(f => f.Content, f => f.Content.Replace("SANTE", "SANTÉ")));
        }

        Assert.NotNull((await host.Page(StatisticsHost.Dgefp, path)).QuerySelector("#alteration"));
    }

    [Fact]
    public async Task Frozen_result_of_a_table_no_longer_published_or_of_a_cell_gone_is_still_shown()
    {
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        await using var context = host.Database.Open();
        var kept = await context.FrozenResults.AsNoTracking().SingleAsync(f => f.Code == Code(path));
        var actor = StatisticsData.ActorWith(Role.AgentDgefp);
        var (gone, refused) = (
            new FrozenResult(new FrozenEvidence("J98", kept.Question, kept.Canonical, kept.Content), "Tableau retiré", "", false, StatReader.Everything, kept.Scope, actor, StatisticsData.Now),
            new FrozenResult(new FrozenEvidence(StatQuestions.Builder, "mesure=ESF.OPCO:ZZ.1.1&exercice=2025", kept.Canonical, kept.Content), "Cellule retirée", "", false, StatReader.Everything, kept.Scope, actor, StatisticsData.Now));
        context.FrozenResults.AddRange(gone, refused);
        await context.SaveChangesAsync();

        foreach (var (code, sentence) in new[] { (gone.Code, "Le tableau J98 n’est plus publié"), (refused.Code, "Aucun formulaire n’a de cellule") })
        {
            var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/figes/" + code);
            Assert.Contains(sentence, page.QuerySelector("#etat")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("#tableau"));
            Assert.Contains(sentence, (await host.Page(StatisticsHost.Dgefp, $"/statistiques/figes/{code}/comparer")).QuerySelector("#etat")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Compare_says_when_nothing_changed()
    {
        var path = await Freeze(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025");
        var page = await host.Page(StatisticsHost.Dgefp, path + "/comparer");

        Assert.StartsWith("Rien n’a changé", page.QuerySelector("#etat p")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#changements"));
        Assert.Contains("Aucune déclaration que compte ce résultat", Text(page), StringComparison.Ordinal);
    }

    private async Task<string> Freeze(string who, string page, params (string, string)[] fields)
    {
        var answer = await host.Submit(who, page, Form, fields);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static string Code(string path) => path[^FrozenResult.CodeLength..];

    private static string Text(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    private static IEnumerable<string> Figures(IHtmlDocument page) => page.QuerySelectorAll("#tableau tr").Select(tr => string.Join('|', tr.Children.Select(c => c.TextContent.Trim())));
}
