using Soffi.Domain.Statistics;
using static Soffi.Domain.Tests.Statistics.Tables;

namespace Soffi.Domain.Tests.Statistics;

public sealed class StatResultPageTests
{
    [Fact]
    public void Of_a_result_that_fits_shows_it_as_it_is()
    {
        var result = Result(100, Group(12, 1), Group(0, 1), Group(0, 0));
        var page = StatResultPage.Of(result, 1);

        Assert.Same(result.Groups, page.Groups);
        Assert.Equal((1, 1, 1, 13, 13, false), (page.Number, page.Pages, page.First, page.Last, page.Lines, page.IsPart));
    }

    [Theory]
    [InlineData(22, 52)]
    [InlineData(1, 600)]
    [InlineData(700, 1)]
    [InlineData(5_000, 1)]
    public void Of_a_long_result_shows_every_line_once_and_the_total_on_every_page(int columns, int size)
    {
        var result = Result(columns, Group((3 * size) + 1, 1));
        var pages = Enumerable.Range(1, 4).Select(n => StatResultPage.Of(result, n)).ToList();

        Assert.All(pages, p => Assert.Equal((4, (3 * size) + 1), (p.Pages, p.Lines)));
        Assert.Equal(["1", $"{size + 1}", $"{(2 * size) + 1}", $"{(3 * size) + 1}"], pages.Select(p => $"{p.First}"));
        Assert.Equal([size, 2 * size, 3 * size, (3 * size) + 1], pages.Select(p => p.Last));
        Assert.All(pages, p => Assert.Equal(StatRowKind.Total, Assert.Single(p.Groups).Rows[^1].Kind));
        Assert.Equal(result.Rows.SkipLast(1), pages.SelectMany(p => p.Groups.SelectMany(g => g.Rows.SkipLast(1))));
    }

    [Theory]
    [InlineData(int.MinValue, 1)]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(int.MaxValue, 2)]
    public void Of_a_page_that_does_not_exist_gives_the_nearest_one(int asked, int given) =>
        Assert.Equal(given, StatResultPage.Of(Result(1_200, Group(2, 1)), asked).Number);

    [Fact]
    public void Of_several_groups_leaves_out_those_without_a_line_on_the_page()
    {
        var result = Result(119, Group(8, 1), Group(4, 1), Group(0, 2));
        var (first, second) = (StatResultPage.Of(result, 1), StatResultPage.Of(result, 2));

        Assert.Equal([9, 3], first.Groups.Select(g => g.Rows.Count)); // Each with its total.
        Assert.Equal([3, 2], second.Groups.Select(g => g.Rows.Count)); // A group that has but totals counts them as lines.
        Assert.Equal(14, second.Lines);
    }

    [Fact]
    public void Of_totals_among_the_lines_counts_them_as_lines()
    {
        var group = new StatRowGroup("", [Row("1", StatRowKind.Data), Row("2", StatRowKind.Total), Row("3", StatRowKind.Data), Row("4", StatRowKind.Total)]);
        var pages = Enumerable.Range(1, 4).Select(n => StatResultPage.Of(Result(1_200, group), n)).ToList();

        Assert.All(pages, p => Assert.Equal(4, p.Pages));
        Assert.Equal(group.Rows, pages.Select(p => p.Groups.Single().Rows.Single()));
    }

    [Fact]
    public void Of_totals_only_cuts_them_too()
    {
        var result = Result(1_200, Group(0, 3));

        Assert.Equal(result.Rows, Enumerable.Range(1, 3).Select(n => StatResultPage.Of(result, n).Groups.Single().Rows.Single()));
    }

    [Fact]
    public void Of_nothing_is_one_empty_page()
    {
        var page = StatResultPage.Of(Result(3, Group(0, 0)), 1);

        Assert.Equal((1, 0, 0, 0), (page.Pages, page.First, page.Last, page.Lines));
    }

    [Fact]
    public void Of_a_frozen_table_shows_every_line_once()
    {
        var rows = Enumerable.Range(0, 25).Select(i => new FrozenRow($"{i}", $"{i}", StatRowKind.Data, [])).ToList();
        var table = new FrozenTable("", "", "", [.. Enumerable.Range(0, 119).Select(i => new FrozenColumn($"{i}", ""))], [new FrozenGroup("", rows)], [], null, "", "", "", [], [], []);
        var pages = Enumerable.Range(1, 3).Select(n => StatResultPage.Of(table, n)).ToList();

        Assert.All(pages, p => Assert.Equal(3, p.Pages));
        Assert.Equal(rows, pages.SelectMany(p => p.Groups).SelectMany(g => g.Rows));
    }

    [Theory]
    [InlineData(0, 1_200)]
    [InlineData(280, 500)]
    [InlineData(1_000_000, 1)]
    public void Most_figures_are_fewer_when_each_carries_a_long_link(int link, int figures) => Assert.Equal(figures, StatResultPage.Most(link));

    private static StatResult Result(int columns, params StatRowGroup[] groups) => new(
        J2, J2.Query, StatScope.ByOperator, [.. Enumerable.Range(0, columns).Select(i => new StatResultColumn($"{i}", "", false))], groups, [], []);

    private static StatRowGroup Group(int lines, int totals) => new("", [
        .. Enumerable.Range(0, lines).Select(i => Row($"{i}", StatRowKind.Data)), .. Enumerable.Range(0, totals).Select(i => Row($"T{i}", StatRowKind.Total))]);

    private static StatRow Row(string key, StatRowKind kind) => new(key, key, kind, []);
}
