using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Review;

/// <summary>The page that compares a statement with last year, with its own past and with its peers: information, without their names.</summary>
public sealed class ComparisonTests : IDisposable
{
    private static readonly CellCode Moved = CellCode.Parse("B2.011.ALT");

    private readonly SignInFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public async Task Show_what_moved_by_weight_and_how_far_it_is_from_the_peers_without_naming_them()
    {
        await _factory.PublishCguAsync();
        await _factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        var (before, now) = (await _factory.CampaignAsync(2024), await _factory.CampaignAsync());
        var akto = await Body("AKTO", before, now, 300);
        for (var peer = 1; peer <= 5; peer++)
        {
            await Body($"PAIR{peer}", before, now, 100 + peer); // Grows by 1 to 5 %.
        }

        var ines = await _factory.EnteredAsync(DemoAccounts.AgentDgefp);
        var page = await ines.PageAsync($"/instruction/{akto}/comparaisons");

        var heaviest = page.QuerySelector("#variations tbody tr")!;
        Assert.Equal($"/instruction/{akto}/cadres/B2#B2-011-ALT", heaviest.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Contains("+200\u00a0%", heaviest.TextContent.Replace('\u202f', '\u00a0'), StringComparison.Ordinal);
        Assert.Contains("médiane +3\u00a0%", page.TextOf("#atypiques").Replace("médiane +3 %", "médiane +3\u00a0%", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("éloignée de celle des pairs", page.TextOf("#atypiques"), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("#atypiques tbody tr"));
        Assert.DoesNotContain("PAIR", page.TextOf("main"), StringComparison.Ordinal);
    }

    /// <summary>Submits both exercises; this year's figure is that part of last year's.</summary>
    /// <param name="percent">100 for the same.</param>
    /// <returns>This year's submission.</returns>
    private async Task<Guid> Body(string code, int before, int now, int percent)
    {
        var body = await _factory.OperatorAsync(code, OperatorType.Opco);
        await _factory.SubmitAsync(body, before);
        var submission = await _factory.SubmitAsync(body, now);
        await _factory.DatabaseAsync(d => d.SubmissionCells.Where(c => c.SubmissionId == submission.Id && c.Table == Moved.Table && c.Row == Moved.Row && c.Column == Moved.Column)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Number, c => c.Number * percent / 100)));
        return submission.Id;
    }
}
