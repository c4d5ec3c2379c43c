using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.Maintenance;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Maintenance;

/// <summary>CGU-38/39: somebody was typing when the service closed.</summary>
[Trait("CGU", "CGU-38/39")]
public sealed class TypingThroughMaintenanceTests : IAsyncLifetime, IDisposable
{
    private readonly StatementHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)_host).DisposeAsync();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Values_sent_just_after_the_closing_are_saved_and_later_ones_are_held_until_the_reopening()
    {
        var given = await _host.Statement();
        var claire = await _host.As(StatementHost.Claire);
        var page = await claire.PageAsync(given.Cadre("B1"));
        await Close();

        using var saved = await claire.SendAsync(page, "#saisie", ("B1.010.ALT", "1200"));
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, saved.StatusCode);
        Assert.Equal(1200m, (await _host.Stored(given.Id)).Values()[Domain.Forms.CellCode.Parse("B1.010.ALT")].Number);

        _host.Clock.Advance(MaintenanceWindow.Grace);
        using var held = await claire.SendAsync(page, "#saisie", ("B1.010.ALT", "1300"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, held.StatusCode);
        Assert.Contains("est conservé", (await held.ReadPageAsync()).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(1200m, (await _host.Stored(given.Id)).Values()[Domain.Forms.CellCode.Parse("B1.010.ALT")].Number);

        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        var reopened = await claire.PageAsync(given.Cadre("B1"));
        Assert.Equal("1300", reopened.Field("B1.010.ALT").Replace("\u202f", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal));
    }

    private async Task Close()
    {
        var now = _host.Clock.GetUtcNow();
        await _host.Database(context =>
        {
            context.Add(new MaintenanceWindow(
                MaintainedFeature.Declarations, MaintenanceMode.ReadOnly, now.AddMinutes(1), now.AddMinutes(15), "Mise à jour",
                new Actor(Guid.CreateVersion7(), "Anne", "a@exemple.invalid", []), now));
            return context.SaveChangesAsync();
        });
        _host.Services.GetRequiredService<MaintenanceSchedule>().Forget();
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
    }
}
