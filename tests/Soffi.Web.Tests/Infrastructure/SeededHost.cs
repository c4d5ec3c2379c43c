namespace Soffi.Web.Tests.Infrastructure;

/// <summary>One seeded application for the tests of a class that change nothing in it.</summary>
public sealed class SeededHost : IAsyncLifetime
{
    public SoffiHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await SoffiHost.Start(seed: true);

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
