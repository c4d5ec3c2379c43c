using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Soffi.Web.Infrastructure.Antivirus;

namespace Soffi.Web.Tests.Antivirus;

/// <summary>
/// ClamAV's own daemon (Debian: <c>clamav-daemon</c>) on a free port, with a database of one signature written here: that of
/// the EICAR test file. Nothing is fetched from the network. Where <c>SOFFI_REQUIRE_CLAMD</c> is set, a machine without it is
/// a failure instead of a skipped test.
/// </summary>
public sealed class LocalClamd : IAsyncLifetime
{
    public const string Threat = "Eicar-Local-Signature";

    /// <summary>The daemon refuses longer streams.</summary>
    public const int StreamMaxBytes = 2 * 1024 * 1024;

    private const string Program = "/usr/sbin/clamd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-clamd-");
    private Process? _process;

    public int Port { get; } = FreePort();

    public bool IsThere => File.Exists(Program);

    /// <summary>Skips the test on a machine without the daemon, unless it is required.</summary>
    public void Require()
    {
        var required = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SOFFI_REQUIRE_CLAMD"));
        Assert.True(IsThere || !required, "SOFFI_REQUIRE_CLAMD is set and clamd is not installed (Debian: clamav-daemon).");
        Skip.IfNot(IsThere, "clamd is not installed (Debian: clamav-daemon).");
    }

    public async Task InitializeAsync()
    {
        if (!IsThere)
        {
            return;
        }

        var signature = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(FakeClamd.Eicar[^40..]));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "local.ndb"), $"{Threat}:0:*:{signature}\n");
        await File.WriteAllTextAsync(Settings, string.Create(CultureInfo.InvariantCulture, $"""
            Foreground yes
            TCPAddr 127.0.0.1
            TCPSocket {Port}
            DatabaseDirectory {_folder.FullName}
            TemporaryDirectory {_folder.FullName}
            StreamMaxLength {StreamMaxBytes}

            """));
        await Start();
    }

    public async Task DisposeAsync()
    {
        await Kill();
        _folder.Delete(recursive: true);
    }

    /// <summary>As a machine that loses it does: at once, connections cut.</summary>
    public async Task Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task Start()
    {
        _process = Process.Start(new ProcessStartInfo(Program)
        {
            ArgumentList = { "--config-file", Settings },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var client = new ClamdClient("127.0.0.1", Port, TimeSpan.FromSeconds(5), TimeProvider.System);
        while (await ticks.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                if (await client.Ping(limit.Token) == "PONG")
                {
                    return;
                }
            }
            catch (SocketException) when (!_process.HasExited)
            {
                // Not listening yet: ask again at the next tick.
            }
        }
    }

    private string Settings => Path.Combine(_folder.FullName, "clamd.conf");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
