using System.Net;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Declarations;

/// <summary>The last second of the deadline, in Paris: in summer, and on the days the clocks change.</summary>
public sealed class SubmissionClockTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeOnly End = new(23, 59, 59);
    private readonly StatementHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Submit_in_the_last_second_is_in_time_and_in_the_next_one_is_late()
    {
        foreach (var (month, day) in new[] { (3, 28), (5, 31), (10, 31) }) // In 2027, the clocks change on 28 March and on 31 October.
        {
            var deadline = ParisTime.At(new DateOnly(2027, month, day), End)!.Value;
            await _host.Database(async d =>
            {
                (await d.Campaigns.SingleAsync(c => c.Exercise == 2025)).MoveDeadline(deadline);
                return await d.SaveChangesAsync();
            });
            var (inTime, late) = (await SignedStatement.Ready(_host), await SignedStatement.Ready(_host));
            await _host.Database(async d =>
            {
                var campaign = await d.Campaigns.SingleAsync(c => c.Exercise == 2025);
                foreach (var body in new[] { inTime, late })
                {
                    campaign.Oblige(body.OperatorId, true, ObligationReason.ByType, "", "essai", _host.Clock.GetUtcNow());
                }

                return await d.SaveChangesAsync();
            });

            Assert.Equal(deadline, await SubmitAt(inTime, deadline.AddMilliseconds(900)));
            Assert.Equal(deadline.AddSeconds(1), await SubmitAt(late, deadline.AddSeconds(1)));

            var ines = await _host.As(DemoAccounts.AgentDgefp, Role.AgentDgefp);
            var list = await ines.PageAsync("/instruction?etat=deposees");
            Assert.Equal("Déposée", State(list, inTime));
            Assert.Equal("Déposée en retard", State(list, late));
            Assert.DoesNotContain(Name(inTime), (await ines.PageAsync("/instruction?retard=oui")).TextOf("#declarations"), StringComparison.Ordinal);
        }
    }

    /// <summary>Signs at that instant through the pages and gives the instant of the receipt.</summary>
    private async Task<DateTimeOffset> SubmitAt(GivenStatement given, DateTimeOffset at)
    {
        _host.Clock.SetUtcNow(at);
        _host.ForgetBrowsers();
        var marc = await _host.As(StatementHost.Marc);
        var page = await marc.PageAsync($"{given.Root}/signature");
        using var answer = await marc.SendAsync(page, "form[action$=signature]", SignedStatement.Filled);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await _host.Database(d => d.Submissions.Where(s => s.DeclarationId == given.Id).Select(s => s.SubmittedAt).SingleAsync());
    }

    private static string Name(GivenStatement given) => $"Opérateur {given.OperatorCode["OPCO".Length..]} ";

    private static string State(AngleSharp.Html.Dom.IHtmlDocument list, GivenStatement given) => list.QuerySelectorAll("#declarations tbody tr")
        .Single(r => $"{r.QuerySelector("th")!.TextContent.Trim()} " == Name(given)).QuerySelectorAll("td")[1].TextContent.Trim();
}
