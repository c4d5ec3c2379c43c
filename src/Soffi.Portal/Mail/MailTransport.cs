using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Soffi.Portal.Mail;

/// <summary>Sends a message to the SMTP server, or writes it as a file when there is none.</summary>
public sealed class MailTransport(IOptions<MailOptions> options, IHostEnvironment environment, TimeProvider clock)
{
    private const int ImplicitTlsPort = 465;
    private const int TimeoutMilliseconds = 20_000;

    /// <summary>Absolute folder of the files.</summary>
    public string Folder => Path.GetFullPath(options.Value.Directory, environment.ContentRootPath);

    /// <summary>Sends one plain text message.</summary>
    /// <param name="id">Kept as the identifier of the message: a second sending is seen as the same one.</param>
    /// <exception cref="Exception">The server cannot be reached or refused: the caller tries again later.</exception>
    public async Task SendAsync(Guid id, string to, string subject, string body, CancellationToken cancellation)
    {
        var from = MailboxAddress.Parse(options.Value.From);
        using var message = new MimeMessage
        {
            Subject = subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{id:N}@{from.Domain}",
            Body = new TextPart("plain") { Text = body },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(null, to));
        // Answering machines keep quiet.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (options.Value.IsWritten)
        {
            await WriteAsync(id, message, cancellation);
        }
        else
        {
            await SendAsync(message, cancellation);
        }
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        var settings = options.Value;
        // A password and people's addresses do not travel in clear text.
        var security = settings.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
            : settings.RequireTls ? SecureSocketOptions.StartTls : SecureSocketOptions.StartTlsWhenAvailable;
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(settings.Host, settings.Port, security, cancellation);
        if (settings.User.Length > 0)
        {
            await client.AuthenticateAsync(settings.User, settings.Password, cancellation);
        }

        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    /// <summary>Written whole under another name first: whoever lists the folder never opens half of a message.</summary>
    private async Task WriteAsync(Guid id, MimeMessage message, CancellationToken cancellation)
    {
        var folder = Folder;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{message.Date.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{id:N}.eml");
        await message.WriteToAsync($"{path}.tmp", cancellation);
        File.Move($"{path}.tmp", path, overwrite: true);
    }
}
