using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Tests.FollowUp;

/// <summary>Which reminder leaves on which day of Paris, and how long a formal notice leaves.</summary>
public sealed class ReminderPlanTests
{
    private static readonly Operator Akto = new("AKTO", "AKTO", OperatorType.Opco, "000000000");
    private static readonly DateTimeOffset Deadline = Paris(2026, 5, 31, 23, 59, 59);

    [Theory]
    [InlineData(2026, 4, 30, null)]
    [InlineData(2026, 5, 1, "J-30")]
    [InlineData(2026, 5, 15, "J-30")]
    [InlineData(2026, 5, 16, "J-15")]
    [InlineData(2026, 5, 24, "J-7")]
    [InlineData(2026, 5, 29, "J-7")]
    [InlineData(2026, 5, 30, "J-1")]
    [InlineData(2026, 5, 31, "J-1")]
    [InlineData(2026, 6, 1, "J+1")]
    [InlineData(2026, 6, 16, "J+1")]
    [InlineData(2026, 6, 17, null)]
    public void Due_is_the_last_step_whose_day_has_come(int year, int month, int day, string? expected) =>
        Assert.Equal(expected, ReminderPlan.Due(Campaign(), Akto, new HashSet<string>(), Paris(year, month, day, 9))?.Name);

    [Fact]
    public void Due_is_nothing_once_sent_nor_on_a_day_when_somebody_reminded_by_hand()
    {
        var now = Paris(2026, 5, 24, 9);

        Assert.Null(ReminderPlan.Due(Campaign(), Akto, new HashSet<string> { "J-7@2026-05-31" }, now));
        Assert.Null(ReminderPlan.Due(Campaign(), Akto, new HashSet<string> { "M@2026-05-24" }, now));
        Assert.NotNull(ReminderPlan.Due(Campaign(), Akto, new HashSet<string> { "M@2026-05-23" }, now));
    }

    [Fact]
    public void Due_counts_days_in_Paris_across_the_change_of_time()
    {
        var campaign = new Campaign(StatementKind.Csa, 2025, Paris(2026, 1, 5), Paris(2026, 3, 30, 23, 59, 59)); // The clocks change on the 29th.

        Assert.Equal("J-7", ReminderPlan.Due(campaign, Akto, new HashSet<string>(), Paris(2026, 3, 23, 0, 0, 1))?.Name);
        Assert.Equal("J-15", ReminderPlan.Due(campaign, Akto, new HashSet<string>(), Paris(2026, 3, 22, 23, 59, 59))?.Name);
    }

    [Fact]
    public void Due_follows_the_extension_of_the_body_and_says_nothing_on_the_day_it_is_granted()
    {
        var campaign = Campaign();
        campaign.Extend(0, Paris(2026, 6, 20, 23, 59, 59), "Panne", "Paul", Paris(2026, 5, 25, 10));

        Assert.Null(ReminderPlan.Due(campaign, Akto, new HashSet<string>(), Paris(2026, 5, 26, 9)));
        Assert.Null(ReminderPlan.Due(campaign, Akto, new HashSet<string>(), Paris(2026, 6, 1, 9)));
        Assert.Equal("J-15@2026-06-20", ReminderPlan.Due(campaign, Akto, new HashSet<string>(), Paris(2026, 6, 5, 9))?.Key);
    }

    [Fact]
    public void Due_is_nothing_when_the_reminders_are_stopped_or_the_campaign_is_closed()
    {
        var (stopped, closed) = (Campaign(), Campaign());
        stopped.StopReminders("Grève", "Paul", Paris(2026, 5, 2));
        closed.Close(Paris(2026, 5, 2));

        Assert.Null(ReminderPlan.Due(stopped, Akto, new HashSet<string>(), Paris(2026, 5, 24, 9)));
        Assert.Null(ReminderPlan.Due(closed, Akto, new HashSet<string>(), Paris(2026, 5, 24, 9)));
    }

    [Theory]
    [InlineData(OperatorType.Opco, "AKTO", StatementKind.Esf, "R. 6332-31 du code du travail")]
    [InlineData(OperatorType.Atpro, "TPARA", StatementKind.Esf, "D. 6323-21-2 du code du travail")]
    [InlineData(OperatorType.Faf, "AGEFICE", StatementKind.Esf, "R. 6332-63 du code du travail")]
    [InlineData(OperatorType.Faf, "VIVEA", StatementKind.Esf, "R. 718-19 du code rural et de la pêche maritime")]
    [InlineData(OperatorType.Opco, "AKTO", StatementKind.Csa, "L. 6242-1 du code du travail")]
    public void Letter_names_the_article_of_the_family_and_what_is_missing(OperatorType type, string code, StatementKind kind, string article)
    {
        var body = new Operator(code, code, type, "000000000");
        var campaign = new Campaign(kind, 2025, Paris(2026, 1, 5), Deadline);
        var left = new StatementLeft(true, 10, 8, 80, 2, 0, 0, 1, 3, 0);

        var letter = ReminderLetter.Of(campaign, body, left, hasSignatory: false, Paris(2026, 5, 24, 9));

        Assert.Contains($"En application de l’article {article}", letter.Lines[0], StringComparison.Ordinal);
        Assert.Contains("avant le 31\u00a0mai 2026 à 23\u00a0h\u00a059", letter.Lines[0], StringComparison.Ordinal);
        Assert.Equal("2\u00a0cadres vides, 1\u00a0pièce à joindre ou à analyser, 3\u00a0constats bloquants, ainsi que la certification et la signature", letter.Missing);
        Assert.Contains(letter.Lines, l => l.Contains("Personne n’est aujourd’hui habilité à signer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2026, 6, 1, 2026, 7, 1)]
    [InlineData(2026, 1, 31, 2026, 2, 28)]
    [InlineData(2028, 1, 30, 2028, 2, 29)]
    [InlineData(2026, 8, 31, 2026, 9, 30)]
    [InlineData(2026, 12, 15, 2027, 1, 15)]
    [InlineData(2026, 9, 26, 2026, 10, 26)]
    public void Month_of_a_notice_is_a_calendar_month_of_Paris(int year, int month, int day, int untilYear, int untilMonth, int untilDay) =>
        Assert.Equal(Paris(untilYear, untilMonth, untilDay, 23, 59, 59), NoticeTerm.After(Paris(year, month, day, 23, 30)));

    private static Campaign Campaign() => new(StatementKind.Esf, 2025, Paris(2026, 2, 1), Deadline);

    private static DateTimeOffset Paris(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        ParisTime.At(new DateOnly(year, month, day), new TimeOnly(hour, minute, second))!.Value;
}
