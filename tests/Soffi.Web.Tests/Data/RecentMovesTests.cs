using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Tests.Data;

/// <summary>What moved lately: all of it, or nothing and it is said.</summary>
public sealed class RecentMovesTests
{
    [Fact]
    public void Changes_gives_those_after_a_revision_oldest_first()
    {
        var moves = new RecentMoves();
        Note(moves, 2);
        Note(moves, 1);
        Note(moves, 3);

        Assert.Equal([2, 3], moves.Changes(1, 3)!.Select(c => c.Revision));
        Assert.Equal([2], moves.Changes(1, 2)!.Select(c => c.Revision));
        Assert.Empty(moves.Changes(3, 3)!);
    }

    [Fact]
    public void Changes_with_a_hole_is_not_known()
    {
        var moves = new RecentMoves();
        Note(moves, 1);
        Note(moves, 3);

        Assert.Null(moves.Changes(0, 3));
        Assert.Single(moves.Changes(2, 3)!);
        Assert.Null(moves.Changes(2, 4));
    }

    [Fact]
    public void Changes_of_a_reader_far_behind_is_not_known()
    {
        var moves = new RecentMoves();
        for (var revision = 1; revision <= RecentMoves.MostSteps + 1; revision++)
        {
            Note(moves, revision);
        }

        Assert.Null(moves.Changes(0, RecentMoves.MostSteps + 1));
        Assert.Equal(RecentMoves.MostSteps, moves.Changes(1, RecentMoves.MostSteps + 1)!.Count);
    }

    [Fact]
    public void Note_large_pastes_keeps_a_bounded_number_of_cells()
    {
        var moves = new RecentMoves();
        for (var revision = 1; revision <= 10; revision++)
        {
            Note(moves, revision, RecentMoves.MostCells / 4);
        }

        Assert.Null(moves.Changes(5, 10));
        Assert.Equal(RecentMoves.MostCells, moves.Changes(6, 10)!.Count);
    }

    [Fact]
    public void Moved_before_anything_was_noted_is_not_known() => Assert.Null(new RecentMoves().Moved(0, 1, new StatementContext()));

    private static void Note(RecentMoves moves, int revision, int cells = 1) => moves.Note(
        revision,
        [.. Enumerable.Range(0, cells).Select(n => new CellChange(
            Guid.Empty, Sample.Cell($"B2.{n:000}.ALT"), revision, CellValue.Blank, CellValue.Of(n), Sample.Claire.UserId, "Claire Martin", Sample.Now, CellSource.Typed))]);
}
