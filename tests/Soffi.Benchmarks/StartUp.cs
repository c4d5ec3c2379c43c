using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Soffi.Domain.Forms;

namespace Soffi.Benchmarks;

/// <summary>Reading, then linting, all the forms, as a share of the time the portal takes to answer that it is ready.</summary>
internal static class StartUp
{
    public static async Task Print(FormFiles files, string web)
    {
        var forms = files.Forms;
        var watch = Stopwatch.StartNew();
        var faults = forms.Sum(p => FormLinter.Lint(files, p).Count); // Cold, as at a start; it reads them itself.
        var linting = watch.Elapsed;
        watch.Restart();
        var definitions = forms.Select(p => FormReader.Read(files, p).Definition!).ToList();
        var reading = watch.Elapsed;
        Console.WriteLine($"All the forms: {forms.Count} forms, {definitions.Sum(d => d.Cells.Count)} cells, {definitions.Sum(d => d.Controls.Count)} controls, {faults} faults.");

        var program = Path.Combine(web, "bin", Configuration, "net10.0", "Soffi.Web.dll");
        if (!File.Exists(program))
        {
            Console.WriteLine($"  read in {reading.TotalSeconds:0.0} s, read and linted in {linting.TotalSeconds:0.0} s; start-up not measured: build src/Soffi.Web first ({Configuration}).");
            return;
        }

        var data = Directory.CreateTempSubdirectory("soffi-banc-");
        try
        {
            var first = await TimeToReady(program, web, data);
            var second = await TimeToReady(program, web, data);
            Console.WriteLine($"  read in {reading.TotalSeconds:0.00} s = {reading / second:P0} of a start-up ({second.TotalSeconds:0.0} s on a seeded database, {first.TotalSeconds:0.0} s the first time);");
            Console.WriteLine($"  read and linted in {linting.TotalSeconds:0.00} s = {linting / second:P0} of it.");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static async Task<TimeSpan> TimeToReady(string program, string web, DirectoryInfo data)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { program },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = address,
                ["ConnectionStrings__Soffi"] = $"Data Source={Path.Combine(data.FullName, "soffi.db")}",
                ["Portal__ConnectionString"] = $"Data Source={Path.Combine(data.FullName, "portail.db")}",
                ["Portal__KeysPath"] = Path.Combine(data.FullName, "cles"),
                ["Rehearsal__Enabled"] = "false",
            },
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient();
            while (!await IsReady(client, address))
            {
                if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(5))
                {
                    throw new InvalidOperationException("The portal stopped, or was not ready within five minutes.");
                }

                await Task.Delay(20);
            }

            return watch.Elapsed;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReady(HttpClient client, string address)
    {
        try
        {
            return (await client.GetAsync(new Uri($"{address}/sante/pret"))).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
