using System.Net;
using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Portal;
using Soffi.Portal.Accounts;
using Soffi.Portal.Connect;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>Signs in as a person does: asks for a page, is led to the portal of services, fills its form, comes back.</summary>
public static class SignInDriver
{
    private const int MostRedirects = 12;

    /// <summary>Address under which the application under test believes to be reached.</summary>
    public static Uri Address { get; } = new("http://localhost:5080");

    /// <summary>Password of all the demonstration accounts.</summary>
    public static string Password { get; } = new PortalOptions().DemoPassword;

    /// <summary>Lets Soffi and the portal of its own test server, which listens on no port, reach each other.</summary>
    public static IServiceCollection UseTestServerAsProvider(this IServiceCollection services)
    {
        services.AddOptions<OpenIdConnectOptions>(SoffiSignIn.Provider).Configure<IServer>(
            (oidc, server) => oidc.BackchannelHttpHandler = ((TestServer)server).CreateHandler());
        services.AddHttpClient(LogoutDelivery.Client)
            .ConfigurePrimaryHttpMessageHandler(provider => ((TestServer)provider.GetRequiredService<IServer>()).CreateHandler());
        return services;
    }

    /// <summary>A browser of its own: keeps its cookies, follows no redirect by itself.</summary>
    public static HttpClient NewBrowser(this WebApplicationFactory<Program> factory) => factory.CreateClient(
        new WebApplicationFactoryClientOptions { BaseAddress = Address, AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>A browser in which that person is signed in.</summary>
    public static async Task<HttpClient> SignedInAsync(this WebApplicationFactory<Program> factory, DemoAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var browser = factory.NewBrowser();
        using var end = await browser.SignInAsync(account.Email, "/");
        return browser;
    }

    /// <summary>Asks for the page, signs in, and gives what the page asked for first answers.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string email, string page)
    {
        var start = await browser.GetAsync($"/connexion?retour={Uri.EscapeDataString(page)}");
        var form = await browser.FollowAsync(start);
        if (form.RequestMessage!.RequestUri!.AbsolutePath != "/portail/connexion")
        {
            return form; // The portal of services still knew this browser.
        }

        var answer = await browser.SubmitAsync(form, "main form", ("Email", email), ("Password", Password));
        return await browser.FollowAsync(answer);
    }

    /// <summary>Follows redirects until a page.</summary>
    public static async Task<HttpResponseMessage> FollowAsync(this HttpClient browser, HttpResponseMessage response)
    {
        for (var step = 0; step < MostRedirects; step++)
        {
            if (response.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther) || response.Headers.Location is not { } target)
            {
                return response;
            }

            response = await browser.GetAsync(new Uri(response.RequestMessage!.RequestUri!, target.OriginalString));
        }

        throw new InvalidOperationException($"More than {MostRedirects} redirects, the last one to {response.Headers.Location}.");
    }

    /// <summary>Posts the form found by the selector with its hidden fields and the given ones; follows nothing.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient browser, HttpResponseMessage page, string selector, params (string Name, string Value)[] fields)
    {
        var document = await page.ReadPageAsync();
        var form = document.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form {selector} in {page.RequestMessage!.RequestUri}: {document.Title}");
        var values = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>()
            .Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Where(pair => fields.All(field => field.Name != pair.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(values);
        return await browser.PostAsync(new Uri(page.RequestMessage!.RequestUri!, form.GetAttribute("action") ?? ""), content);
    }

    /// <summary>The page as a browser reads it.</summary>
    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var html = await response.Content.ReadAsStringAsync();
        var context = BrowsingContext.New(Configuration.Default);
        return (IHtmlDocument)await context.OpenAsync(
            request => request.Content(html).Address(response.RequestMessage!.RequestUri!));
    }
}
