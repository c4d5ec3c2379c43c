using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Features.Account;

/// <summary>With a database that nobody can open.</summary>
public sealed class DatabaseTicketsTests
{
    [Fact]
    public async Task Retrieve_for_a_probe_asks_nothing_of_the_database()
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/sante/vivant";

        Assert.Null(await Tickets().RetrieveAsync("key", http, CancellationToken.None));
    }

    [Fact]
    public async Task Retrieve_for_a_page_asks_the_database()
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };
        http.Request.Path = "/declarations";

        await Assert.ThrowsAsync<InvalidOperationException>(() => Tickets().RetrieveAsync("key", http, CancellationToken.None));
    }

    private static DatabaseTickets Tickets() => new(
        new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), new EphemeralDataProtectionProvider(), new SessionReader(), TimeProvider.System);
}
