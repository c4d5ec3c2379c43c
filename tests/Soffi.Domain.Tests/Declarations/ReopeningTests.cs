using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

public sealed class ReopeningTests
{
    private static readonly DateTimeOffset Closing = Now.AddMonths(2);
    private static readonly DateTimeOffset After = Now.AddMonths(3);

    [Fact]
    public void Request_corrections_of_everything_may_be_typed_and_submitted_again()
    {
        var declaration = In(DeclarationStatus.Submitted);

        var decision = declaration.RequestCorrections(CorrectionRequest.Whole(1, "Cadre B3 à corriger."), Claire, Now);

        Assert.Equal((DeclarationStatus.CorrectionsRequested, 1), (declaration.Status, declaration.CorrectedNumber));
        Assert.Equal((1, "Cadre B3 à corriger.", "Claire Martin"), (decision.Number, decision.Reason, decision.ActorName));
        declaration.Submit(Now);
        Assert.Equal((DeclarationStatus.Submitted, null), (declaration.Status, declaration.CorrectedNumber));
    }

    [Theory]
    [InlineData(DeclarationStatus.ToFill)]
    [InlineData(DeclarationStatus.InProgress)]
    [InlineData(DeclarationStatus.Waived)]
    public void Request_corrections_of_statement_not_submitted_is_refused(DeclarationStatus status) =>
        Assert.Throws<InvalidOperationException>(() => In(status).RequestCorrections(CorrectionRequest.Whole(1, "Motif"), Claire, Now));

    [Fact]
    public void Waive_statement_under_correction_is_refused()
    {
        var declaration = In(DeclarationStatus.Submitted);
        declaration.RequestCorrections(CorrectionRequest.Whole(1, "Motif"), Claire, Now);

        Assert.Throws<InvalidOperationException>(() => declaration.Waive(Now));
    }

    [Fact]
    public void Of_campaign_for_corrections_only_opens_what_was_reopened_and_nothing_new()
    {
        var campaign = Campaign();
        campaign.Close(Closing);
        var reopened = In(DeclarationStatus.Submitted);
        reopened.RequestCorrections(CorrectionRequest.Whole(1, "Motif"), Claire, Closing);

        Assert.False(DeclarationAccess.Of(Marc, Operator(), reopened, campaign, After).CanEdit);
        campaign.AcceptCorrections(true, After);

        Assert.True(DeclarationAccess.Of(Marc, Operator(), reopened, campaign, After) is { CanEdit: true, CanSubmit: true });
        var other = DeclarationAccess.Of(Marc, Operator(), In(DeclarationStatus.ToFill), campaign, After);
        Assert.False(other.CanEdit);
        Assert.Contains("rectification", other.EditRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_statement_not_owed_is_read_only()
    {
        var access = DeclarationAccess.Of(Marc, Operator(), In(DeclarationStatus.Waived), Campaign(), Now);

        Assert.True(access is { CanRead: true, CanEdit: false, CanSubmit: false });
        Assert.Contains("ne doit pas", access.EditRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_under_corrections_writes_what_is_open_and_leaves_the_rest_sealed()
    {
        var declaration = Started((A, CellValue.Of(1)), (B, CellValue.Of(2)));
        declaration.Submit(Now);
        declaration.RequestCorrections(new CorrectionRequest(1, CorrectionReasons.Typing, "Cellule A à revoir.", null, [ReopenedPart.Of(A)], false), Claire, Now);

        var outcome = declaration.SaveCells(Save(declaration.Revision, (A, CellValue.Of(10)), (B, CellValue.Of(20))), Claire, Now);

        Assert.Equal([A], outcome.Saved.Select(c => c.Code));
        Assert.Equal([B], outcome.Sealed);
        Assert.Equal((CellValue.Of(10), CellValue.Of(2)), (declaration.Values()[A], declaration.Values()[B]));
        Assert.Equal(DeclarationStatus.CorrectionsRequested, declaration.Status);
        Assert.False(declaration.MayChangeDocuments);
    }

    [Fact]
    public void Save_under_corrections_whose_request_was_not_read_writes_nothing()
    {
        var declaration = In(DeclarationStatus.CorrectionsRequested);
        typeof(Declaration).GetProperty(nameof(Domain.Declarations.Declaration.CorrectedNumber))!.SetValue(declaration, 7);

        var outcome = declaration.SaveCells(Save(declaration.Revision, (A, CellValue.Of(10))), Claire, Now);

        Assert.Equal((0, 1), (outcome.Saved.Count, outcome.Sealed.Count));
    }

    [Fact]
    public void Request_documents_only_opens_no_cell()
    {
        var declaration = In(DeclarationStatus.Submitted);
        declaration.RequestCorrections(new CorrectionRequest(1, CorrectionReasons.Documents, "Rapport illisible.", null, [], true) { DocumentsOnly = true }, Claire, Now);

        Assert.False(declaration.MayWrite(A));
        Assert.True(declaration.MayChangeDocuments);
    }
}
