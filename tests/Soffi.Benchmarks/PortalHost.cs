using System.Globalization;
using System.Reflection;
using System.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Workbooks;

[assembly: HostingStartup(typeof(Soffi.Benchmarks.PortalHost))]

namespace Soffi.Benchmarks;

/// <summary>
/// The product as it starts by itself, in a process of its own, with a few addresses more, which exist nowhere else: the
/// floors of a write (two rows, one transaction, the same database) and of a workbook (read, nothing more), the people of the
/// crowd, the processor time used and the memory allocated so far.
/// </summary>
public sealed class PortalHost : IHostingStartup, IStartupFilter
{
    /// <summary>First argument of the process that is the portal.</summary>
    public const string Verb = "portail";

    public const string FloorPath = "/banc/deux-lignes";

    public const string ProcessorPath = "/banc/processeur";

    public const string MemoryPath = "/banc/memoire";

    /// <summary>Since the start, in microseconds: compiling, stopped by the collector; then bytes allocated.</summary>
    public const string RuntimePath = "/banc/moteur";

    public const string RawPath = "/banc/classeur";

    private static bool _hasTable;

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(FloorPath, floor => floor.Run(WriteTwoRows));
        app.Map(RawPath, raw => raw.Run(ReadRaw));
        app.Map(CrowdPeople.PeoplePath, people => people.Run(CrowdPeople.Make));
        app.Map(CrowdPeople.EnterPath, door => door.Run(CrowdPeople.Enter));
        app.Map(MemoryPath, usage => usage.Run(http => http.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture))));
        app.Map(RuntimePath, usage => usage.Run(http => http.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{JitInfo.GetCompilationTime().TotalMicroseconds:0} {GC.GetTotalPauseDuration().TotalMicroseconds:0} {GC.GetTotalAllocatedBytes():0}"))));
        app.Map(ProcessorPath, usage => usage.Run(http =>
            http.Response.WriteAsync(Environment.CpuUsage.TotalTime.TotalMicroseconds.ToString(CultureInfo.InvariantCulture))));
        next(app);
    };

    /// <summary>Runs the entry point of the portal; its settings come from the environment.</summary>
    public static async Task Run()
    {
        var answer = Assembly.Load("Soffi.Web").EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        if (answer is Task task)
        {
            await task;
        }
    }

    private static async Task ReadRaw(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var bytes = new byte[form.Files[0].Length];
        await using (var stream = form.Files[0].OpenReadStream())
        {
            await stream.ReadExactlyAsync(bytes);
        }

        var read = SpreadsheetFile.Read(bytes);
        await http.Response.WriteAsync(read.Content is null ? "illisible" : "lu");
    }

    private static async Task WriteTwoRows(HttpContext http)
    {
        var context = http.RequestServices.GetRequiredService<SoffiDbContext>();
        if (!_hasTable)
        {
            await context.Database.ExecuteSqlAsync($"CREATE TABLE IF NOT EXISTS BancCellules (Id INTEGER PRIMARY KEY, Valeur INTEGER, Le TEXT)");
            _hasTable = true;
        }

        await context.InTransaction(async token =>
        {
            var now = DateTime.UnixEpoch.AddTicks(Environment.TickCount64);
            await context.Database.ExecuteSqlAsync($"INSERT INTO BancCellules (Valeur, Le) VALUES (12345000, {now})", token);
            return await context.Database.ExecuteSqlAsync($"INSERT INTO BancCellules (Valeur, Le) VALUES (67890000, {now})", token);
        });
        await http.Response.WriteAsync("{\"revision\":1}");
    }
}
