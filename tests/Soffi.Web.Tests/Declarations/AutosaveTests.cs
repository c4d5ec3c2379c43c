using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Web.Tests.Declarations.CellsSent;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Cells saved as they are typed: what the script of a page of entry sends and is answered.</summary>
[Collection(StatementCollection.Name)]
public sealed class AutosaveTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";
    private const string Other = "B2.011.ALT";

    [Fact]
    public async Task Send_cells_saves_them_with_totals_and_journal()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);

        var answer = await Sent(claire, given, 0, (Cell, "1 234,5 €"), (Other, "12abc"), ("B2.012.ALT", "s.o."));

        Assert.Equal(1, answer.GetProperty("revision").GetInt32());
        Assert.Equal(("enregistree", "1\u202f234,50"), Standing(answer, Cell));
        Assert.Equal(("refusee", "12abc"), Standing(answer, Other));
        Assert.Contains("Écrivez", answer.GetProperty("cellules").GetProperty(Other).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("incalculable", answer.GetProperty("totaux").GetProperty("B2.900.ALT").GetProperty("texte").GetString());
        Assert.Matches("^Enregistré à .*: 3\u00a0cellules", answer.GetProperty("message").GetString());
        Assert.Equal("12abc", (await host.Stored(given.Id)).Values()[CellCode.Parse(Other)].Text);
        var entry = Assert.Single(await host.Journal(given.Id));
        Assert.Equal(AuditAction.CellsSaved, entry.Action);
    }

    [Fact]
    public async Task Send_twice_after_a_lost_answer_saves_once()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        await Sent(claire, given, 0, (Cell, "5"));

        var again = await Sent(claire, given, 0, (Cell, "5"));

        Assert.Equal(1, again.GetProperty("revision").GetInt32());
        Assert.Equal("enregistree", Standing(again, Cell).State);
        Assert.Single(await host.Journal(given.Id));
    }

    [Fact]
    public async Task Send_other_value_after_a_lost_answer_is_no_conflict_when_told()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        await Sent(claire, given, 0, (Cell, "5"));

        using var response = await Post(claire, given, new { revision = 0, cellules = new[] { new { code = Cell, valeur = "6", deja = new[] { "5" } } } });

        Assert.Equal("enregistree", Standing(await response.Content.ReadFromJsonAsync<JsonElement>(), Cell).State);
        Assert.Equal(6, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    /// <summary>T1 of the complaints: the second of two windows gets both values, nothing is lost.</summary>
    [Fact]
    public async Task Send_same_cell_from_two_windows_gives_the_second_both_values()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        await Sent(claire, given, 0, (Cell, "20"));

        var answer = await Sent(marc, given, 0, (Cell, "30"), (Other, "5"));

        Assert.Equal("conflit", Standing(answer, Cell).State);
        var conflict = answer.GetProperty("cellules").GetProperty(Cell);
        Assert.Contains("Claire Martin", conflict.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("20\u00a0€", conflict.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("30\u00a0€", conflict.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("20", conflict.GetProperty("leur").GetString());
        Assert.Equal("enregistree", Standing(answer, Other).State);
        Assert.Equal(20, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);

        // One's own value, chosen having seen the other.
        var settled = await Sent(marc, given, conflict.GetProperty("base").GetInt32(), (Cell, "30"));
        Assert.Equal("enregistree", Standing(settled, Cell).State);
        Assert.Equal(30, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    [Fact]
    public async Task Send_learns_what_a_colleague_saved_meanwhile()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        await Sent(claire, given, 0, (Cell, "20"));

        var answer = await Sent(marc, given, 0, (Other, "5"));

        Assert.Equal(("autre", "20"), Standing(answer, Cell));
        Assert.Contains("modifiée par Claire Martin", answer.GetProperty("cellules").GetProperty(Cell).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_tell_changes_colleagues_and_a_fresh_token()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        await Sent(claire, given, 0, (Cell, "20"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await claire.PageAsync(given.Cadre("B3"));

        var news = await Json(marc, $"{given.Cadre("B2")}/cellules?depuis=0");

        Assert.Equal(("autre", "20"), Standing(news, Cell));
        Assert.Contains(news.GetProperty("equipe").EnumerateArray(), n => n.GetString()!.StartsWith("Claire Martin a le cadre B3 ouvert", StringComparison.Ordinal));
        Assert.NotEmpty(news.GetProperty("jeton").GetString()!);
        Assert.Empty((await Json(marc, $"{given.Cadre("B2")}/cellules?depuis=1")).GetProperty("cellules").EnumerateObject());
    }

    [Fact]
    public async Task Send_cell_nobody_may_type_refuses_that_cell_and_saves_the_others()
    {
        var given = await host.Statement();

        var answer = await Sent(await host.As(StatementHost.Claire), given, 0, ("B2.900.ALT", "1"), ("B1.010.ALT", "1"), ("nimporte", "1"), (Cell, "7"));

        Assert.All(new[] { "B2.900.ALT", "B1.010.ALT", "nimporte" }, c => Assert.Equal("refusee", Standing(answer, c).State));
        Assert.Equal(7, Assert.Single((await host.Stored(given.Id)).Values()).Value.Number);
    }

    [Fact]
    public async Task Send_page_cannot_claim_an_import_or_a_take_over()
    {
        var given = await host.Statement();
        using var response = await Post(
            await host.As(StatementHost.Claire), given, new { revision = 0, cellules = new[] { new { code = Cell, valeur = "6", source = "reprise" }, new { code = Other, valeur = "7", source = "collee" } } });

        var sources = (await host.Stored(given.Id)).Cells.ToDictionary(c => c.Code.ToString(), c => c.Source);
        Assert.Equal((CellSource.Typed, CellSource.Pasted), (sources[Cell], sources[Other]));
    }

    [Fact]
    public async Task Post_the_form_while_cells_wait_judges_each_on_the_revision_it_was_typed_on()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        await Sent(claire, given, 0, (Cell, "20"));
        var page = await marc.PageAsync(given.Cadre("B2"));

        using var answer = await marc.SendAsync(page, "#saisie", (Cell, "30"), ($"base.{Cell}", "0"), (Other, "5"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var values = (await host.Stored(given.Id)).Values();
        Assert.Equal((20, 5), (values[CellCode.Parse(Cell)].Number, values[CellCode.Parse(Other)].Number));
    }
}
