using System.Net;
using AngleSharp.Html.Dom;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

[Collection(StatementCollection.Name)]
public sealed class EntryTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";

    [Fact]
    public async Task Show_cadre_labels_every_field_by_row_and_column()
    {
        var given = await host.Statement();

        var page = await (await host.As(StatementHost.Claire)).PageAsync(given.Cadre("B2"));

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.NotNull(page.QuerySelector("#saisie caption"));
        var fields = page.QuerySelectorAll("#saisie td input").OfType<IHtmlInputElement>().ToList();
        Assert.True(fields.Count > 100);
        var names = new HashSet<string>();
        foreach (var field in fields)
        {
            Assert.Equal("text", field.Type);
            Assert.Equal("decimal", field.GetAttribute("inputmode"));
            var label = string.Join(", ", field.GetAttribute("aria-labelledby")!.Split(' ').Select(id => page.GetElementById(id)!.TextContent));
            Assert.True(names.Add(label), label);
        }

        Assert.Empty(page.All.Where(e => !string.IsNullOrEmpty(e.Id)).GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.DoesNotContain(page.QuerySelectorAll("input"), i => i.GetAttribute("name") == "B2.900.ALT");
    }

    [Fact]
    public async Task Save_french_numbers_saves_computes_and_says_so()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("B2"));

        using var answer = await claire.SendAsync(page, "#saisie", (Cell, "1 234,50 €"), ("B2.011.ALT", "0"), ("B2.012.ALT", "s.o."));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var after = await (await claire.FollowAsync(answer)).ReadPageAsync();
        Assert.Equal("1\u202f234,50", after.Field(Cell));
        Assert.Equal("0", after.Field("B2.011.ALT"));
        Assert.Equal("s.o.", after.Field("B2.012.ALT"));
        Assert.Equal("1\u202f234,50", after.GetElementById("B2.900.ALT")!.TextContent);
        Assert.Matches("Enregistré à .*\u00a0: 3\u00a0cellules", after.QuerySelector("[role=status]")!.TextContent);
        var stored = await host.Stored(given.Id);
        Assert.Equal(DeclarationStatus.InProgress, stored.Status);
        Assert.Equal(1234.5m, stored.Values()[CellCode.Parse(Cell)].Number);
        var entry = Assert.Single(await host.Journal(given.Id));
        Assert.Equal(AuditAction.CellsSaved, entry.Action);
        Assert.Contains("\"cellules\":3", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_then_next_leads_to_the_next_cadre()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("B2"));

        using var answer = await claire.SendAsync(page, "#saisie", (Cell, "5"), ("suite", "suivant"));

        Assert.Equal($"{given.Root}/cadres/B3", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Save_unchanged_page_changes_nothing()
    {
        var given = await host.Statement(host.Whole(), previous: true);
        var claire = await host.As(StatementHost.Claire);
        foreach (var cadre in host.Form.Cadres)
        {
            using var answer = await claire.SendAsync(await claire.PageAsync(given.Cadre(cadre.Code)));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        Assert.Equal(1, (await host.Stored(given.Id)).Revision);
        Assert.Empty(await host.Journal(given.Id));
    }

    [Fact]
    public async Task Save_unreadable_text_keeps_it_word_for_word_and_flags_it()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var answer = await claire.SendAsync(
            await claire.PageAsync(given.Cadre("B2")), "#saisie", (Cell, " 12abc <b> "), ("B2.011.ALT", "-5"), ("B2.012.ALT", "7"));

        var after = await (await claire.FollowAsync(answer)).ReadPageAsync();
        Assert.Equal(" 12abc <b> ", after.Field(Cell));
        var field = after.GetElementById(Cell)!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Contains(field.GetAttribute("aria-describedby")!.Split(' '), id => after.GetElementById(id)!.TextContent.Contains("Écrivez", StringComparison.Ordinal));
        Assert.Contains("2 cellules à corriger", after.TextOf("#erreurs h2"), StringComparison.Ordinal);
        Assert.Contains(after.QuerySelectorAll("#erreurs a"), a => a.GetAttribute("href") == "#" + Cell);
        Assert.StartsWith("Erreur – ", after.Title, StringComparison.Ordinal);
        Assert.Equal(7, (await host.Stored(given.Id)).Values()[CellCode.Parse("B2.012.ALT")].Number);
    }

    [Theory]
    [InlineData("B2.900.ALT", "cellule calculée")]
    [InlineData("B2.999.ALT", "cellule inconnue")]
    [InlineData("B1.010.ALT", "cellule du cadre B1")]
    [InlineData("../../etc", "champ inconnu")]
    public async Task Save_cell_nobody_may_type_refuses_whole_post_and_keeps_the_rest_on_screen(string name, string reason)
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        using var answer = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", (Cell, "42"), (name, "1"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains($"{name} : {reason}", page.TextOf("#refus"), StringComparison.Ordinal);
        Assert.Equal("42", page.Field(Cell));
        Assert.Equal(0, (await host.Stored(given.Id)).Revision);
        using var again = await claire.SendAsync(page);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(42, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    [Fact]
    public async Task Save_locked_carry_over_is_refused_and_shown_with_its_reason()
    {
        var given = await host.Statement(previous: true);
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("B3"));
        var locked = host.Form.Cells.First(c => c.CarryOver is not null && c.Code.Table == "B3").Code.ToString();

        Assert.Null(page.QuerySelector($"input[name='{locked}']"));
        Assert.Contains("Repris de l’exercice 2024", page.GetElementById(locked)!.ParentElement!.TextContent, StringComparison.Ordinal);
        using var answer = await claire.SendAsync(page, "#saisie", (locked, "1"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("verrouillée", (await answer.ReadPageAsync()).TextOf("#refus"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_previous_year_beside_each_field()
    {
        var given = await host.Statement(previous: true);

        var page = await (await host.As(StatementHost.Claire)).PageAsync(given.Cadre("B2"));

        var field = page.GetElementById(Cell)!;
        Assert.Contains(field.GetAttribute("aria-describedby")!.Split(' '), id => page.GetElementById(id)!.TextContent.StartsWith("2024\u00a0: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_text_longer_than_a_cell_is_kept_on_screen()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var text = new string('x', 3000);

        using var answer = await claire.SendAsync(await claire.PageAsync(given.Cadre("B2")), "#saisie", (Cell, text), ("B2.011.ALT", "9"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Contains("Rien n’a été enregistré", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(text, page.Field(Cell));
        Assert.Equal("9", page.Field("B2.011.ALT"));
    }

    [Fact]
    public async Task Save_on_closed_statement_says_why_and_recalls_what_was_typed()
    {
        var given = await host.Statement(host.Whole());
        var claire = await host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("B2"));
        await host.Change(given.Id, (loaded, _) => { loaded.Declaration.Submit(host.Clock.GetUtcNow()); return true; });

        using var answer = await claire.SendAsync(page, "#saisie", (Cell, "77"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var refused = await answer.ReadPageAsync();
        Assert.Contains("77", refused.TextOf("#non-enregistrees"), StringComparison.Ordinal);
        Assert.Contains("déposée", refused.TextOf("main"), StringComparison.Ordinal);
        Assert.Empty(refused.QuerySelectorAll("#saisie td input"));
    }
}
