using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Domain.Access;
using Soffi.Domain.Operators;
using Soffi.Portal.Accounts;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Network;

/// <summary>
/// The application, whose callers say in a header from which address their connection comes: the test server has no socket.
/// Everything after the connection is the real pipeline.
/// </summary>
internal sealed class NetworkHost : IDisposable
{
    public const string Inside = "10.4.5.6";
    public const string Outside = "203.0.113.9";

    private const string Header = "X-Essai-Adresse";

    public NetworkHost(params (string Key, string Value)[] settings)
    {
        Factory.Additions.Add(services => services.AddSingleton<IStartupFilter, Caller>());
        foreach (var (key, value) in settings)
        {
            Factory.Settings[key] = value;
        }
    }

    public static (string Key, string Value)[] Rule { get; } =
        [("Network:AgentRanges:0", "10.0.0.0/8"), ("Network:AgentRanges:1", "2001:db8:1::/48")];

    public SignInFactory Factory { get; } = new();

    public void Dispose() => Factory.Dispose();

    /// <summary>Terms published; an agent, and one who also declares for an operator.</summary>
    public async Task<NetworkHost> Prepared()
    {
        await Factory.PublishCguAsync();
        var body = await Factory.OperatorAsync("ESSAI", OperatorType.Opco);
        await Factory.GrantAsync(DemoAccounts.AgentDgefp, Role.AgentDgefp);
        await Factory.GrantAsync(DemoAccounts.AgentDreets, Role.AgentDreets, regionCode: "84");
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.Declarant, body);
        await Factory.GrantAsync(DemoAccounts.DeclarantOpco, Role.AgentDgefp);
        return this;
    }

    /// <summary>A browser in which that person is signed in and accepted the terms, whose connections come from that address.</summary>
    public async Task<HttpClient> Entered(DemoAccount account, string address, params (string Name, string Value)[] headers)
    {
        var browser = await Factory.EnteredAsync(account);
        browser.DefaultRequestHeaders.Add(Header, address);
        foreach (var (name, value) in headers)
        {
            browser.DefaultRequestHeaders.Add(name, value);
        }

        return browser;
    }

    public HttpClient Anonymous(string address)
    {
        var browser = Factory.NewBrowser();
        browser.DefaultRequestHeaders.Add(Header, address);
        return browser;
    }

    private sealed class Caller : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, more) =>
            {
                if (http.Request.Headers.TryGetValue(Header, out var address))
                {
                    http.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
                }

                return more(http);
            });
            next(app);
        };
    }
}
