using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Soffi.Web.Infrastructure.Mail;

/// <summary>Hands messages to the mail server, or writes them as .eml files where there is none.</summary>
public sealed class MailTransport(IOptions<MailOptions> options, IHostEnvironment environment)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <exception cref="Exception">
    /// The server is out of reach or refuses: <see cref="SmtpCommandException"/>, <see cref="SmtpProtocolException"/>,
    /// <see cref="MailKit.Security.AuthenticationException"/>, <see cref="System.Net.Sockets.SocketException"/>, <see cref="IOException"/>.
    /// </exception>
    public async Task Send(MimeMessage message, CancellationToken cancellation)
    {
        var settings = options.Value;
        message.From.Add(MailboxAddress.Parse(settings.From));
        if (string.IsNullOrWhiteSpace(settings.Host))
        {
            await WriteFile(message, settings.Directory, cancellation);
            return;
        }

        using var client = new SmtpClient { Timeout = (int)Longest.TotalMilliseconds };
        await client.ConnectAsync(settings.Host, settings.Port, settings.RequireTls ? SecureSocketOptions.Auto : SecureSocketOptions.StartTlsWhenAvailable, cancellation);
        if (settings.RequireTls && !client.IsSecure)
        {
            throw new SmtpProtocolException("The mail server offers no encryption.");
        }

        if (!string.IsNullOrEmpty(settings.User))
        {
            await client.AuthenticateAsync(settings.User, settings.Password ?? "", cancellation);
        }

        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    private async Task WriteFile(MimeMessage message, string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(environment.ContentRootPath, folder);
        Directory.CreateDirectory(path);
        var name = $"{message.Date.UtcDateTime:yyyyMMdd'T'HHmmss}-{string.Concat((message.MessageId ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))}.eml";

        // Written under another name first: who lists the folder never sees half a message.
        var draft = Path.Combine(path, $".{name}");
        await message.WriteToAsync(draft, cancellation);
        File.Move(draft, Path.Combine(path, name), overwrite: true);
    }
}
