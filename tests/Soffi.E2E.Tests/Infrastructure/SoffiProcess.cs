using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace Soffi.E2E.Tests.Infrastructure;

/// <summary>
/// The real portal in a process of its own, on a free port, with a database of its own seeded as for the demonstration.
/// </summary>
public sealed class SoffiProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly StringBuilder _output = new();

    private SoffiProcess(Process process, DirectoryInfo data, string address)
    {
        _process = process;
        _data = data;
        Address = address;
    }

    /// <summary>E.g. <c>http://localhost:41234</c>, without a final slash.</summary>
    public string Address { get; }

    /// <summary>Folder of the project of the portal.</summary>
    public static string WebFolder => Path.GetFullPath(Metadata("SoffiWebDirectory"));

    public static async Task<SoffiProcess> Start()
    {
        var port = FreePort();
        var address = $"http://localhost:{port}";
        var data = Directory.CreateTempSubdirectory("soffi-e2e-");
        var web = WebFolder;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(web, "bin", Metadata("Configuration"), "net10.0", "Soffi.Web.dll") },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = address,
                ["ConnectionStrings__Soffi"] = $"Data Source={Path.Combine(data.FullName, "soffi.db")}",
                ["Portal__ConnectionString"] = $"Data Source={Path.Combine(data.FullName, "portail.db")}",
                ["Mail__Directory"] = Path.Combine(data.FullName, "courriels"),
                ["Exports__Folder"] = Path.Combine(data.FullName, "exports"),
                ["Portal__KeysPath"] = Path.Combine(data.FullName, "cles"),
            },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
        var soffi = new SoffiProcess(process, data, address);
        soffi.Listen();
        await soffi.WaitUntilReady();
        return soffi;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private void Listen()
    {
        void Keep(object _, DataReceivedEventArgs line)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Asks the ready probe until it answers 200; a process that ends, or ten minutes, is a failure with its output.</summary>
    private async Task WaitUntilReady()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!_process.HasExited && !limit.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"{Address}/sante/pret"), limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet: ask again at the next tick.
            }

            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }

        lock (_output)
        {
            throw new InvalidOperationException($"The portal is not ready.\n{_output}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Metadata(string key) => typeof(SoffiProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
