using System.Runtime.CompilerServices;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>No job runs by itself in these tests, nor the rehearsal of the start: each runs the one it wants, when it wants.</summary>
internal static class NoJobs
{
    [ModuleInitializer]
    public static void Set()
    {
        Environment.SetEnvironmentVariable("Jobs__Enabled", "false");
        Environment.SetEnvironmentVariable("Rehearsal__Enabled", "false");
    }
}
