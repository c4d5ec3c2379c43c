using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Declarations;

public sealed class DeclarationAccessTests
{
    private static DeclarationAccess Of(Actor actor, DeclarationStatus status = DeclarationStatus.InProgress, DateTimeOffset? now = null) =>
        DeclarationAccess.Of(actor, Operator(), In(status), Campaign(), now ?? Now);

    [Fact]
    public void Of_declarant_may_edit_and_not_submit()
    {
        var access = Of(Claire);

        Assert.True(access.CanRead);
        Assert.True(access.CanEdit);
        Assert.False(access.CanSubmit);
        Assert.Contains("habilitée à signer", access.SubmitRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_signatory_may_do_everything()
    {
        var access = Of(Marc);

        Assert.True(access is { CanRead: true, CanEdit: true, CanSubmit: true, EditRefusal: null, SubmitRefusal: null });
    }

    [Theory]
    [InlineData(Role.Signatory, 8)]
    [InlineData(Role.Declarant, 8)]
    [InlineData(Role.AgentDgefp, null)]
    [InlineData(Role.Administrator, null)]
    public void Of_anyone_without_a_grant_on_the_operator_is_none(Role role, int? operatorId) =>
        Assert.Equal(DeclarationAccess.None, Of(Person("x@example.org", "X", role, operatorId)));

    [Fact]
    public void Of_submitted_statement_is_read_only_for_all()
    {
        var access = Of(Marc, DeclarationStatus.Submitted);

        Assert.True(access is { CanRead: true, CanEdit: false, CanSubmit: false });
        Assert.Contains("déposée", access.EditRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_closed_campaign_is_read_only_and_says_since_when()
    {
        var campaign = Campaign();
        campaign.Close(new DateTimeOffset(2026, 6, 30, 22, 30, 0, TimeSpan.Zero));

        var access = DeclarationAccess.Of(Marc, Operator(), In(DeclarationStatus.InProgress), campaign, Now.AddMonths(3));

        Assert.True(access is { CanRead: true, CanEdit: false, CanSubmit: false });
        Assert.Contains("1er\u00a0juillet 2026", access.EditRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_campaign_to_come_says_when_it_opens()
    {
        var access = Of(Claire, DeclarationStatus.ToFill, Now.AddMonths(-3));

        Assert.False(access.CanEdit);
        Assert.Contains("4\u00a0mars 2026", access.EditRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_late_statement_is_still_open() =>
        Assert.True(Of(Marc, now: new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero)).CanSubmit);
}
