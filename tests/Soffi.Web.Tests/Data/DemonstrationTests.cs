using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

public sealed class DemonstrationTests(SeededHost seeded) : IClassFixture<SeededHost>
{
    private readonly SoffiHost _host = seeded.Host;

    [Fact]
    public async Task Seed_holds_all_bodies_with_fictitious_numbers()
    {
        var bodies = await _host.Database(d => d.Operators.AsNoTracking().ToListAsync());

        Assert.Equal(11, bodies.Count(o => o.Type == OperatorType.Opco));
        Assert.Equal(18, bodies.Count(o => o.Type == OperatorType.Atpro));
        Assert.Equal(7, bodies.Count(o => o.Type == OperatorType.Faf));
        Assert.All(bodies, o => Assert.StartsWith("000", o.Siren, StringComparison.Ordinal));
        Assert.All(bodies, o => Assert.True(IsLuhn(o.Siren), o.Siren));
        Assert.Equal(bodies.Count, bodies.Select(o => o.Siren).Distinct().Count());
        Assert.Equal(
            Region.All.Select(r => r.Code),
            bodies.Where(o => o.Type == OperatorType.Atpro).Select(o => o.RegionCode!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Seed_submits_the_past_and_leaves_the_present_to_people()
    {
        var statements = await _host.Database(d => (
            from s in d.Declarations
            join o in d.Operators on s.OperatorId equals o.Id
            join c in d.Campaigns on s.CampaignId equals c.Id
            where o.Type == OperatorType.Opco && c.Kind == Domain.Campaigns.StatementKind.Esf
            select new { o.Code, c.Exercise, s.Status }).ToListAsync());

        Assert.Equal(55, statements.Count);
        Assert.All(statements.Where(s => s.Exercise < 2025), s => Assert.Equal(s.Exercise == 2023 ? DeclarationStatus.Published : DeclarationStatus.Submitted, s.Status));
        var open = statements.Where(s => s.Exercise == 2025).ToDictionary(s => s.Code, s => s.Status);
        Assert.Equal(DeclarationStatus.InProgress, open["AKTO"]);
        Assert.Equal(DeclarationStatus.ToFill, open["ATLAS"]);
        Assert.Equal(9, open.Values.Count(s => s == DeclarationStatus.Submitted));
    }

    [Fact]
    public async Task Seed_submits_two_years_of_the_associations_and_funds()
    {
        var statements = await _host.Database(d => (
            from s in d.Declarations
            join o in d.Operators on s.OperatorId equals o.Id
            join c in d.Campaigns on s.CampaignId equals c.Id
            where o.Type != OperatorType.Opco
            select new { o.Code, c.Exercise, s.Status }).ToListAsync());

        Assert.Equal(75, statements.Count(s => s.Exercise is 2023 or 2024 or 2025));
        Assert.All(statements.Where(s => s.Exercise < 2025), s => Assert.Equal(DeclarationStatus.Submitted, s.Status));
        Assert.All(["TPARA", "AGEFICE"], c => Assert.Equal(DeclarationStatus.ToFill, statements.Single(s => s.Code == c && s.Exercise == 2025).Status));
    }

    [Fact]
    public async Task Seed_keeps_the_csa_closed_but_for_corrections_and_the_sections_under_their_host()
    {
        var campaigns = await _host.Database(d => d.Campaigns.AsNoTracking().OrderBy(c => c.Exercise).ToListAsync());
        var csa = campaigns.Where(c => c.Kind == Domain.Campaigns.StatementKind.Csa).ToList();
        Assert.Equal([2020, 2021, 2022], csa.Select(c => c.Exercise));
        Assert.All(csa, c => Assert.Equal(Domain.Campaigns.CampaignState.CorrectionsOnly, c.StateAt(_host.Clock.GetUtcNow())));
        Assert.All(
            campaigns.Where(c => c.Kind == Domain.Campaigns.StatementKind.Esf && c.Exercise < 2025),
            c => Assert.Equal(Domain.Campaigns.CampaignState.Closed, c.StateAt(_host.Clock.GetUtcNow())));
        var bodies = await _host.Database(d => d.Operators.AsNoTracking().ToDictionaryAsync(o => o.Code));
        Assert.Equal((bodies["AFDAS"].Id, bodies["OCAPIAT"].Id), (bodies["ARTAUT"].HostId, bodies["PECHE"].HostId));
    }

    [Fact]
    public async Task Seed_submissions_are_intact_evidence()
    {
        var submissions = await _host.Database(d => d.Submissions.AsNoTracking().ToListAsync());

        Assert.Equal(53 + 36 + 14 + 5 + 33, submissions.Count); // OPCO; two years of ATPRO and of FAF; five of them for the open year; three years of CSA
        Assert.All(submissions, s => Assert.True(SubmissionSnapshot.IsIntact(s), s.ReceiptNumber));
        Assert.All(submissions, s => Assert.True(s.IsLatest));
        Assert.All(submissions, s => Assert.True(s.SubmittedAt < _host.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Seed_statements_carry_the_documents_their_campaign_requires()
    {
        var campaign = await _host.Database(d => d.Campaigns.AsNoTracking().SingleAsync(c => c.Exercise == 2025));
        var asked = await _host.Database(d => d.CampaignDocuments.AsNoTracking()
            .Where(x => x.CampaignId == campaign.Id && x.OperatorType == OperatorType.Opco).ToListAsync());
        var required = asked.Where(a => a.Need == Domain.Campaigns.DocumentNeed.Required).Select(a => a.Code).ToList();
        var statements = await _host.Database(d => d.Declarations.AsNoTracking().Include(x => x.Documents)
            .Where(x => x.CampaignId == campaign.Id && d.Operators.Any(o => o.Id == x.OperatorId && o.Type == OperatorType.Opco)).ToListAsync());

        Assert.Equal(3, required.Count);
        Assert.All(statements.Where(s => s.Status != DeclarationStatus.ToFill), s => Assert.Subset(s.Documents.Select(x => x.Code).ToHashSet(), required.ToHashSet()));
        Assert.All(statements.Where(s => s.Status == DeclarationStatus.Submitted), s => Assert.All(s.Documents, x => Assert.NotNull(x.SealedAt)));
        Assert.All(statements.SelectMany(s => s.Documents), x => Assert.Equal(ScanVerdict.NotScanned, x.Verdict));

        // Their bytes, the same for every body, are stored once.
        Assert.InRange(await _host.Database(d => d.DocumentContents.CountAsync()), required.Count, 3 * asked.Count);
    }

    [Fact]
    public async Task Seed_carries_last_year_over()
    {
        var akto = await _host.Database(d => d.Operators.SingleAsync(o => o.Code == "AKTO"));
        var previous = await _host.With<DeclarationRepository, CellValues>(r => r.PreviousValues(akto.Id, Domain.Campaigns.StatementKind.Esf, 2025));

        Assert.True(previous[CellCode.Parse("B3.APP.G")].IsNumber); // a computed cell, kept with the submission
    }

    [Fact]
    public async Task Seed_of_the_open_campaign_leaves_a_fortnight()
    {
        var campaign = await _host.Database(d => d.Campaigns.SingleAsync(c => c.Exercise == 2025));

        Assert.True(campaign.IsOpen(_host.Clock.GetUtcNow()));
        Assert.True(campaign.Deadline >= _host.Clock.GetUtcNow().AddDays(14));
        var paris = ParisTime.Of(campaign.Deadline);
        Assert.Equal((5, 31, 23, 59, 59), (paris.Month, paris.Day, paris.Hour, paris.Minute, paris.Second));
    }

    [Fact]
    public async Task Ready_probe_of_a_seeded_portal_answers_200()
    {
        using var client = _host.CreateClient();
        using var alive = await client.GetAsync("/sante/vivant");
        using var ready = await client.GetAsync("/sante/pret");

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static bool IsLuhn(string siren) =>
        siren.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 2)).Sum(d => d > 9 ? d - 9 : d) % 10 == 0;
}
