using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Tests.Antivirus;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>From the page of documents to ClamAV's own daemon and back: found, clean, killed, started again.</summary>
public sealed class RealAntivirusTests(LocalClamd clamd) : IClassFixture<LocalClamd>, IAsyncLifetime
{
    private readonly DocumentHost _host = new() { OtherPort = clamd.Port };

    public Task InitializeAsync() => clamd.IsThere ? _host.InitializeAsync() : Task.CompletedTask;

    public Task DisposeAsync() => clamd.IsThere ? _host.DisposeAsync() : Task.CompletedTask;

    [SkippableFact]
    public async Task Join_files_through_the_real_daemon_its_death_included()
    {
        clamd.Require();
        var (given, claire) = (await _host.Statements.Statement(), await _host.Statements.As(StatementHost.Claire));
        byte[] infected = [.. DocumentHost.Pdf(), .. Encoding.ASCII.GetBytes(FakeClamd.Eicar)];

        using var refused = await DocumentHost.Join(claire, given, "CAC", infected);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(LocalClamd.Threat, (await refused.ReadPageAsync()).TextOf("#erreurs"), StringComparison.Ordinal);
        Assert.Empty(await _host.Documents(given.Id));
        Assert.Equal(AuditAction.DocumentRefused, Assert.Single(await _host.Statements.Journal(given.Id)).Action);

        using var joined = await DocumentHost.Join(claire, given, "CAC", DocumentHost.Pdf());
        Assert.Equal(ScanVerdict.Clean, Assert.Single(await _host.Documents(given.Id)).Verdict);

        await clamd.Kill();
        using var aside = await DocumentHost.Join(claire, given, "COMPTES", DocumentHost.Pdf());
        Assert.Equal(HttpStatusCode.SeeOther, aside.StatusCode);
        var waiting = Assert.Single(await _host.Documents(given.Id), d => d.Code == "COMPTES");
        Assert.Equal(ScanVerdict.Waiting, waiting.Verdict);
        Assert.Contains("l’antivirus était injoignable", (await claire.PageAsync($"{given.Root}/pieces")).TextOf("main"), StringComparison.Ordinal);
        foreach (var way in new[] { "fichier", "apercu" })
        {
            Assert.Equal(HttpStatusCode.Conflict, (await claire.GetAsync($"{given.Root}/pieces/{waiting.Id}/{way}")).StatusCode);
        }

        await clamd.Start();
        await using var scope = _host.Statements.Services.CreateAsyncScope();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<WaitingScans>().Round(CancellationToken.None));
        Assert.Equal(ScanVerdict.Clean, Assert.Single(await _host.Documents(given.Id), d => d.Code == "COMPTES").Verdict);
    }
}
