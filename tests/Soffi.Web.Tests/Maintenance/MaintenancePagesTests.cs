using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.Maintenance;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Maintenance;

/// <summary>CGU-38, CGU-39: closures of one or several parts of the service, announced, with the hour of reopening; nothing typed is lost.</summary>
[Trait("CGU", "CGU-38")]
[Trait("CGU", "CGU-39")]
public sealed class MaintenancePagesTests : IAsyncLifetime, IDisposable
{
    private readonly SignInFactory _factory = new();

    public async Task InitializeAsync()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.Administrateur, Role.Administrator);
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Plan_announces_it_on_every_page_and_writes_it_in_the_journal()
    {
        var anne = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        var start = _factory.Clock.GetUtcNow().AddDays(2);

        using var answer = await Plan(anne, "Statistics", "Closed", start, start.AddHours(3));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Les statistiques seront fermées", (await anne.PageAsync("/maintenance")).TextOf("#etat"), StringComparison.Ordinal);
        var visitor = _factory.CreateClient();
        Assert.Contains("Les statistiques seront fermées", (await visitor.PageAsync("/")).TextOf("#maintenance-annonce"), StringComparison.Ordinal);
        Assert.Contains("Les statistiques seront", await visitor.GetStringAsync("/maintenance/annonce"), StringComparison.Ordinal);
        Assert.Contains("Les statistiques", Assert.Single(await _factory.JournalAsync(AuditAction.MaintenancePlanned)).DetailsJson, StringComparison.Ordinal);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/statistiques")).StatusCode);
    }

    [Fact]
    public async Task Closed_part_answers_503_with_the_hour_of_reopening_and_the_rest_goes_on()
    {
        await Window(MaintainedFeature.Statistics, MaintenanceMode.Closed, 5, 15);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var anne = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        _factory.Clock.Advance(TimeSpan.FromMinutes(10));

        using var answer = await ines.GetAsync("/statistiques");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.RetryAfter!.Delta);
        var page = await answer.ReadPageAsync();
        Assert.Contains("Les statistiques : fermeture pour maintenance", page.TextOf("h1").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Revenez après la réouverture", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/instruction")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/aide")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/sante/pret")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await anne.GetAsync("/statistiques")).StatusCode);

        _factory.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/statistiques")).StatusCode);
    }

    [Fact]
    public async Task Whole_service_closed_leaves_home_help_and_terms_open_and_answers_scripts_in_json()
    {
        await Window(MaintainedFeature.Everything, MaintenanceMode.Closed, 5, 15);
        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        _factory.Clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var path in new[] { "/instruction", "/statistiques/J2", "/audit/moi", "/acces" })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ines.GetAsync(path)).StatusCode);
        }

        foreach (var path in new[] { "/", "/accueil", "/aide", "/cgu", "/mentions-legales" })
        {
            Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync(path)).StatusCode);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/instruction");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await ines.SendAsync(request);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task End_before_the_hour_opens_again_at_once()
    {
        await Window(MaintainedFeature.Statistics, MaintenanceMode.Closed, 5, 480);
        var (anne, ines) = (await _factory.EnteredAsync(DemoAccounts.Administrateur), await _factory.EnteredAsync(DemoAccounts.AgentDgefp));
        _factory.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ines.GetAsync("/statistiques")).StatusCode);

        var page = await anne.PageAsync("/maintenance");
        using var ended = await anne.SendAsync(page, "form[action$='/fin']");

        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/statistiques")).StatusCode);
        Assert.Single(await _factory.JournalAsync(AuditAction.MaintenanceEnded));
        using var again = await anne.SendAsync(page, "form[action$='/fin']");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Theory]
    [InlineData("", "ReadOnly", 1, 2, "Choisissez ce qui est concerné")]
    [InlineData("Statistics", "Autre", 1, 2, "Choisissez entre lecture seule")]
    [InlineData("Statistics", "Closed", -2, 2, "Le début est passé")]
    [InlineData("Statistics", "Closed", 3, 2, "doit suivre le début")]
    [InlineData("Statistics", "Closed", 1, 500, "7 jours au plus")]
    public async Task Plan_what_cannot_be_says_why_and_announces_nothing(string feature, string mode, int start, int end, string sentence)
    {
        var anne = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        var now = _factory.Clock.GetUtcNow();

        using var answer = await Plan(anne, feature, mode, now.AddHours(start), now.AddHours(end));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, (await answer.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal("[]", await anne.GetStringAsync("/maintenance/annonce"));
    }

    [Fact]
    public async Task Plan_without_an_end_asks_for_one_and_keeps_what_was_typed()
    {
        var anne = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        var page = await anne.PageAsync("/maintenance");

        using var answer = await anne.SendAsync(page, Form, ("Feature", "Everything"), ("Mode", "Closed"), ("StartDay", "01/12/2031"), ("StartHour", "8:00"), ("Reason", "Mise à jour du serveur"));

        page = await answer.ReadPageAsync();
        Assert.Contains("saisissez une date", page.TextOf("#EndDay-messages"), StringComparison.Ordinal);
        Assert.Equal("Mise à jour du serveur", page.QuerySelector("#Reason")!.TextContent.Trim());
    }

    [Fact]
    public async Task Window_over_a_deadline_proposes_to_move_it()
    {
        var campaign = await _factory.CampaignAsync();
        var deadline = await _factory.DatabaseAsync(async d => (await d.Campaigns.FindAsync(campaign))!.Deadline);
        _factory.Clock.Advance(deadline - _factory.Clock.GetUtcNow() - TimeSpan.FromHours(30));
        await Window(MaintainedFeature.Declarations, MaintenanceMode.Closed, 60, 300);
        var anne = await _factory.EnteredAsync(DemoAccounts.Administrateur);
        Assert.Contains("empiète sur l’échéance", (await anne.PageAsync("/maintenance")).TextOf("main"), StringComparison.Ordinal);

        var page = await anne.PageAsync($"/campagnes/{campaign}");
        using var moved = await anne.SendAsync(page, ".fr-alert form");

        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        var now = await _factory.DatabaseAsync(async d => (await d.Campaigns.FindAsync(campaign))!.Deadline);
        Assert.InRange((now - deadline).TotalHours, 23, 25);
    }

    [Theory]
    [InlineData("/maintenance")]
    public async Task Pages_are_for_administrators(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _factory.EnteredAsync(DemoAccounts.AgentDgefp)).GetAsync(path)).StatusCode);

    private const string Form = "form[action='/maintenance']";

    private static async Task<HttpResponseMessage> Plan(HttpClient browser, string feature, string mode, DateTimeOffset start, DateTimeOffset end)
    {
        var page = await browser.PageAsync("/maintenance");
        return await browser.SendAsync(
            page, Form, ("Feature", feature), ("Mode", mode), ("StartDay", Day(start)), ("StartHour", Hour(start)), ("EndDay", Day(end)), ("EndHour", Hour(end)),
            ("Reason", "Mise à jour du serveur"));
    }

    private static string Day(DateTimeOffset at) => Domain.Declarations.ParisTime.Of(at).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string Hour(DateTimeOffset at) => Domain.Declarations.ParisTime.Of(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task Window(MaintainedFeature feature, MaintenanceMode mode, int start, int end)
    {
        var now = _factory.Clock.GetUtcNow();
        await _factory.DatabaseAsync(d =>
        {
            d.Add(new MaintenanceWindow(feature, mode, now.AddMinutes(start), now.AddMinutes(end), "Mise à jour", new Actor(Guid.CreateVersion7(), "Anne", "a@exemple.invalid", []), now));
            return d.SaveChangesAsync();
        });
        _factory.Services.GetRequiredService<MaintenanceSchedule>().Forget();
    }
}
