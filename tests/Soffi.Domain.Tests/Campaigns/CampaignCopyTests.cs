using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using static Soffi.Domain.Tests.Declarations.Given;

namespace Soffi.Domain.Tests.Campaigns;

public sealed class CampaignCopyTests
{
    private static DateTimeOffset Paris(int year, int month, int day, int hour, int minute, int second = 0) =>
        ParisTime.At(new DateOnly(year, month, day), new TimeOnly(hour, minute, second))!.Value;

    [Fact]
    public void Of_last_year_shifts_dates_and_takes_documents_and_obligations()
    {
        var last = new Campaign(StatementKind.Esf, 2025, Paris(2026, 1, 15, 8, 0), Paris(2026, 5, 31, 23, 59, 59));
        last.SetDeadline(OperatorType.Faf, Paris(2026, 6, 30, 23, 59, 59));
        last.Add(new CampaignDocument(OperatorType.Opco, "CAC", "Attestation", "R. 6332-31", DocumentNeed.Required, ["pdf"]));
        last.Oblige(Akto, false, ObligationReason.Merged, "Fusion avec ATLAS", "Anne", Now);
        last.Oblige(Section().Id, false, ObligationReason.NoActivity, "Aucune collecte en 2025", "Anne", Now);
        last.Extend(Akto, Paris(2026, 7, 31, 23, 59, 59), "Panne", "Anne", Now);
        last.Close(Now);

        var copy = CampaignCopy.Of(last, 2026, [Operator(), Section(), Numbered(11, new("NEUF", "Neuf", OperatorType.Faf, "000000000"))], "Anne", Now);

        Assert.Equal((2026, CampaignState.InPreparation), (copy.Exercise, copy.StateAt(Now.AddYears(5))));
        Assert.Equal((Paris(2027, 1, 15, 8, 0), Paris(2027, 5, 31, 23, 59, 59)), (copy.OpensAt, copy.Deadline));
        Assert.Equal(Paris(2027, 6, 30, 23, 59, 59), copy.DeadlineOf(OperatorType.Faf));
        Assert.Equal(("CAC", DocumentNeed.Required), copy.Documents.Select(d => (d.Code, d.Need)).Single());
        Assert.Empty(copy.Extensions);
        Assert.Equal(
            [(Akto, false, ObligationReason.Merged), (Section().Id, true, ObligationReason.ByType), (11, true, ObligationReason.ByType)],
            copy.Obligations.Select(o => (o.OperatorId, o.Owes, o.Reason)));
    }

    [Theory]
    [InlineData("2024-02-29T07:00:00Z", 1, "2025-02-28T07:00:00Z")]
    [InlineData("2026-03-28T01:30:00Z", 1, "2027-03-28T01:30:00Z")] // 2 h 30 does not exist on 28 March 2027: 3 h 30
    [InlineData("2026-10-25T22:59:59Z", 1, "2027-10-25T21:59:59Z")] // winter time in 2026, summer time in 2027
    public void Shift_keeps_the_clocks_of_paris(string instant, int years, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        CampaignCopy.Shift(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), years));

    [Fact]
    public void FromTheLaw_csa_is_owed_by_the_opco_only()
    {
        var campaign = CampaignCopy.FromTheLaw(StatementKind.Csa, 2023, Now, Now.AddDays(30), [Operator(), Section()], "Anne", Now);

        Assert.Equal([(Akto, true), (Section().Id, false)], campaign.Obligations.Select(o => (o.OperatorId, o.Owes)));
        Assert.All(campaign.Documents, d => Assert.Equal(OperatorType.Opco, d.OperatorType));
    }

    [Fact]
    public void FromTheLaw_esf_is_owed_by_all_with_the_documents_of_each_type()
    {
        var campaign = CampaignCopy.FromTheLaw(StatementKind.Esf, 2026, Now, Now.AddDays(30), [Operator(), Section()], "Anne", Now);

        Assert.All(campaign.Obligations, o => Assert.True(o.Owes));
        Assert.Equal(18, campaign.Documents.Count);
        Assert.Equal(3, campaign.Documents.Count(d => d is { Code: "CAC", Need: DocumentNeed.Required }));
    }
}
