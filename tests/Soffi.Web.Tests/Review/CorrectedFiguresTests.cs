using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Publications;

namespace Soffi.Web.Tests.Review;

/// <summary>A statement corrected after it was counted: statistics choose the last version, or the one that stood at an instant.</summary>
public sealed class CorrectedFiguresTests : IAsyncLifetime, IDisposable
{
    private static readonly CellCode Charges = CellCode.Parse("B2.900.TOT");

    private readonly PublishedHouse _house = new();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Count_a_corrected_statement_at_a_date_gives_what_stood_then_and_by_default_the_last_version()
    {
        var first = await _house.Factory.SubmitAsync(_house.Opco, _house.Campaign);
        var was = await Submitted(first);
        _house.Factory.Clock.Advance(TimeSpan.FromMinutes(5));
        var between = _house.Factory.Clock.GetUtcNow();
        await _house.Press(
            $"/instruction/{first.Id}/corrections", "form[action$=corrections]", ("Cadres", "B2"), ("Reasons", "Typing"), ("Text", "Les charges du cadre B2 sont à revoir."),
            ("Day", between.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(was, await Counted("perimetre=deposees")); // What was submitted counts until the next one.
        var second = await _house.Corrected(first);
        var now = await Submitted(second);

        Assert.NotEqual(was, now);
        Assert.Equal(now, await Counted("perimetre=deposees"));
        Assert.Equal(was, await Counted($"perimetre=date&au={Uri.EscapeDataString(between.ToString("O", CultureInfo.InvariantCulture))}"));
        Assert.Equal(now, await Counted($"perimetre=date&au={Uri.EscapeDataString(second.SubmittedAt.ToString("O", CultureInfo.InvariantCulture))}"));
        Assert.Null(await Counted($"perimetre=date&au={Uri.EscapeDataString(between.AddDays(-2).ToString("O", CultureInfo.InvariantCulture))}"));
    }

    private Task<decimal> Submitted(Submission submission) => _house.Factory.DatabaseAsync(async d =>
        (await d.SubmissionCells.AsNoTracking().Where(c => c.SubmissionId == submission.Id && c.Table == Charges.Table && c.Row == Charges.Row && c.Column == Charges.Column).SingleAsync()).Value.Number);

    /// <summary>The figure that the builder of questions shows; null for none.</summary>
    private async Task<decimal?> Counted(string perimeter)
    {
        var page = await _house.Ines.PageAsync($"/statistiques/requeteur?mesure=ESF.OPCO:{Charges}&exercice=2025&lignes=operateur&{perimeter}");
        return page.QuerySelector("#tableau tbody data")?.GetAttribute("value") is { } value ? decimal.Parse(value, CultureInfo.InvariantCulture) : null;
    }
}
