using System.Text.Json;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Web.Tests.Declarations.CellsSent;

namespace Soffi.Web.Tests.Declarations;

/// <summary>A page of entry is told what moved since the revision it shows, and no less.</summary>
[Collection(StatementCollection.Name)]
public sealed class LeanAnswerTests(StatementHost host)
{
    private const string Cell = "B2.010.ALT";
    private const string Other = "B2.011.ALT";
    private const string Total = "B2.900.ALT";

    [Fact]
    public async Task Send_is_told_only_the_totals_that_moved_since()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        var all = Totals(await Sent(claire, given, 0, (Cell, "1")));
        await Sent(claire, given, 1, (Cell, "2"));

        var answer = await Sent(marc, given, 1, (Other, "5"));

        Assert.Equal(3, answer.GetProperty("revision").GetInt32());
        Assert.Equal(("autre", "2"), Standing(answer, Cell));
        Assert.Equal("7", answer.GetProperty("totaux").GetProperty(Total).GetProperty("texte").GetString());
        Assert.InRange(Totals(answer).Count, 1, all.Count - 1);
        Assert.DoesNotContain("B2.900.MC", Totals(answer));
    }

    [Fact]
    public async Task News_to_a_page_far_behind_tell_all_totals()
    {
        var given = await host.Statement();
        var claire = await host.As(StatementHost.Claire);
        var all = Totals(await Sent(claire, given, 0, (Cell, "1")));
        await Sent(claire, given, 1, (Cell, "2"));

        Assert.Equal(all.Order(), Totals(await Json(claire, $"{given.Cadre("B2")}/cellules?depuis=0")).Order());
        Assert.Empty(Totals(await Json(claire, $"{given.Cadre("B2")}/cellules?depuis=2")));
        Assert.Empty(Totals(await Json(claire, $"{given.Cadre("B3")}/cellules?depuis=2")));
    }

    /// <summary>A change that does not go by the typing (another instance, an import) leaves a hole: the database fills it.</summary>
    [Fact]
    public async Task News_after_a_change_made_elsewhere_tell_it_with_its_totals()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        await Sent(claire, given, 0, (Cell, "1"));
        await Sent(claire, given, 1, (Cell, "2"));
        await host.Change(given.Id, (loaded, _) => loaded.Declaration.SaveCells(
            new CellSave(new Dictionary<CellCode, CellValue> { [CellCode.Parse(Other)] = CellValue.Of(40) }, 2, new HashSet<CellCode>()), host.Author, host.Clock.GetUtcNow()));
        await Sent(claire, given, 3, ("B2.012.ALT", "3"));

        var news = await Json(marc, $"{given.Cadre("B2")}/cellules?depuis=2");

        Assert.Equal(4, news.GetProperty("revision").GetInt32());
        Assert.Equal(("autre", "40"), Standing(news, Other));
        Assert.Equal(("autre", "3"), Standing(news, "B2.012.ALT"));
        Assert.Equal("45", news.GetProperty("totaux").GetProperty(Total).GetProperty("texte").GetString());
    }

    [Fact]
    public async Task Send_from_an_old_window_still_meets_the_conflict()
    {
        var given = await host.Statement();
        var (claire, marc) = (await host.As(StatementHost.Claire), await host.As(StatementHost.Marc));
        await Sent(claire, given, 0, (Cell, "1"));
        await Sent(claire, given, 1, (Cell, "2"));
        await Sent(claire, given, 2, (Other, "3"));

        var answer = await Sent(marc, given, 1, (Cell, "9"));

        Assert.Equal("conflit", Standing(answer, Cell).State);
        Assert.Equal(2, (await host.Stored(given.Id)).Values()[CellCode.Parse(Cell)].Number);
    }

    private static List<string> Totals(JsonElement answer) => [.. answer.GetProperty("totaux").EnumerateObject().Select(t => t.Name)];
}
