using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Soffi.Web.Infrastructure.Antivirus;
using Soffi.Web.Infrastructure.Demonstration;

namespace Soffi.Web.Tests.Antivirus;

/// <summary>
/// The same questions to ClamAV's own daemon, where it is installed (Debian: <c>clamav-daemon</c>), with a database of one
/// signature written here: that of the EICAR test file. Nothing is fetched from the network.
/// </summary>
public sealed class RealClamdTests : IAsyncLifetime
{
    private const string Program = "/usr/sbin/clamd";
    private const string Threat = "Eicar-Local-Signature";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-clamd-");
    private readonly int _port = FreePort();
    private Process? _clamd;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Program))
        {
            return;
        }

        var signature = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(FakeClamd.Eicar[^40..]));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "local.ndb"), $"{Threat}:0:*:{signature}\n");
        var settings = Path.Combine(_folder.FullName, "clamd.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            Foreground yes
            TCPAddr 127.0.0.1
            TCPSocket {_port}
            DatabaseDirectory {_folder.FullName}
            TemporaryDirectory {_folder.FullName}
            StreamMaxLength 2M

            """));
        _clamd = Process.Start(new ProcessStartInfo(Program) { ArgumentList = { "--config-file", settings }, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await WaitUntilReady();
    }

    public async Task DisposeAsync()
    {
        if (_clamd is not null)
        {
            _clamd.Kill(entireProcessTree: true);
            await _clamd.WaitForExitAsync();
            _clamd.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task Scan_asks_the_real_daemon()
    {
        Skip.If(_clamd is null, "clamd is not installed.");

        Assert.Equal(new AntivirusReport(AntivirusAnswer.Clean), await Scan(DemoPdf.Write("Bilan")));
        Assert.Equal(AntivirusAnswer.Clean, (await Scan([])).Answer);
        var infected = await Scan(Encoding.ASCII.GetBytes(FakeClamd.Eicar));
        Assert.Equal(AntivirusAnswer.Infected, infected.Answer);
        Assert.StartsWith(Threat, infected.Threat, StringComparison.Ordinal);
        Assert.Equal(AntivirusAnswer.TooLarge, (await Scan(new byte[6_000_000])).Answer);
        Assert.Equal(AntivirusAnswer.Clean, (await Scan(new byte[1_900_000])).Answer);
    }

    private async Task<AntivirusReport> Scan(byte[] content)
    {
        var options = new AntivirusOptions { Host = "127.0.0.1", Port = _port, TimeoutSeconds = 20 };
        using var stream = new MemoryStream(content);
        return await new AntivirusScan(Options.Create(options), TimeProvider.System, NullLogger<AntivirusScan>.Instance).Scan(stream, CancellationToken.None);
    }

    private async Task WaitUntilReady()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var client = new ClamdClient("127.0.0.1", _port, TimeSpan.FromSeconds(5), TimeProvider.System);
        while (await ticks.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                if (await client.Ping(limit.Token) == "PONG")
                {
                    return;
                }
            }
            catch (SocketException) when (!_clamd!.HasExited)
            {
                // Not listening yet: ask again at the next tick.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
