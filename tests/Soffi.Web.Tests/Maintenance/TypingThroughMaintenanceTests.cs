using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Maintenance;
using Soffi.Web.Infrastructure.Maintenance;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Maintenance;

/// <summary>CGU-38, CGU-39: somebody was typing when the service closed.</summary>
[Trait("CGU", "CGU-38")]
[Trait("CGU", "CGU-39")]
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

    /// <summary>As the script sends cells: refused with the reason and the hour, nothing written, the same cells saved after the reopening.</summary>
    [Fact]
    public async Task Cells_sent_by_the_script_during_the_closing_are_refused_with_the_reason_then_saved()
    {
        var given = await _host.Statement();
        var claire = await _host.As(StatementHost.Claire);
        using var grace = await CellsSent.Request(claire, given, CellsSent.Body(0, ("B2.010.ALT", "5")));
        using var during = await CellsSent.Request(claire, given, CellsSent.Body(0, ("B2.011.ALT", "6"), ("B2.012.ALT", "7")));
        using var after = await CellsSent.Request(claire, given, CellsSent.Body(0, ("B2.011.ALT", "6"), ("B2.012.ALT", "7")));
        await Close();

        using var saved = await claire.SendAsync(grace); // On its way when the service closed.
        _host.Clock.Advance(MaintenanceWindow.Grace);
        using var refused = await claire.SendAsync(during);

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.FromMinutes(1));
        using var problem = System.Text.Json.JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Contains("n’a pas été enregistré", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Single((await _host.Stored(given.Id)).Values());

        _host.Clock.Advance(TimeSpan.FromMinutes(15));
        using var replayed = await claire.SendAsync(after);
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.Equal([5m, 6m, 7m], (await _host.Stored(given.Id)).Values().Select(v => v.Value.Number).Order());
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
