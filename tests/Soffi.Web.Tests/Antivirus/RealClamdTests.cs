using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Tests.Antivirus;

/// <summary>The same questions to ClamAV's own daemon.</summary>
public sealed class RealClamdTests(LocalClamd clamd) : IClassFixture<LocalClamd>
{
    [SkippableFact]
    public async Task Scan_asks_the_real_daemon()
    {
        clamd.Require();

        Assert.Equal(new AntivirusReport(AntivirusAnswer.Clean), await Scan(DemoPdf.Write("Bilan")));
        Assert.Equal(AntivirusAnswer.Clean, (await Scan([])).Answer);
        var infected = await Scan(Encoding.ASCII.GetBytes(FakeClamd.Eicar));
        Assert.Equal(AntivirusAnswer.Infected, infected.Answer);
        Assert.StartsWith(LocalClamd.Threat, infected.Threat, StringComparison.Ordinal);
        Assert.Equal(AntivirusAnswer.TooLarge, (await Scan(new byte[3 * LocalClamd.StreamMaxBytes])).Answer);
        Assert.Equal(AntivirusAnswer.Clean, (await Scan(new byte[LocalClamd.StreamMaxBytes - 1024])).Answer);
    }

    [SkippableFact]
    public async Task Scan_daemon_killed_while_it_receives_is_absent_then_answers_again()
    {
        clamd.Require();
        await using var content = new Interrupted(new byte[1_000_000], clamd.Kill);

        var report = await Scan(content);

        Assert.True(content.WasInterrupted);
        Assert.Equal(AntivirusAnswer.Absent, report.Answer);
        Assert.Equal(AntivirusAnswer.Absent, (await Scan(DemoPdf.Write("Bilan"))).Answer);
        await clamd.Start();
        Assert.Equal(AntivirusAnswer.Clean, (await Scan(DemoPdf.Write("Bilan"))).Answer);
    }

    private async Task<AntivirusReport> Scan(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await Scan(stream);
    }

    private Task<AntivirusReport> Scan(Stream content)
    {
        var options = new AntivirusOptions { Host = "127.0.0.1", Port = clamd.Port, TimeoutSeconds = 20 };
        return new AntivirusScan(Options.Create(options), TimeProvider.System, NullLogger<AntivirusScan>.Instance).Scan(content, CancellationToken.None);
    }

    /// <summary>A file whose reading is the occasion of an accident, half way.</summary>
    private sealed class Interrupted(byte[] bytes, Func<Task> accident) : MemoryStream(bytes)
    {
        public bool WasInterrupted { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!WasInterrupted && Position > Length / 2)
            {
                WasInterrupted = true;
                await accident();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
