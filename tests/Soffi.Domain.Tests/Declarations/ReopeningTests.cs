using Soffi.Domain.Declarations;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

public sealed class ReopeningTests
{
    private static readonly DateTimeOffset Closing = Now.AddMonths(2);
    private static readonly DateTimeOffset After = Now.AddMonths(3);

    [Fact]
    public void Reopen_submitted_statement_may_be_typed_and_submitted_again()
    {
        var declaration = In(DeclarationStatus.Submitted);

        var decision = declaration.Reopen(1, "Cadre B3 à corriger.", Claire, Now);

        Assert.Equal((DeclarationStatus.InProgress, 1), (declaration.Status, declaration.CorrectedNumber));
        Assert.Equal((1, "Cadre B3 à corriger.", "Claire Martin"), (decision.Number, decision.Reason, decision.ActorName));
        declaration.Submit(Now);
        Assert.Equal((DeclarationStatus.Submitted, null), (declaration.Status, declaration.CorrectedNumber));
    }

    [Theory]
    [InlineData(DeclarationStatus.ToFill)]
    [InlineData(DeclarationStatus.InProgress)]
    [InlineData(DeclarationStatus.Waived)]
    public void Reopen_statement_not_submitted_is_refused(DeclarationStatus status) =>
        Assert.Throws<InvalidOperationException>(() => In(status).Reopen(1, "Motif", Claire, Now));

    [Fact]
    public void Waive_statement_under_correction_is_refused()
    {
        var declaration = In(DeclarationStatus.Submitted);
        declaration.Reopen(1, "Motif", Claire, Now);

        Assert.Throws<InvalidOperationException>(() => declaration.Waive(Now));
    }

    [Fact]
    public void Of_campaign_for_corrections_only_opens_what_was_reopened_and_nothing_new()
    {
        var campaign = Campaign();
        campaign.Close(Closing);
        var reopened = In(DeclarationStatus.Submitted);
        reopened.Reopen(1, "Motif", Claire, Closing);

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
}
