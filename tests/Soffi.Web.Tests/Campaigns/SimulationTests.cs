using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Audit;
using Soffi.Domain.Operators;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Campaigns;

/// <summary>« Voir la campagne comme tel opérateur à telle date ».</summary>
public sealed class SimulationTests : CampaignHost
{
    [Fact]
    public async Task Simulate_a_body_shows_its_deadline_reminder_and_late_state_and_writes_nothing()
    {
        await Factory.OperatorAsync("ARTAUT", OperatorType.Faf, hostId: Akto);
        await Publish(OperatorType.Opco, 2025);
        await Factory.DatabaseAsync(async d =>
        {
            (await d.Campaigns.SingleAsync()).Extend(Akto, Now.AddDays(40), "Panne du logiciel comptable", "Anne", Now);
            return await d.SaveChangesAsync();
        });
        var admin = await Admin();
        var written = await Lines();

        var before = await Simulate(admin, "AKTO", In(33));
        var late = await Simulate(admin, "ATLAS", In(31));

        Assert.Contains("Simulation", before, StringComparison.Ordinal);
        Assert.Contains("délai accordé : Panne du logiciel comptable", before, StringComparison.Ordinal);
        Assert.Contains("7 jours", before, StringComparison.Ordinal);
        Assert.Matches(@"Rappels du jour\s+J-7", before);
        Assert.Contains("Opérateur ARTAUT (section de Opérateur AKTO)", before, StringComparison.Ordinal);
        Assert.Contains("ESF Opco 2025, version 1", before, StringComparison.Ordinal);
        Assert.Contains("Aucun formulaire publié", before, StringComparison.Ordinal);
        Assert.Matches(@"Retard\s+En retard", late);
        Assert.Matches(@"Rappels du jour\s+J\+1", late);
        Assert.Equal(written, await Lines());
        Assert.Empty(await Statements(Campaign));
    }

    [Fact]
    public async Task Simulate_before_the_opening_says_when_it_opens()
    {
        Assert.Contains("La saisie ouvrira le", await Simulate(await Admin(), "AKTO", In(-40)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PERSONNE", "01/06/2027", "organisme de la liste")]
    [InlineData("AKTO", "31/02/2027", "jj/mm/aaaa")]
    [InlineData("", "", "jj/mm/aaaa")]
    public async Task Simulate_something_impossible_says_what_to_type(string body, string day, string expected)
    {
        var answer = await (await Admin()).GetAsync($"/campagnes/{Campaign}/simulation?operateur={body}&date={Uri.EscapeDataString(day)}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, (await answer.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_an_unknown_campaign_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await Admin()).GetAsync("/campagnes/999/simulation?operateur=AKTO&date=01/06/2027")).StatusCode);

    private Task<int> Lines() => Factory.DatabaseAsync(d => d.Set<AuditEntry>().CountAsync(e => e.ObjectType != "session"));

    private async Task<string> Simulate(HttpClient admin, string body, string day)
    {
        var answer = await admin.GetAsync($"/campagnes/{Campaign}/simulation?operateur={body}&date={Uri.EscapeDataString(day)}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Text(answer);
    }
}
