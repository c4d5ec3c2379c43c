using System.Diagnostics;
using System.Runtime;

namespace Soffi.Benchmarks;

/// <summary>A work of this process and its floor, by turns, so that whatever else the machine does weighs on both.</summary>
internal static class Paired
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);

    /// <summary>Processor time of this process, in microseconds for one call: the round whose ratio is the median.</summary>
    public static (double Work, double Floor) Compare(int rounds, Action work, Action floor)
    {
        Settle(work, floor);
        var (works, floors) = (CallsIn(work), CallsIn(floor));
        var all = new List<(double Work, double Floor)>();
        for (var i = 0; i < rounds; i++)
        {
            all.Add((Processor(work, works), Processor(floor, floors)));
        }

        return all.OrderBy(r => r.Work / r.Floor).ElementAt(rounds / 2);
    }

    /// <summary>Until the runtime has compiled for good what both run: it does so on another thread, whose time counts too.</summary>
    private static void Settle(Action work, Action floor)
    {
        var watch = Stopwatch.StartNew();
        TimeSpan compiling, all;
        do
        {
            var (before, since) = (JitInfo.GetCompilationTime(), Environment.CpuUsage.TotalTime);
            for (var pass = Stopwatch.StartNew(); pass.Elapsed < WarmUp;)
            {
                work();
                floor();
            }

            (compiling, all) = (JitInfo.GetCompilationTime() - before, Environment.CpuUsage.TotalTime - since);
        }
        while (compiling > 0.02 * all && watch.Elapsed < LongestWarmUp);
    }

    /// <summary>How many calls make a turn long enough to be measured.</summary>
    private static int CallsIn(Action work)
    {
        var calls = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Turn; calls++)
        {
            work();
        }

        return calls;
    }

    private static double Processor(Action work, int calls)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < calls; i++)
        {
            work();
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / calls;
    }
}
