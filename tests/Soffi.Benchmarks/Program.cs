using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Soffi.Benchmarks;
using Soffi.Domain.Forms;

// Ratios against floors measured in the same run; absolute times only say on what machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var web = typeof(HandWritten).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "WebDirectory").Value!;
var files = FormFiles.FromFolder(Path.Combine(web, "Forms"));

FullCheck.Print(files);
WorkbookImport.Print(files);
await StartUp.Print(files, web);

namespace Soffi.Benchmarks
{
    /// <summary>Repeats a work and gives the median of its times.</summary>
    internal static class Clock
    {
        public static TimeSpan Median(int rounds, int repeats, Action work)
        {
            var times = new List<TimeSpan>();
            for (var round = 0; round < rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < repeats; i++)
                {
                    work();
                }

                times.Add(watch.Elapsed / repeats);
            }

            return times.Order().ElementAt(rounds / 2);
        }
    }
}
