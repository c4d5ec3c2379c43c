using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Soffi.Benchmarks;

/// <summary>The portal on Kestrel and a file of SQLite with the demonstration, in a process of its own: what clients cost is not counted.</summary>
internal sealed partial class RunningPortal : IAsyncDisposable
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);

    private const string Password = "Demonstration-2026!";

    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly HttpClient _plain;

    private RunningPortal(Process process, DirectoryInfo data, Uri address)
    {
        _process = process;
        _data = data;
        Address = address;
        _plain = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>The file of SQLite.</summary>
    public string Database => Path.Combine(_data.FullName, "soffi.db");

    /// <param name="database">A file that exists, served as it is; the demonstration in a file of its own when null.</param>
    public static async Task<RunningPortal> Start(string web, string? database = null)
    {
        var data = Directory.CreateTempSubdirectory("soffi-banc-");
        var address = new Uri($"http://localhost:{FreePort()}");
        LargeForms.Write(web, Path.Combine(data.FullName, "formulaires"));
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(RunningPortal).Assembly.Location, PortalHost.Verb },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DOTNET_APPLICATIONNAME"] = "Soffi.Web",
                ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "Soffi.Benchmarks",
                ["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/'),
                ["ConnectionStrings__Soffi"] = $"Data Source={Path.Combine(data.FullName, "soffi.db")}",
                ["Portal__ConnectionString"] = $"Data Source={Path.Combine(data.FullName, "portail.db")}",
                ["Portal__KeysPath"] = Path.Combine(data.FullName, "cles"),
                ["Forms__Folder"] = Path.Combine(data.FullName, "formulaires"),
                ["Mail__Directory"] = Path.Combine(data.FullName, "courriels"),
                ["RateLimits__PerAccount"] = "0",
                ["RateLimits__PerAddress"] = "0",
                ["RateLimits__SignIn"] = "0",
                ["RateLimits__Uploads"] = "0",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        if (database is not null)
        {
            start.Environment["ConnectionStrings__Soffi"] = $"Data Source={database}";
            start.Environment["Demonstration__Enabled"] = "false";
            start.Environment["Jobs__Enabled"] = "false";
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The portal did not start.");
        var portal = new RunningPortal(process, data, address);
        process.OutputDataReceived += (_, line) => Fault(line.Data);
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var watch = Stopwatch.StartNew();
        while (!await portal.IsReady())
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(10))
            {
                throw new InvalidOperationException("The portal stopped, or was not ready within ten minutes.");
            }

            await Task.Delay(100);
        }

        return portal;
    }

    /// <summary>What the portal logs as an error is seen: a measure is worth nothing then.</summary>
    private static void Fault(string? line)
    {
        if (line is not null && (line.Contains(" ERR]", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal) || line.StartsWith("   at ", StringComparison.Ordinal)))
        {
            Console.Error.WriteLine(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _plain.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    /// <summary>A browser in which that demonstration account is signed in, the terms of use accepted.</summary>
    public async Task<HttpClient> SignIn(string account)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, MaxConnectionsPerServer = 64 }) { BaseAddress = Address };
        using var form = await browser.GetAsync(new Uri("/connexion?retour=/accueil", UriKind.Relative));
        using var entered = await Submit(browser, form, ("Email", account + "@demo.soffi.example"), ("Password", Password));
        await AcceptTerms(browser, entered);
        return browser;
    }

    /// <summary>A browser in which that address opened a session, the terms of use accepted; it asks for compressed answers, as browsers do.</summary>
    public async Task<HttpClient> Enter(string path)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, MaxConnectionsPerServer = 2 }) { BaseAddress = Address };
        using var opened = await browser.GetAsync(new Uri(path, UriKind.Relative));
        using var entered = await browser.GetAsync(new Uri("/accueil", UriKind.Relative));
        await AcceptTerms(browser, entered);
        return browser;
    }

    private static async Task AcceptTerms(HttpClient browser, HttpResponseMessage entered)
    {
        if (entered.RequestMessage!.RequestUri!.AbsolutePath == "/cgu/acceptation")
        {
            using var accepted = await Submit(browser, entered, ("Accepted", "true"));
        }
    }

    public async Task<string> Page(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : throw new InvalidOperationException($"{path}: {answer.StatusCode}");
    }

    /// <summary>Processor time of the portal for one request: the median of a few rounds.</summary>
    public async Task<double> Microseconds(int rounds, int repeats, Func<Task> request)
    {
        var costs = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var before = await Processor();
            for (var i = 0; i < repeats; i++)
            {
                await request();
            }

            costs.Add((await Processor() - before) / repeats);
        }

        return costs.Order().ElementAt(rounds / 2);
    }

    /// <summary>
    /// Repeats both until the runtime has compiled again what they run: it does so on another thread for a while, and its time
    /// counts in that of the process.
    /// </summary>
    public async Task Settle(Func<Task> measured, Func<Task> floor)
    {
        var watch = Stopwatch.StartNew();
        double compiling, all;
        do
        {
            var (before, since) = ((await Runtime()).Compiling, await Processor());
            for (var pass = Stopwatch.StartNew(); pass.Elapsed < WarmUp;)
            {
                await measured();
                await floor();
            }

            (compiling, all) = ((await Runtime()).Compiling - before, await Processor() - since);
        }
        while (compiling > 0.02 * all && watch.Elapsed < LongestWarmUp);
    }

    public async Task Floor()
    {
        using var answer = await _plain.PostAsync(new Uri(PortalHost.FloorPath, UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The same file, received and read by the reader of the portal and nothing more.</summary>
    public async Task ReadRaw(byte[] file)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "fichier", "classeur.xlsx" } };
        using var answer = await _plain.PostAsync(new Uri(PortalHost.RawPath, UriKind.Relative), content);
        if (await answer.Content.ReadAsStringAsync() != "lu")
        {
            throw new InvalidOperationException($"The file was not read: {answer.StatusCode}");
        }
    }

    /// <summary>Bytes that the portal allocates for one request, on average.</summary>
    public async Task<double> Bytes(int repeats, Func<Task> request)
    {
        var before = double.Parse(await _plain.GetStringAsync(new Uri(PortalHost.MemoryPath, UriKind.Relative)), CultureInfo.InvariantCulture);
        for (var i = 0; i < repeats; i++)
        {
            await request();
        }

        return (double.Parse(await _plain.GetStringAsync(new Uri(PortalHost.MemoryPath, UriKind.Relative)), CultureInfo.InvariantCulture) - before) / repeats;
    }

    /// <summary>Processor time of the portal so far, in microseconds.</summary>
    public async Task<double> Processor() =>
        double.Parse(await _plain.GetStringAsync(new Uri(PortalHost.ProcessorPath, UriKind.Relative)), CultureInfo.InvariantCulture);

    /// <summary>What the runtime of the portal did so far: microseconds compiling and stopped by the collector, bytes allocated.</summary>
    public async Task<(double Compiling, double Collecting, double Bytes)> Runtime()
    {
        var parts = (await _plain.GetStringAsync(new Uri(PortalHost.RuntimePath, UriKind.Relative))).Split(' ')
            .Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToList();
        return (parts[0], parts[1], parts[2]);
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await _plain.GetAsync(new Uri("/sante/pret", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Posts the form of the main part of the page, hidden fields included.</summary>
    private static async Task<HttpResponseMessage> Submit(HttpClient browser, HttpResponseMessage page, params (string Name, string Value)[] fields)
    {
        var html = await page.Content.ReadAsStringAsync();
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        var form = FormTag().Matches(main).Select(m => m.Value).First(f => f.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase) || !f.Contains("method=\"get\"", StringComparison.OrdinalIgnoreCase));
        var body = main[main.IndexOf(form, StringComparison.Ordinal)..];
        body = body[..body.IndexOf("</form>", StringComparison.Ordinal)];
        var values = HiddenTag().Matches(body).Select(m => m.Value)
            .Select(t => KeyValuePair.Create(Attribute(t, "name"), Attribute(t, "value"))).Where(v => fields.All(f => f.Name != v.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var content = new FormUrlEncodedContent(values);
        return await browser.PostAsync(new Uri(page.RequestMessage!.RequestUri!, Attribute(form, "action")), content);
    }

    public static string Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"");
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : "";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex FormTag();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenTag();
}
