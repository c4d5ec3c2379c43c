using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Campaigns;

public sealed class CampaignOutlookTests
{
    private static DateTimeOffset Noon(int month, int day) => ParisTime.At(new DateOnly(2026, month, day), new TimeOnly(12, 0))!.Value;

    [Theory]
    [InlineData(5, 1, -30)]
    [InlineData(5, 16, -15)]
    [InlineData(5, 24, -7)]
    [InlineData(5, 30, -1)]
    [InlineData(6, 1, 1)]
    public void Of_day_of_a_reminder_sends_it(int month, int day, int offset)
    {
        var outlook = CampaignOutlook.Of(Campaign(), Operator(), null, Noon(month, day));

        Assert.Equal(offset, Assert.Single(outlook.RemindersOfTheDay).Offset);
        Assert.Equal((-offset, offset > 0), (outlook.DaysLeft, outlook.IsLate));
    }

    [Fact]
    public void Of_submitted_statement_sends_nothing_and_is_judged_when_it_was_submitted()
    {
        Assert.True(CampaignOutlook.Of(Campaign(), Operator(), Noon(5, 20), Noon(6, 1)) is { RemindersOfTheDay.Count: 0, IsLate: false, IsSubmitted: true });
        Assert.True(CampaignOutlook.Of(Campaign(), Operator(), Noon(6, 1), Noon(7, 1)).IsLate);
    }

    [Fact]
    public void Of_extended_body_moves_its_deadline_and_its_reminders()
    {
        var campaign = Campaign();
        campaign.Extend(Akto, ParisTime.At(new DateOnly(2026, 6, 10), new TimeOnly(23, 59, 59))!.Value, "Panne", "Anne", Now);

        var outlook = CampaignOutlook.Of(campaign, Operator(), null, Noon(6, 9));

        Assert.Equal((1, false, "Panne"), (outlook.DaysLeft, outlook.IsLate, outlook.Extension!.Reason));
        Assert.Equal(-1, Assert.Single(outlook.RemindersOfTheDay).Offset);
    }

    [Fact]
    public void Of_campaign_opened_late_has_no_reminder_before_its_opening()
    {
        var campaign = Campaign();
        campaign.Open(Noon(5, 20));

        Assert.Equal([-7, -1, 1], CampaignOutlook.Of(campaign, Operator(), null, Noon(5, 20)).Reminders.Select(r => r.Offset));
    }

    [Fact]
    public void Of_closed_campaign_sends_nothing()
    {
        var campaign = Campaign();
        campaign.Close(Noon(5, 20));

        Assert.Empty(CampaignOutlook.Of(campaign, Operator(), null, Noon(5, 30)).RemindersOfTheDay);
    }
}
