using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Campaigns;

public sealed class CampaignDeadlineTests
{
    private static readonly DateTimeOffset May31 = Paris(2026, 5, 31);
    private static readonly DateTimeOffset June10 = Paris(2026, 6, 10);
    private static readonly DateTimeOffset June30 = Paris(2026, 6, 30);

    private static DateTimeOffset Paris(int year, int month, int day, int hour = 23, int minute = 59, int second = 59) =>
        ParisTime.At(new DateOnly(year, month, day), new TimeOnly(hour, minute, second))!.Value;

    private static Campaign Of(DateTimeOffset deadline) => new(StatementKind.Esf, 2025, Now.AddMonths(-2), deadline);

    [Fact]
    public void DeadlineFor_operator_is_that_of_the_campaign_then_of_its_type_then_its_own()
    {
        var campaign = Of(May31);
        Assert.Equal(May31, campaign.DeadlineFor(Operator()));

        campaign.SetDeadline(OperatorType.Opco, June10);
        Assert.Equal((June10, May31), (campaign.DeadlineFor(Operator()), campaign.DeadlineFor(Section())));

        campaign.Extend(Akto, June30, "Panne du logiciel comptable", "Anne", Now);
        Assert.Equal((June30, June10), (campaign.DeadlineFor(Operator()), campaign.DeadlineFor(8, OperatorType.Opco)));
        Assert.Equal(June30, campaign.LastDeadline);
    }

    [Fact]
    public void Extend_again_ends_the_former_and_keeps_it()
    {
        var campaign = Of(May31);
        campaign.Extend(Akto, June10, "Panne", "Anne", Now);
        campaign.Extend(Akto, June30, "Panne longue", "Anne", Now.AddDays(1));

        Assert.Equal(June30, campaign.DeadlineFor(Operator()));
        var former = Assert.Single(campaign.Extensions, e => !e.IsActive);
        Assert.Equal((June10, "Panne longue", Now.AddDays(1)), (former.Deadline, former.EndReason, former.EndedAt));
    }

    [Fact]
    public void End_extension_gives_the_ordinary_deadline_back()
    {
        var campaign = Of(May31);
        campaign.Extend(Akto, June10, "Panne", "Anne", Now).End("Accordé par erreur", "Anne", Now);

        Assert.Equal((May31, May31), (campaign.DeadlineFor(Operator()), campaign.LastDeadline));
    }

    [Fact]
    public void DeadlineFor_extension_overtaken_by_its_type_is_the_later()
    {
        var campaign = Of(May31);
        campaign.Extend(Akto, June10, "Panne", "Anne", Now);
        campaign.MoveDeadline(June30);

        Assert.Equal(June30, campaign.DeadlineFor(Operator()));
    }

    [Fact]
    public void SetDeadline_null_gives_the_type_back_that_of_the_campaign()
    {
        var campaign = Of(May31);
        campaign.SetDeadline(OperatorType.Opco, June10);
        campaign.SetDeadline(OperatorType.Opco, June30);
        Assert.Equal(June30, Assert.Single(campaign.Deadlines).Deadline);
        campaign.SetDeadline(OperatorType.Opco, null);

        Assert.Equal(May31, campaign.DeadlineFor(Operator()));
    }

    [Theory]
    [InlineData(2026, 5, 31, "2026-05-31T21:59:59Z")] // summer time
    [InlineData(2027, 1, 31, "2027-01-31T22:59:59Z")] // winter time
    [InlineData(2026, 3, 29, "2026-03-29T21:59:59Z")] // the day the clocks go forward
    [InlineData(2026, 10, 25, "2026-10-25T22:59:59Z")] // the day they go back
    public void IsLate_is_so_one_second_after_the_last_of_the_day_in_paris(int year, int month, int day, string instant)
    {
        var campaign = Of(Paris(year, month, day));
        var last = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(last, campaign.DeadlineFor(Operator()));
        Assert.False(campaign.IsLate(Operator(), last));
        Assert.True(campaign.IsLate(Operator(), last.AddSeconds(1)));
    }

    [Fact]
    public void StateAt_follows_opening_closing_and_corrections()
    {
        var campaign = Soffi.Domain.Campaigns.Campaign.Prepare(StatementKind.Esf, 2025, Now.AddDays(-1), May31);
        Assert.Equal(CampaignState.InPreparation, campaign.StateAt(Now));
        campaign.Open(Now.AddDays(1));
        Assert.Equal((CampaignState.Scheduled, CampaignState.Open), (campaign.StateAt(Now), campaign.StateAt(Now.AddDays(1))));
        campaign.Close(Now.AddDays(2));
        Assert.Equal(CampaignState.Closed, campaign.StateAt(Now.AddDays(2)));
        campaign.AcceptCorrections(true, Now.AddDays(3));
        Assert.Equal(CampaignState.CorrectionsOnly, campaign.StateAt(Now.AddDays(3)));
        campaign.AcceptCorrections(false, Now.AddDays(4));
        Assert.Equal(CampaignState.Closed, campaign.StateAt(Now.AddDays(4)));
        campaign.Reopen();
        Assert.Equal(CampaignState.Open, campaign.StateAt(Now.AddDays(4)));
    }

    [Fact]
    public void AcceptCorrections_campaign_still_open_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Of(May31).AcceptCorrections(true, Now));
}
