using System.Net;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Files are costly to receive: fewer of them a minute than pages.</summary>
public sealed class DocumentLimitTests
{
    [Fact]
    public async Task Send_too_many_files_is_429_and_pages_still_open()
    {
        await using var host = new StatementHost();
        host.Settings["RateLimits:Uploads"] = "1";
        await host.InitializeAsync();
        try
        {
            var given = await host.Statement();
            var claire = await host.As(StatementHost.Claire);
            using var form = new MultipartFormDataContent { { new StringContent("x"), "x" } };
            using var first = await claire.PostAsync($"{given.Root}/pieces?piece=CAC", form);
            using var again = new MultipartFormDataContent { { new StringContent("x"), "x" } };
            using var second = await claire.PostAsync($"{given.Root}/pieces?piece=CAC", again);

            Assert.Equal(HttpStatusCode.NotFound, first.StatusCode); // This campaign asks no document.
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
            Assert.Contains("aucune pièce", (await claire.PageAsync($"{given.Root}/pieces")).TextOf("main"), StringComparison.Ordinal);
        }
        finally
        {
            await ((IAsyncLifetime)host).DisposeAsync();
        }
    }
}
