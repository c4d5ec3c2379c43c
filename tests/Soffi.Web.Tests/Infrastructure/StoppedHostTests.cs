using System.Net;
using System.Runtime.CompilerServices;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>Hundreds of applications start in this process, one after the other: each leaves the memory when it stops.</summary>
public sealed class StoppedHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_stopped_application_leaves_the_memory()
    {
        await StartAndStop(); // Timers that libraries start once for the process may hold the first one.
        var services = await StartAndStop();

        var start = TimeProvider.System.GetTimestamp();
        while (services.IsAlive && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Assert.False(services.IsAlive, "A timer, a static field or a pool still holds the services of a stopped application.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StartAndStop()
    {
        await using var host = await SoffiHost.Start();
        using var browser = host.CreateClient();
        using var answer = await browser.GetAsync(new Uri("/aide", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new WeakReference(host.Services);
    }
}
