using System.Globalization;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Demonstration;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Statistics;

/// <summary>
/// The published entries of 2021 to 2023 typed by people: thirty-three statements posted cadre by cadre, justified,
/// certified, then read in J11 by an agent. The split over the OPCO is fictitious, the totals are the published ones.
/// </summary>
public sealed class PublishedSeriesJourneyTests(StatementHost host) : IClassFixture<StatementHost>, IAsyncLifetime
{
    private static readonly int[] Exercises = [2021, 2022, 2023];
    private HttpClient _claire = null!;
    private HttpClient _marc = null!;

    public async Task InitializeAsync()
    {
        await Given();
        _claire = await host.As(StatementHost.Claire);
        _marc = await host.As(StatementHost.Marc);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Type_the_published_entries_through_the_pages_gives_table_J11()
    {
        foreach (var exercise in Exercises)
        {
            var form = Form(exercise);
            foreach (var opco in DemoOpco.All)
            {
                await Declare(form, opco.Code, exercise);
            }
        }

        var agent = await host.As(DemoAccounts.AgentDgefp);
        var page = await agent.PageAsync("/statistiques/J11?exercice=2021&exercice=2022&exercice=2023");
        foreach (var (year, entries) in StatisticsData.PublishedEntries)
        {
            Assert.Equal(entries.Select(e => (decimal)e), Line(page, year.ToString(CultureInfo.InvariantCulture)).Take(12));
        }

        foreach (var (year, rates) in StatisticsData.PublishedRates)
        {
            Assert.Equal(rates, Line(page, $"{year}/{year - 1}").Take(12));
        }

        Assert.Equal(53_750m, Line(page, "2023").Last());
    }

    private async Task Declare(FormDefinition form, string code, int exercise)
    {
        var (root, previous) = await Statement(code, exercise);
        var values = DemoStatements.Build(form, code, exercise, previous);
        var overview = await _claire.PageAsync($"{root}/cadres/0");
        var token = Token(overview);
        foreach (var cadre in form.Cadres)
        {
            var typed = cadre.Cells.Where(c => c.IsInput && !(previous.Count > 0 && c.CarryOver is not null))
                .Select(c => KeyValuePair.Create(c.Code.ToString(), CellFormatter.Edit(c.Type, values[c.Code])));
            using var saved = await _claire.SendFieldsAsync($"{root}/cadres/{cadre.Code}", [token, new("revision", "0"), .. typed]);
            Assert.True((int)saved.StatusCode is 302 or 303, $"{code} {exercise}, cadre {cadre.Code} : {saved.StatusCode}");
        }

        var findings = await _claire.PageAsync($"{root}/controles");
        if (findings.QuerySelector("form[action$=controles]") is not null)
        {
            var texts = findings.Explained(DemoStatements.Explanation("P01"));
            using var explained = await _claire.SendAsync(findings, "form[action$=controles]", texts);
        }

        var signature = await _marc.PageAsync($"{root}/signature");
        using var receipt = await _marc.SendAsync(signature, "form[action$=signature]", ("fonction", "Directrice générale"), ("certifie", "true"));
        Assert.EndsWith("/accuses/1", receipt.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    private static KeyValuePair<string, string> Token(IHtmlDocument page) =>
        new("__RequestVerificationToken", ((IHtmlInputElement)page.QuerySelector("#saisie input[name=__RequestVerificationToken]")!).Value);

    /// <summary>The numbers of a row of the table, as the page gives them to machines.</summary>
    private static List<decimal> Line(IHtmlDocument page, string label) => [.. page.QuerySelectorAll("table tbody tr")
        .Single(r => r.QuerySelector("th[scope=row]")?.TextContent.Trim() == label)
        .QuerySelectorAll("data").Select(d => decimal.Parse(d.GetAttribute("value")!, CultureInfo.InvariantCulture))];

    private async Task<(string Root, CellValues Previous)> Statement(string code, int exercise)
    {
        var (id, operatorId) = await host.Database(async context =>
        {
            var body = await context.Operators.SingleAsync(o => o.Code == code);
            var campaign = await context.Campaigns.SingleAsync(c => c.Exercise == exercise);
            var declaration = await context.Declarations.SingleAsync(d => d.OperatorId == body.Id && d.CampaignId == campaign.Id);
            return (declaration.Id, body.Id);
        });
        await using var scope = host.Services.CreateAsyncScope();
        var repository = scope.ServiceProvider.GetRequiredService<DeclarationRepository>();
        return ($"/declarations/{id}", await repository.PreviousValues(operatorId, StatementKind.Esf, exercise, CancellationToken.None));
    }

    /// <summary>The eleven OPCO, the three campaigns, the statements to fill and the rights of those who will.</summary>
    private async Task Given()
    {
        var versions = new Dictionary<int, FormVersion>();
        foreach (var exercise in Exercises)
        {
            versions[exercise] = await host.Publish(Form(exercise));
        }

        await host.Database(async context =>
        {
            var now = host.Clock.GetUtcNow();
            var bodies = DemoOpco.All.Select(o => new Operator(o.Code, o.Name, OperatorType.Opco, o.Siren)).ToList();
            var campaigns = Exercises.Select(e => new Campaign(StatementKind.Esf, e, now.AddMonths(-1), now.AddDays(30))).ToList();
            context.AddRange(bodies);
            context.AddRange(campaigns);
            await context.SaveChangesAsync();
            context.AddRange(campaigns.SelectMany(c => bodies.Select(b => new Declaration(b.Id, c.Id, versions[c.Exercise].Id, now))));
            context.AddRange(bodies.Select(b => new Grant(StatementHost.Claire.Email, Role.Declarant, now, b.Id)));
            context.AddRange(bodies.Select(b => new Grant(StatementHost.Marc.Email, Role.Signatory, now, b.Id)));
            context.Add(new Grant(DemoAccounts.AgentDgefp.Email, Role.AgentDgefp, now));
            return await context.SaveChangesAsync();
        });
    }

    private FormDefinition Form(int exercise)
    {
        var root = host.Services.GetRequiredService<IWebHostEnvironment>().ContentRootPath;
        return FormReader.Read(FormFiles.FromFolder(Path.Combine(root, "Forms")), $"{exercise}/OPCO").Definition!;
    }
}
