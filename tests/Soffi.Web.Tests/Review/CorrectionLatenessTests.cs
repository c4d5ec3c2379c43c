using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Tests.Declarations;

namespace Soffi.Web.Tests.Review;

/// <summary>Corrections that do not come in time are shown late to everybody, as the clocks of Paris say.</summary>
public sealed class CorrectionLatenessTests : CorrectionHouse
{
    [Fact]
    public async Task Corrections_are_shown_late_everywhere_once_their_day_in_Paris_is_over()
    {
        var due = Due(5);
        Assert.Contains("dans 5 jours", Plain((await Claire.PageAsync(Statement)).TextOf("#corrections")), StringComparison.Ordinal);
        Factory.Clock.SetUtcNow(due); // 23:59:59 in Paris.
        await Renew();
        Assert.Contains("il reste moins d’une minute", (await Claire.PageAsync(Statement)).TextOf("#corrections"), StringComparison.Ordinal);
        Assert.DoesNotContain("En retard", (await Claire.PageAsync("/declarations")).TextOf("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("en retard", (await Ines.PageAsync("/instruction")).TextOf("#declarations"), StringComparison.OrdinalIgnoreCase);

        Assert.NotNull((await Ines.PageAsync("/instruction")).QuerySelector("#declarations .fr-badge--warning")); // Awaited of somebody, not done.
        Factory.Clock.SetUtcNow(due.AddSeconds(1));

        Assert.Contains("Corrections en retard de 1 jour", Plain((await Claire.PageAsync(Statement)).TextOf("#corrections")), StringComparison.Ordinal);
        Assert.Contains("En retard", (await Claire.PageAsync("/declarations")).TextOf(".soffi-due"), StringComparison.Ordinal);
        Assert.Contains("Corrections en retard de 1 jour", Plain((await Claire.PageAsync("/accueil")).TextOf("main")), StringComparison.Ordinal);
        var home = await Ines.PageAsync("/accueil");
        Assert.Contains("1 déclaration dont les corrections sont en retard", Plain(home.TextOf("#a-suivre .soffi-tasks__late")), StringComparison.Ordinal);
        var listed = await Ines.PageAsync(home.QuerySelector("#a-suivre a[href*='corrections-retard']")!.GetAttribute("href")!);
        Assert.Contains("1 déclaration.", Plain(listed.TextOf("main")), StringComparison.Ordinal);
        Assert.Contains("Corrections en retard", (await Ines.PageAsync("/instruction?retard=oui")).TextOf("#declarations .fr-badge--error"), StringComparison.Ordinal);
        Assert.Contains("corrections en retard, attendues avant la fin du", (await Ines.PageAsync("/instruction/suivi")).TextOf("#suivi"), StringComparison.Ordinal);
        Assert.Contains("Corrections en retard de 1 jour", Plain((await Ines.PageAsync($"/instruction/{Submission.Id}")).TextOf("#corrections-en-cours")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-29T00:30:00+01:00", "2026-03-29", "il reste 22 h 30")] // The night that has one hour less.
    [InlineData("2026-10-25T00:30:00+02:00", "2026-10-25", "il reste 24 h 30")] // The one that has one more.
    [InlineData("2026-06-03T23:30:00+02:00", "2026-06-03", "il reste 30 min")]
    [InlineData("2026-06-02T23:59:59+02:00", "2026-06-03", "avant la fin de demain")]
    [InlineData("2026-03-28T12:00:00+01:00", "2026-03-30", "dans 2 jours")]
    public void Words_count_days_and_hours_as_the_clocks_of_Paris(string now, string day, string words)
    {
        var due = ParisTime.At(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(23, 59, 59))!.Value;

        Assert.Contains(words, Plain(CorrectionWords.Due(due, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), late: false)), StringComparison.Ordinal);
    }
}
