using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

public sealed class SaveCellsTests
{
    private static readonly CellValue Ten = CellValue.Of(10);
    private static readonly CellValue Twenty = CellValue.Of(20);

    [Fact]
    public void Save_first_cells_starts_statement()
    {
        var declaration = Declaration();

        var outcome = declaration.SaveCells(Save(0, (A, Ten), (B, CellValue.Unreadable("12abc"))), Claire, Now);

        Assert.Equal(DeclarationStatus.InProgress, declaration.Status);
        Assert.Equal(1, declaration.Revision);
        Assert.Equal(2, outcome.Saved.Count);
        Assert.Equal("12abc", declaration.Values()[B].Text);
    }

    [Fact]
    public void Save_same_values_changes_nothing()
    {
        var declaration = Started((A, Ten));

        var outcome = declaration.SaveCells(Save(1, (A, CellValue.Of(10.00m))), Claire, Now);

        Assert.Empty(outcome.Saved);
        Assert.Equal(1, declaration.Revision);
    }

    [Fact]
    public void Save_nothing_keeps_to_fill()
    {
        var declaration = Declaration();

        declaration.SaveCells(Save(0, (A, CellValue.Blank)), Claire, Now);

        Assert.Equal(DeclarationStatus.ToFill, declaration.Status);
        Assert.Equal(0, declaration.Revision);
    }

    [Fact]
    public void Save_blank_erases_and_zero_does_not()
    {
        var declaration = Started((A, Ten), (B, Ten));

        declaration.SaveCells(Save(1, (A, CellValue.Blank), (B, CellValue.Of(0))), Claire, Now);

        var left = Assert.Single(declaration.Cells);
        Assert.Equal(B, left.Code);
        Assert.Equal(0, left.Value.Number);
    }

    [Fact]
    public void Save_two_people_on_different_cells_merges()
    {
        var declaration = Started((A, Ten), (B, Ten));

        declaration.SaveCells(Save(1, (A, Twenty), (B, Ten)), Claire, Now);
        var outcome = declaration.SaveCells(Save(1, (A, Ten), (B, Twenty)), Marc, Now);

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(Twenty, declaration.Values()[A]);
        Assert.Equal(Twenty, declaration.Values()[B]);
    }

    [Fact]
    public void Save_two_people_on_one_cell_keeps_first_and_reports_both()
    {
        var declaration = Started((A, Ten));

        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now);
        var outcome = declaration.SaveCells(Save(1, (A, CellValue.Of(30))), Marc, Now.AddMinutes(1));

        var conflict = Assert.Single(outcome.Conflicts);
        Assert.Equal((Twenty, CellValue.Of(30), "Claire Martin", Now), (conflict.Standing, conflict.Typed, conflict.OtherAuthor, conflict.At));
        Assert.Equal(Twenty, declaration.Values()[A]);
        Assert.Equal(2, declaration.Revision);
    }

    [Fact]
    public void Save_two_tabs_of_one_person_conflicts_too()
    {
        var declaration = Started((A, Ten));

        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now);
        var outcome = declaration.SaveCells(Save(1, (A, CellValue.Of(30))), Claire, Now);

        Assert.Single(outcome.Conflicts);
    }

    [Fact]
    public void Save_two_people_typing_the_same_is_no_conflict()
    {
        var declaration = Started((A, Ten));

        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now);
        var outcome = declaration.SaveCells(Save(1, (A, Twenty)), Marc, Now);

        Assert.Empty(outcome.Conflicts);
        Assert.Empty(outcome.Saved);
    }

    [Fact]
    public void Save_with_override_imposes_ones_own_value()
    {
        var declaration = Started((A, Ten));
        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now);

        var mine = new CellSave(new Dictionary<CellCode, CellValue> { [A] = CellValue.Of(30) }, 1, new HashSet<CellCode> { A });
        var outcome = declaration.SaveCells(mine, Marc, Now);

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(CellValue.Of(30), declaration.Values()[A]);
        Assert.Equal(Twenty, Assert.Single(outcome.Saved).Before);
    }

    [Fact]
    public void Save_after_seeing_other_value_needs_no_override()
    {
        var declaration = Started((A, Ten));
        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now);

        var outcome = declaration.SaveCells(Save(2, (A, CellValue.Of(30))), Marc, Now);

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(CellValue.Of(30), declaration.Values()[A]);
    }

    [Fact]
    public void Save_submitted_statement_throws()
    {
        var declaration = Started((A, Ten));
        declaration.Submit(Now);

        Assert.Throws<InvalidOperationException>(() => declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now));
        Assert.Throws<InvalidOperationException>(() => declaration.Explain(Finding("T11", Severity.ToExplain), "Un texte assez long.", Claire, Now));
        Assert.Throws<InvalidOperationException>(() => declaration.Submit(Now));
    }

    [Fact]
    public void Submit_untouched_statement_throws() =>
        Assert.Throws<InvalidOperationException>(() => Declaration().Submit(Now));

    [Fact]
    public void Save_again_after_an_answer_that_was_lost_is_no_conflict()
    {
        var declaration = Started((A, Ten)); // Revision 1 on the screen.
        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now); // Saved, but the answer was lost.

        var outcome = declaration.SaveCells(Sent(CellValue.Of(30), at: 1, before: Twenty), Claire, Now);

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(30, declaration.Values()[A].Number);
    }

    [Fact]
    public void Save_again_when_somebody_else_wrote_the_same_value_is_a_conflict()
    {
        var declaration = Started((A, Ten));
        declaration.SaveCells(Save(1, (A, Twenty)), Marc, Now);

        var outcome = declaration.SaveCells(Sent(CellValue.Of(30), at: 1, before: Twenty), Claire, Now);

        Assert.Equal(20, Assert.Single(outcome.Conflicts).Standing.Number);
    }

    [Fact]
    public void Save_in_two_windows_of_the_same_person_is_a_conflict_said_as_one_s_own()
    {
        var declaration = Started((A, Ten));
        declaration.SaveCells(Save(1, (A, Twenty)), Claire, Now);

        var conflict = Assert.Single(declaration.SaveCells(Save(1, (A, CellValue.Of(30))), Claire, Now).Conflicts);

        Assert.True(conflict.IsOwn);
        Assert.Equal(2, conflict.Revision);
    }

    [Fact]
    public void Save_cells_typed_on_different_revisions_judges_each_on_its_own()
    {
        var declaration = Started((A, Ten), (B, Ten));
        declaration.SaveCells(Save(1, (A, Twenty)), Marc, Now);
        var save = Save(2, (A, CellValue.Of(30)), (B, CellValue.Of(30))) with
        {
            Origins = new Dictionary<CellCode, CellOrigin> { [A] = new(1, CellSource.Typed, []) },
        };

        var outcome = declaration.SaveCells(save, Claire, Now);

        Assert.Equal(A, Assert.Single(outcome.Conflicts).Code);
        Assert.Equal(B, Assert.Single(outcome.Saved).Code);
    }

    [Fact]
    public void Confirm_value_taken_over_keeps_it_and_says_so()
    {
        var declaration = Started((B, Ten));
        declaration.SaveCells(Save(1, (A, Ten)) with { Source = CellSource.CarriedOver }, Claire, Now);
        Assert.Equal([A], declaration.Unconfirmed);

        var same = declaration.SaveCells(Save(2, (A, Ten)), Claire, Now);
        Assert.Empty(same.Saved); // A page sent again confirms nothing by itself.
        var confirmed = declaration.SaveCells(Save(2, (A, Ten), (B, Ten)) with { Source = CellSource.Confirmed }, Marc, Now);

        Assert.Equal((A, CellSource.Confirmed), (Assert.Single(confirmed.Saved).Code, confirmed.Saved[0].Source));
        Assert.Empty(declaration.Unconfirmed);
        Assert.Equal(10, declaration.Values()[A].Number);
    }

    [Fact]
    public void Type_over_a_value_taken_over_settles_it()
    {
        var declaration = Started((B, Ten));
        declaration.SaveCells(Save(1, (A, Ten)) with { Source = CellSource.CarriedOver }, Claire, Now);

        declaration.SaveCells(Save(2, (A, Twenty)), Claire, Now);

        Assert.Empty(declaration.Unconfirmed);
    }

    private static CellSave Sent(CellValue value, int at, CellValue before) => Save(at, (A, value)) with
    {
        Origins = new Dictionary<CellCode, CellOrigin> { [A] = new(at, CellSource.Typed, [before]) },
    };
}
