using Soffi.Domain.Access;
using Soffi.Domain.Maintenance;

namespace Soffi.Domain.Tests.Maintenance;

public sealed class MaintenanceWindowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Anne = new(Guid.CreateVersion7(), "Anne Dubois", "anne@exemple.invalid", []);

    [Theory]
    [InlineData(-1, 2, "Le début est passé")]
    [InlineData(2, 2, "doit suivre le début")]
    [InlineData(3, 2, "doit suivre le début")]
    [InlineData(1, 170, "7 jours au plus")]
    public void New_with_impossible_times_is_refused_with_a_sentence(int start, int end, string sentence)
    {
        Assert.Contains(sentence, MaintenanceWindow.Refusal(Now.AddHours(start), Now.AddHours(end), Now), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Window(start, end));
    }

    [Fact]
    public void Stage_follows_the_clock_and_the_decisions()
    {
        var window = Window(2, 4);
        Assert.Equal(MaintenanceStage.Planned, window.StageAt(Now));
        Assert.Equal(MaintenanceStage.Running, window.StageAt(Now.AddHours(2)));
        Assert.Equal(MaintenanceStage.Over, window.StageAt(Now.AddHours(4)));

        Assert.True(window.End(Anne, Now.AddHours(3)));
        Assert.Equal(Now.AddHours(3), window.EndsAt);
        Assert.False(window.End(Anne, Now.AddHours(3)));

        var planned = Window(2, 4);
        Assert.True(planned.End(Anne, Now));
        Assert.Equal(MaintenanceStage.Cancelled, planned.StageAt(Now.AddHours(3)));
        Assert.False(planned.End(Anne, Now));
    }

    [Fact]
    public void Told_seven_days_before_until_the_end()
    {
        var window = Window(200, 202);
        Assert.False(window.IsToldAt(Now));
        Assert.True(window.IsToldAt(Now.AddHours(33)));
        Assert.True(window.IsToldAt(Now.AddHours(201)));
        Assert.False(window.IsToldAt(Now.AddHours(202)));
    }

    [Fact]
    public void Overlaps_the_two_days_before_a_deadline_of_what_it_closes()
    {
        var window = Window(2, 30);
        Assert.True(window.Overlaps(Now.AddHours(10)));
        Assert.True(window.Overlaps(Now.AddHours(77)));
        Assert.False(window.Overlaps(Now.AddHours(79)));
        Assert.False(window.Overlaps(Now.AddHours(1)));
        Assert.False(Window(2, 30, MaintainedFeature.Statistics).Overlaps(Now.AddHours(10)));
        Assert.Equal(Now.AddHours(10).AddDays(2), window.Restored(Now.AddHours(10)));
    }

    [Fact]
    public void Sentence_says_what_when_and_why()
    {
        Assert.Equal(
            "Les statistiques seront fermées le 23\u00a0novembre 2026 de 11\u00a0h\u00a000 à 13\u00a0h\u00a000 (heure de Paris)\u00a0: Mise à jour.",
            MaintenanceWords.Sentence(Window(2, 4, MaintainedFeature.Statistics, MaintenanceMode.Closed), Now));
        Assert.Equal(
            "Tout le service est en lecture seule jusqu’au 24\u00a0novembre 2026 à 10\u00a0h\u00a000 (heure de Paris)\u00a0: Mise à jour.",
            MaintenanceWords.Sentence(Window(1, 25), Now.AddHours(2)));
    }

    private static MaintenanceWindow Window(
        int start, int end, MaintainedFeature feature = MaintainedFeature.Everything, MaintenanceMode mode = MaintenanceMode.ReadOnly) =>
        new(feature, mode, Now.AddHours(start), Now.AddHours(end), "Mise à jour.", Anne, Now);
}
