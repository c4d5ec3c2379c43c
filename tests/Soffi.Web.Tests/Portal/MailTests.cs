using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Soffi.Portal.Store;

namespace Soffi.Web.Tests.Portal;

/// <summary>Messages leave through a real conversation with a mail server, or are read on the machine that wrote them.</summary>
public sealed class MailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Send_message_gives_it_to_the_server_once_and_keeps_nothing()
    {
        await using var server = new SmtpListener();
        await using var host = await PortalHost.StartAsync(settings: Settings(server, ("Mail:User", "portail"), ("Mail:Password", "secret")));

        await AskAsync(host, "jeanne@organisme.example");
        await UntilAsync(() => Task.FromResult(server.Messages.Count == 1));

        var (from, to, content, login) = Assert.Single(server.Messages);
        Assert.StartsWith("MAIL FROM:<portail@soffi.example>", from, StringComparison.Ordinal);
        Assert.StartsWith("RCPT TO:<jeanne@organisme.example>", to, StringComparison.Ordinal);
        Assert.Equal("portail secret", login);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(content)));
        Assert.Equal("Terminez la création de votre compte", message.Subject);
        Assert.Equal("Portail d’essai", message.From.Mailboxes.Single().Name);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Contains("http://localhost:5080/portail/inscription/suite?cle=", message.TextBody, StringComparison.Ordinal);
        // The link stays nowhere in clear.
        await UntilAsync(async () => await WaitingAsync(host) == 0);
    }

    [Fact]
    public async Task Send_message_to_a_server_that_refuses_tries_again_later()
    {
        await using var server = new SmtpListener { Refusals = 2 };
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await PortalHost.StartAsync(
            settings: Settings(server), services: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));

        await AskAsync(host, "jeanne@organisme.example");
        await UntilAsync(() => Task.FromResult(server.Attempts == 1));
        Assert.Empty(server.Messages);
        await UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(!server.Messages.IsEmpty);
        });

        Assert.Equal(3, server.Attempts);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Ask_while_the_server_is_down_answers_all_the_same()
    {
        int port;
        await using (var server = new SmtpListener())
        {
            port = server.Port;
        }

        await using var host = await PortalHost.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });

        var answer = await AskAsync(host, "jeanne@organisme.example");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(1, await WaitingAsync(host));
    }

    [Fact]
    public async Task Read_messages_on_a_workstation_lists_them_with_their_link_and_their_file()
    {
        await using var host = await PortalHost.StartAsync();
        var browser = host.NewBrowser();
        await AskAsync(host, "jeanne@organisme.example");
        await host.MailsAsync(1);

        var sent = await PortalHost.PageAsync(await browser.GetAsync("/portail/message-envoye"));
        var list = await PortalHost.PageAsync(await browser.GetAsync(sent.QuerySelector("main a.fr-btn")!.GetAttribute("href")));
        var mail = await PortalHost.PageAsync(await browser.GetAsync(list.QuerySelector("tbody a")!.GetAttribute("href")));
        var complete = await browser.GetAsync(mail.QuerySelector("#message a")!.GetAttribute("href"));
        var file = await browser.GetAsync(mail.QuerySelector("a[href$='/fichier']")!.GetAttribute("href"));

        Assert.Equal("Terminez la création de votre compte", mail.QuerySelector("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, complete.StatusCode);
        Assert.Equal("message/rfc822", file.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("../portail-cles/signature")]
    [InlineData("inconnu")]
    public async Task Read_message_that_does_not_exist_is_not_found(string name)
    {
        await using var host = await PortalHost.StartAsync();

        var answer = await host.NewBrowser().GetAsync($"/portail/courriels/{Uri.EscapeDataString(name)}/fichier");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Mail:Host", "127.0.0.1", "localhost")]
    [InlineData("Portal:PublicUrl", "https://soffi.example", "localhost")]
    [InlineData("Portal:DemoAccounts", "true", "ailleurs.example")]
    public async Task Read_messages_elsewhere_than_on_a_workstation_is_not_found(string setting, string value, string host)
    {
        await using var portal = await PortalHost.StartAsync(settings: new Dictionary<string, string?> { [setting] = value });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/portail/courriels");
        request.Headers.Host = host;

        var answer = await portal.NewBrowser().SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Mail:From", "personne")]
    [InlineData("Mail:Port", "0")]
    public async Task Start_with_settings_that_send_nothing_is_refused(string setting, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => PortalHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Mail:Host"] = "smtp.soffi.example", [setting] = value }));

    private static Dictionary<string, string?> Settings(SmtpListener server, params (string Name, string Value)[] others)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:RequireTls"] = "false",
            ["Mail:From"] = "Portail d’essai <portail@soffi.example>",
        };
        foreach (var (name, value) in others)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static async Task<HttpResponseMessage> AskAsync(PortalHost host, string address)
    {
        var browser = host.NewBrowser();
        return await PortalHost.PostFormAsync(browser, await browser.GetAsync("/portail/inscription"), ("Email", address));
    }

    private static async Task<int> WaitingAsync(PortalHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Mails.CountAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), late.Token);
        }
    }
}
